import Domain
public import ExactJSON
import PerformanceMetrics
import Strategies

/// How a report names the bars of a lane: the goldens number them and write times as their files
/// do.
public typealias BarLabel = (_ lane: Int, _ bar: Int) -> String

extension BacktestReport {
    /// Writes `stats`, `trades`, `open_trades` and `equity`, as goldens/BACKTEST_RULES.md names
    /// their fields, into an open object, with fields of our own after them.
    public func write(into json: inout JSONWriter, label: BarLabel) {
        json.name("stats")
        json.object { writeStats(into: &$0) }
        json.name("trades")
        json.array(Array(outcome.trades.enumerated())) { json, item in
            json.object { write(item.element, number: item.offset, into: &$0, label: label) }
        }
        json.name("open_trades")
        json.array(outcome.open) { json, item in
            json.object { write(item, into: &$0, label: label) }
        }
        json.name("equity")
        json.array(outcome.equity) { $0.decimal(units: $1.nanos, decimals: 9) }
    }

    /// Each closed trade as a JSON object, in their order.
    public func tradeTexts(label: BarLabel) -> [String] {
        outcome.trades.enumerated().map { number, trade in
            var json = JSONWriter(capacity: 640)
            json.object { write(trade, number: number, into: &$0, label: label) }
            return String(decoding: json.bytes, as: UTF8.self)
        }
    }

    private func write(
        _ trade: BacktestTrade, number: Int, into json: inout JSONWriter, label: BarLabel
    ) {
        json.name("n")
        json.integer(Int64(number))
        json.text("symbol", outcome.symbols[trade.lane].description)
        json.text("side", trade.side.name)
        json.amount("size", trade.quantity)
        json.whole("entry_bar", trade.entryBar)
        json.text("entry_time", label(trade.lane, trade.entryBar))
        json.amount("entry_price", trade.entryPrice)
        json.whole("exit_bar", trade.exitBar)
        json.text("exit_time", label(trade.lane, trade.exitBar))
        json.amount("exit_price", trade.exitPrice)
        json.text("exit_reason", trade.cause.rawValue)
        json.amount("stop_price", trade.stop)
        json.amount("target_price", trade.target)
        json.amount("commission", trade.fees)
        json.amount("slippage", trade.slippage)
        json.amount("pnl", trade.profit)
        json.number("return_pct", trade.returnFraction)
        json.number("mae", excursions[number].adverse)
        json.number("mfe", excursions[number].favourable)
        json.text("regime", trade.regime?.rawValue)
        json.text("signal_reason", trade.entryReason.name)
        json.text("signal_explanation", trade.entryReason.description)
        json.text("exit_explanation", trade.exitReason?.description)
    }

    private func write(
        _ open: BacktestHolding, into json: inout JSONWriter, label: BarLabel
    ) {
        json.text("symbol", outcome.symbols[open.lane].description)
        json.text("side", open.holding.side.name)
        json.amount("size", open.holding.quantity)
        json.whole("entry_bar", open.holding.entryBar)
        json.text("entry_time", label(open.lane, open.holding.entryBar))
        json.amount("entry_price", open.holding.entryPrice)
        json.amount("stop_price", open.holding.stop)
        json.amount("target_price", open.holding.target)
        json.amount("unrealized_pnl_gross", try? open.unrealized)
        json.text("signal_reason", open.reason.name)
        json.text("signal_explanation", open.reason.description)
    }

    /// Writes all figures into an open object.
    public func writeStats(into json: inout JSONWriter) {
        json.amount("initial_cash", outcome.initialCash)
        json.amount("final_equity", outcome.finalEquity)
        json.number(
            "total_return",
            outcome.finalEquity.approximate / outcome.initialCash.approximate - 1)
        json.whole("n_closed_trades", trades.tradeCount)
        json.whole("n_open_trades", outcome.open.count)
        json.whole("n_rejected_orders", outcome.rejections)
        json.whole("n_orders", outcome.orderCount)
        json.amount("total_commission_closed", closedFees)
        json.amount("total_commission", outcome.fees)
        json.amount("dividends", outcome.dividends)
        json.number("net_pnl_closed", trades.netProfit)
        json.number("win_rate", trades.winRate)
        json.number("profit_factor", trades.profitFactor)
        json.number("expectancy", trades.expectancy)
        json.number("avg_win", trades.averageWin)
        json.number("avg_loss", trades.averageLoss)
        json.number("best_trade", outcome.trades.map(\.profit).max()?.approximate)
        json.number("worst_trade", outcome.trades.map(\.profit).min()?.approximate)
        json.number("max_drawdown", curve.drawdown.deepest)
        json.whole("bars_with_position", heldPoints)
        writeCurve(into: &json)
        writeTables(into: &json)
    }
}

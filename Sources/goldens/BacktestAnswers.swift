import Domain
import Foundation
import PerformanceMetrics

extension Answerer {
    /// Backtests: the strategy's decisions fed as orders to the matching engine.
    static let backtests = Answerer(schema: "backtest-golden/1") { file in
        let question = try JSONDecoder().decode(BacktestQuestion.self, from: file.data())
        let series = try GoldenSeries(file.other(question.input.series))
        var run = try BacktestRun(question.config, signals: ReferenceSignals(bars: series.bars))
        try run.run()
        return try BacktestAnswer(question: question, series: series, run: run).json()
    }
}

/// The questions of a file; the answers beside them are not declared, so they can't be read.
private struct BacktestQuestion: Decodable {
    struct Input: Decodable { let series: String }

    let id: String
    let input: Input
    let config: GoldenConfig
}

private struct BacktestAnswer {
    let question: BacktestQuestion
    let series: GoldenSeries
    let run: BacktestRun

    func json() throws -> JSONValue {
        let trades = try run.trades.enumerated().map { try closed($1, number: $0) }
        let open = try run.open.map { [try opened($0)] } ?? []
        return .object([
            "schema": .string("backtest-golden/1"),
            "id": .string(question.id),
            "trades": .array(trades),
            "open_trades": .array(open),
            "equity": .array(run.equity.map { .number($0.approximate) }),
            "stats": .object(try stats()),
        ])
    }

    private func closed(_ trade: BacktestRun.Trade, number: Int) throws -> JSONValue {
        guard let exit = trade.exit, let exitBar = trade.exitBar else {
            throw GoldensFault("trade \(number) is not closed")
        }
        var fields = entry(of: trade)
        fields["n"] = .integer(number)
        fields["exit_bar"] = .integer(exitBar)
        fields["exit_time"] = .string(series.labels[exitBar])
        fields["exit_price"] = .number(exit.price.approximate)
        fields["exit_reason"] = .string(reason(exit, of: trade))
        fields["stop_price"] = JSONValue(trade.protection.stopLoss?.approximate)
        fields["target_price"] = JSONValue(trade.protection.takeProfit?.approximate)
        fields["commission"] = .number(try (trade.entry.fee + exit.fee).approximate)
        fields["pnl"] = .number(try profit(trade, exit).approximate)
        fields["return_pct"] = .number(try returnFraction(trade, exit))
        return .object(fields)
    }

    private func opened(_ trade: BacktestRun.Trade) throws -> JSONValue {
        guard let last = series.bars.last else { throw GoldensFault("no bars") }
        var fields = entry(of: trade)
        let value = try last.close.cost(of: trade.entry.quantity, rounding: .halfEven)
        let cost = try trade.entry.value
        let gross = trade.entry.side == .buy ? try value - cost : try cost - value
        fields["unrealized_pnl_gross"] = .number(gross.approximate)
        return .object(fields)
    }

    private func entry(of trade: BacktestRun.Trade) -> [String: JSONValue] {
        [
            "side": .string(trade.entry.side == .buy ? "long" : "short"),
            "size": .integer(Int(trade.entry.quantity.wholeShares)),
            "entry_bar": .integer(trade.entryBar),
            "entry_time": .string(series.labels[trade.entryBar]),
            "entry_price": .number(trade.entry.price.approximate),
        ]
    }

    private func reason(_ exit: Fill, of trade: BacktestRun.Trade) -> String {
        if exit.order == trade.entry.order.leg(.stop) { return "stop" }
        return exit.order == trade.entry.order.leg(.target) ? "target" : "signal"
    }

    private func profit(_ trade: BacktestRun.Trade, _ exit: Fill) throws -> Money {
        try trade.entry.cashFlow + exit.cashFlow
    }

    private func returnFraction(_ trade: BacktestRun.Trade, _ exit: Fill) throws -> Double {
        try profit(trade, exit).approximate / trade.entry.value.approximate
    }

    private func stats() throws -> [String: JSONValue] {
        let closed = run.trades.compactMap { trade in trade.exit.map { (trade, $0) } }
        let results = try closed.compactMap { trade, exit in
            TradeResult(
                profit: try profit(trade, exit).approximate,
                returnFraction: try returnFraction(trade, exit))
        }
        let statistics = TradeStatistics(of: results)
        let curve = try EquityCurve(
            days: series.bars.indices.map { Day(number: Int32($0)) },
            equity: run.equity.map(\.approximate))
        let (initial, final) = (try question.config.cash(), run.equity.last ?? .zero)
        let fees = try closed.reduce(Money.zero) { try $0 + $1.0.entry.fee + $1.1.fee }
        return [
            "initial_cash": .number(initial.approximate),
            "final_equity": .number(final.approximate),
            "total_return": .number(final.approximate / initial.approximate - 1),
            "n_closed_trades": .integer(closed.count),
            "n_open_trades": .integer(run.open == nil ? 0 : 1),
            "n_rejected_orders": .integer(run.rejections),
            "total_commission_closed": .number(fees.approximate),
            "net_pnl_closed": .number(statistics.netProfit),
            "win_rate": JSONValue(statistics.winRate),
            "profit_factor": JSONValue(statistics.profitFactor),
            "expectancy": JSONValue(statistics.expectancy),
            "avg_win": JSONValue(statistics.averageWin),
            "avg_loss": JSONValue(statistics.averageLoss),
            "best_trade": JSONValue(results.map(\.profit).max()),
            "worst_trade": JSONValue(results.map(\.profit).min()),
            "max_drawdown": JSONValue(Drawdown(of: curve).deepest),
            "bars_with_position": .integer(barsWithPosition()),
        ]
    }

    /// Bars from entry to exit inclusive, to the end for an open trade; each bar once.
    private func barsWithPosition() -> Int {
        var held = Set<Int>()
        for trade in run.trades { held.formUnion(trade.entryBar...(trade.exitBar ?? 0)) }
        if let open = run.open { held.formUnion(open.entryBar..<series.bars.count) }
        return held.count
    }
}

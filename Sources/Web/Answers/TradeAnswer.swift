import Desk
import Domain
import ExactJSON
import Storage

/// A trade as the API tells it: the table's columns, `side` and `status` in words, and ours.
struct TradeAnswer: JSONAnswer {
    let trade: BookedTrade
    let mode: TradingMode
    /// The last price, of a trade that is open.
    let last: Price?
    /// Whether its stop is the desk's default one.
    let isDefaultStop: Bool

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writeTable(to: &writer)
            writeOwn(to: &writer)
        }
    }

    private func writeTable(to writer: inout JSONWriter) {
        writer.name("id")
        writer.integer(trade.id)
        writer.name("symbol")
        writer.string(trade.symbol.description)
        writer.name("side")
        writer.string(trade.side.name)
        writer.name("entry_price")
        writer.amount(trade.entryPrice)
        writer.name("entry_time")
        writer.time(trade.entryTime)
        writer.name("exit_price")
        writer.amount(trade.exitPrice)
        writer.name("exit_time")
        writer.time(trade.exitTime)
        writer.name("shares")
        writer.integer(trade.quantity.wholeShares)
        writer.name("stop_loss")
        writer.amount(trade.stopLoss ?? .zero)
        writer.name("take_profit")
        writer.amount(trade.takeProfit)
        writer.name("realized_pnl")
        writer.amount(trade.realized)
        writer.name("status")
        writer.string(trade.status.name)
        writer.name("strategy")
        writer.string(trade.origin.strategy.description)
        writer.name("regime")
        writer.optional(trade.origin.regime)
        writer.name("signal_reason")
        writer.optional(trade.origin.reason)
        writer.name("signal_explanation")
        writer.optional(trade.origin.explanation)
        switch mode {
        case .live:
            writer.name("broker_order_id")
            writer.optional(trade.brokerOrderID)
        case .paper:
            writer.name("slippage_applied")
            writer.amount(trade.slippage)
        }
        writer.name("created_at")
        writer.time(trade.createdAt)
        writer.name("updated_at")
        writer.time(trade.updatedAt)
    }

    private func writeOwn(to writer: inout JSONWriter) {
        writer.name("lot_id")
        writer.string(trade.lot.description)
        writer.name("qty")
        writer.amount(trade.quantity)
        writer.name("fees")
        writer.amount(trade.fees)
        writer.name("slippage")
        writer.amount(trade.slippage)
        writer.name("return_pct")
        writer.statistic(trade.returnPercent)
        writer.name("exit_reason")
        writer.optional(trade.exitReason?.rawValue)
        writer.name("exit_client_order_id")
        writer.optional(trade.exitOrder?.description)
        writer.name("listed_on")
        writer.string(trade.listedOn.description)
        writer.name("listed_at")
        writer.time(trade.listedAt)
        writer.name("epoch")
        writer.integer(trade.epoch)
        writer.name("stop_is_default")
        writer.bool(isDefaultStop)
        writer.name("current_price")
        writer.amount(last)
        writer.name("unrealized_pnl")
        writer.amount(last.flatMap { trade.unrealized(at: $0) })
    }
}

extension BookedTrade {
    /// What the open shares would win or lose at a price, before fees; nil for a trade that is not
    /// open, and out of range.
    func unrealized(at price: Price) -> Money? {
        guard status == .open, let value = try? price.cost(of: quantity, rounding: .halfEven)
        else { return nil }
        return side == .long ? try? value - entryValue : try? entryValue - value
    }
}

import Desk
import Domain
import ExactJSON
import Storage

/// A position at its last price.
struct PositionAnswer: JSONAnswer {
    let position: BookedPosition
    /// The last price; nil where none is known.
    let price: Price?
    /// Where the price comes from; nil where it is the one that was written down last.
    let quote: MarketQuote?
    /// Wall time.
    let now: Timestamp
    /// Whether pages hear it, which show the texts that it brings.
    var isForPages = false

    /// The signed value at the last price.
    var marketValue: Money? {
        guard let value = try? price?.cost(of: position.quantity, rounding: .halfEven) else {
            return nil
        }
        return position.side == .long ? value : try? -value
    }

    /// What it would win or lose at the last price, before fees.
    var unrealized: Money? {
        guard let value = try? price?.cost(of: position.quantity, rounding: .halfEven) else {
            return nil
        }
        return position.side == .long
            ? try? value - position.entryValue : try? position.entryValue - value
    }

    /// The same in percent of what it cost.
    var unrealizedPercent: Double? {
        guard let unrealized, position.entryValue > .zero else { return nil }
        return 100 * unrealized.approximate / position.entryValue.approximate
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            if isForPages { PositionText(self).write(to: &writer) }
            writer.name("id")
            writer.integer(position.id)
            writer.name("symbol")
            writer.string(position.symbol.description)
            writer.name("side")
            writer.string(position.side.name)
            writer.name("shares")
            writer.integer(position.quantity.wholeShares)
            writer.name("qty")
            writer.amount(position.quantity)
            writer.name("entry_price")
            writer.amount(position.entryPrice)
            writer.name("current_price")
            writer.amount(price)
            writer.name("market_value")
            writer.amount(marketValue)
            writer.name("unrealized_pnl")
            writer.amount(unrealized)
            writer.name("unrealized_pnl_pct")
            writer.statistic(unrealizedPercent)
            writer.name("stop_loss")
            writer.amount(position.stopLoss ?? .zero)
            writer.name("take_profit")
            writer.amount(position.takeProfit)
            writer.name("entry_time")
            writer.time(position.entryTime)
            writer.name("updated_at")
            writer.time(position.updatedAt)
            writer.name("feed")
            writer.optional(quote?.feed)
            writer.name("age_seconds")
            if let quote { writer.integer(quote.age(at: now)) } else { writer.null() }
        }
    }
}

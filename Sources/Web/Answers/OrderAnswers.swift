import Desk
import Domain
import ExactJSON
import Storage

/// An order that was just placed, replaced or cancelled.
struct PlacedOrderAnswer: JSONAnswer {
    let order: DeskOrder
    let mode: TradingMode
    /// Whether pages hear it, which show the texts that it brings.
    var isForPages = false

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            if isForPages { OrderText(order).write(to: &writer) }
            writer.name("order_id")
            if let number = order.number { writer.integer(number) } else { writer.null() }
            writer.name("client_order_id")
            writer.string(order.id.description)
            writer.name("symbol")
            writer.string(order.ticket.symbol.description)
            writer.name("qty")
            writer.amount(order.terms.quantity)
            writer.name("side")
            writer.string(order.ticket.side.rawValue)
            writer.name("status")
            writer.string(order.state.rawValue)
            writer.name("filled_qty")
            writer.amount(order.filled)
            writer.name("filled_price")
            writer.amount(order.filledPrice)
            writer.name("reason")
            writer.optional(order.ending?.rawValue)
            writer.name("mode")
            writer.string(mode.rawValue)
        }
    }
}

/// An order with all that the books know of it.
struct BookedOrderAnswer: JSONAnswer {
    let order: BookedOrder
    let mode: TradingMode

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writeHead(to: &writer)
            writeTerms(to: &writer)
            writeProgress(to: &writer)
        }
    }

    private func writeHead(to writer: inout JSONWriter) {
        let ticket = order.ticket
        writer.name("order_id")
        writer.integer(order.id)
        writer.name("client_order_id")
        writer.string(ticket.id.description)
        writer.name("mode")
        writer.string(mode.rawValue)
        writer.name("epoch")
        writer.integer(order.epoch)
        writer.name("symbol")
        writer.string(ticket.symbol.description)
        writer.name("side")
        writer.string(ticket.side.rawValue)
        writer.name("effect")
        writer.string(ticket.effect.isOpening ? "open" : "close")
        writer.name("role")
        writer.string(ticket.role.rawValue)
        writer.name("parent_client_order_id")
        writer.optional(ticket.parent?.description)
        writer.name("strategy")
        writer.string(ticket.origin.strategy.description)
        writer.name("signal_reason")
        writer.optional(ticket.origin.reason)
    }

    private func writeTerms(to writer: inout JSONWriter) {
        let (ticket, type) = (order.ticket, order.terms.type)
        writer.name("qty")
        writer.amount(order.terms.quantity)
        writer.name("order_type")
        writer.string(type.name)
        writer.name("limit_price")
        writer.amount(type.limit)
        writer.name("stop_price")
        writer.amount(type.stop)
        writer.name("trail_price")
        writer.amount(type.trailPrice)
        writer.name("trail_pct")
        writer.amount(type.trailPercent)
        writer.name("best_price")
        writer.amount(order.terms.best)
        writer.name("time_in_force")
        writer.string(ticket.timeInForce.rawValue)
        writer.name("extended_hours")
        writer.bool(ticket.extendedHours)
        writer.name("stop_loss")
        writer.amount(ticket.protection.stopLoss)
        writer.name("take_profit")
        writer.amount(ticket.protection.takeProfit)
    }

    private func writeProgress(to writer: inout JSONWriter) {
        writer.name("status")
        writer.string(order.state.rawValue)
        writer.name("reason")
        writer.optional(order.ending?.rawValue)
        writer.name("filled_qty")
        writer.amount(order.filled)
        writer.name("filled_price")
        writer.amount(order.averagePrice)
        writer.name("fees")
        writer.amount(order.fees)
        writer.name("broker_order_id")
        writer.optional(order.brokerOrderID)
        writer.name("submitted_at")
        writer.time(order.submittedAt)
        writer.name("accepted_at")
        writer.time(order.acceptedAt)
        writer.name("created_at")
        writer.time(order.createdAt)
        writer.name("updated_at")
        writer.time(order.updatedAt)
    }
}

extension OrderType {
    /// The trail in dollars, of a trailing stop that has it so.
    var trailPrice: Price? {
        if case .trailingStop(.amount(let amount)) = self { amount } else { nil }
    }

    /// The trail in percent, of a trailing stop that has it so; a price only by its digits.
    var trailPercent: Price? {
        guard case .trailingStop(.rate(let rate)) = self else { return nil }
        return Price(nanos: rate.billionths * 100)
    }
}

/// A fill with the quote or bar and the rule that made its price.
struct FillAnswer: JSONAnswer {
    let fill: Fill

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("client_order_id")
            writer.string(fill.order.description)
            writer.name("symbol")
            writer.string(fill.symbol.description)
            writer.name("side")
            writer.string(fill.side.rawValue)
            writer.name("qty")
            writer.amount(fill.quantity)
            writer.name("price")
            writer.amount(fill.price)
            writer.name("fee")
            writer.amount(fill.fee)
            writer.name("slippage")
            writer.amount(fill.slippage)
            writer.name("rule")
            writer.string(fill.rule.rawValue)
            writer.name("time")
            writer.time(fill.time)
            writer.name("source")
            write(fill.source, to: &writer)
        }
    }

    private func write(_ source: PriceSource, to writer: inout JSONWriter) {
        writer.object { writer in
            switch source {
            case .bar(let bar):
                writer.name("bar")
                BarAnswer(bar: bar).write(to: &writer)
            case .quote(let quote):
                writer.name("quote")
                writer.object { writer in
                    writer.name("time")
                    writer.time(quote.time)
                    writer.name("bid")
                    writer.amount(quote.bid)
                    writer.name("ask")
                    writer.amount(quote.ask)
                    writer.name("last")
                    writer.amount(quote.last)
                }
            case .broker(let id):
                writer.name("broker")
                writer.string(id)
            }
        }
    }
}

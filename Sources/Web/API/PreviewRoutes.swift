import Desk
import Domain
import ExactJSON
import Hummingbird

/// What an order would come to, and in live the ticket with which it may be sent.
struct PreviewRoutes {
    let door: VenueDoor
    let orders: OrderRoutes

    func add(to group: RouterGroup<DeskContext>) {
        group.post("orders/preview") { request, context in
            try orders.checkGate()
            let order = try await orders.read(request, context)
            return PreviewAnswer(
                mode: door.mode, request: order,
                outlook: await door.orders.outlook(of: order),
                quote: door.orders.board.quote(of: order.symbol),
                preview: door.previews?.issue(for: order, at: door.surroundings.wallNow()),
                now: door.surroundings.wallNow()
            ).response()
        }
    }
}

/// An order as it would be placed now.
struct PreviewAnswer: JSONAnswer {
    let mode: TradingMode
    let request: OrderRequest
    let outlook: OrderOutlook
    let quote: MarketQuote?
    /// Nil in paper, which needs none.
    let preview: OrderPreview?
    let now: Timestamp

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writeOrder(to: &writer)
            writer.name("price")
            writer.amount(outlook.price)
            writer.name("value")
            writer.amount(outlook.value)
            writer.name("buying_power")
            writer.amount(outlook.buyingPower)
            writer.name("largest_qty")
            writer.amount(outlook.largest)
            writer.name("quote")
            if let quote {
                QuoteAnswer(quote: quote, now: now).write(to: &writer)
            } else {
                writer.null()
            }
            writer.name("refusal")
            if let refusal = outlook.refusal {
                writer.object { writer in
                    writer.name("check")
                    writer.string(refusal.check)
                    writer.name("message")
                    writer.string(refusal.message)
                }
            } else {
                writer.null()
            }
            writer.name("ticket")
            writer.optional(preview?.ticket)
            writer.name("expires_at")
            writer.time(preview?.expires)
        }
    }

    private func writeOrder(to writer: inout JSONWriter) {
        writer.name("mode")
        writer.string(mode.rawValue)
        writer.name("client_order_id")
        writer.string(request.id.description)
        writer.name("symbol")
        writer.string(request.symbol.description)
        writer.name("side")
        writer.string(request.side.rawValue)
        writer.name("qty")
        writer.amount(request.quantity)
        writer.name("order_type")
        writer.string(request.type.name)
    }
}

import Desk
import Domain
import ExactJSON
import Hummingbird
import Storage

/// Orders of one mode: place, list, look at, replace, cancel.
struct OrderRoutes {
    let door: VenueDoor
    let modes: TradingModeManager

    func add(to group: RouterGroup<DeskContext>) {
        group.post("orders") { request, context in try await place(request, context) }
        group.get("orders") { request, _ in try await list(request) }
        group.get("orders/{id}") { request, context in try await one(request, context) }
        group.patch("orders/{id}") { request, context in try await replace(request, context) }
        group.delete("orders/{id}") { request, context in try await cancel(request, context) }
    }

    /// The sequence is the design's: mode, broker, confirmation, body, checks, intent, send.
    private func place(_ request: Request, _ context: DeskContext) async throws -> Response {
        try checkGate()
        let ticket = try door.ticket(of: request)
        let made = door.surroundings.newOrderID()
        let order = try await read(request, context, named: made)
        // An order that was placed already is answered as it is: nothing is sent.
        if try await !isKnown(order.id, made) { try door.redeem(ticket, for: order) }
        let answer = try await door.orders.place(order, isNameNew: order.id == made)
        return PlacedOrderAnswer(order: answer.order, mode: door.mode)
            .response(answer.isNew ? .created : .ok)
    }

    private func isKnown(_ id: ClientOrderID, _ made: ClientOrderID) async throws -> Bool {
        guard id != made else { return false }
        return try await door.ledger.order(id, mode: door.mode) != nil
    }

    /// The order that a body asks for.
    ///
    /// - Parameter made: its name where the body has none; a new one where none is given.
    func read(
        _ request: Request, _ context: DeskContext, named made: ClientOrderID? = nil
    ) async throws -> OrderRequest {
        let fields = try await BodyReader.fields(
            of: request, context, known: OrderFields.known.union(["trade_id"]))
        do throws(TicketFault) {
            var order = try OrderFields(fields).request(
                named: made ?? door.surroundings.newOrderID())
            order.lot = try await lot(fields, of: order.symbol)
            return order
        } catch {
            throw Problem.invalid([error])
        }
    }

    /// Whether this mode's orders are open, and there is a broker for them.
    func checkGate() throws(Problem) {
        guard modes.active == door.mode else { throw Problem(DeskError.notActive(door.mode)) }
        guard door.isConfigured else { throw Problem(DeskError.noBroker) }
    }

    /// The lot of the trade that a body names; nil where it names none.
    private func lot(
        _ fields: FieldReader, of symbol: Symbol
    ) async throws(TicketFault) -> ClientOrderID? {
        guard let id = try fields.integer("trade_id", in: 1...Int64.max) else { return nil }
        let trade = try? await door.ledger.trade(id, mode: door.mode)
        guard let trade, trade.status == .open, trade.symbol == symbol else {
            throw TicketFault("trade_id", "there is no open trade \(id) of \(symbol)")
        }
        return trade.lot
    }

    private func list(_ request: Request) async throws -> Response {
        var query = QueryReader(request, known: "status", "before", "limit", "client_order_id")
        let isOpen = query.value("status", allowed: "open, all") { text in
            ["open": true, "all": false][text]
        }
        let before = query.number("before", in: 1...Int.max)
        let limit = query.number("limit", in: 1...500) ?? 50
        let name = query.value(
            "client_order_id", allowed: "the name of an order"
        ) { ClientOrderID(stored: $0) }
        try query.check()
        return ListAnswer(
            items: try await orders(isOpen ?? false, before, limit, name).map {
                BookedOrderAnswer(order: $0, mode: door.mode)
            }
        ).response()
    }

    private func orders(
        _ isOpen: Bool, _ before: Int?, _ limit: Int, _ name: ClientOrderID?
    ) async throws -> [BookedOrder] {
        if let name {
            return try await door.ledger.order(name, mode: door.mode).map { [$0] } ?? []
        }
        guard !isOpen else { return try await door.ledger.openOrders(door.mode) }
        return try await door.ledger.orders(
            door.mode, before: before.map { Int64($0) }, limit: limit)
    }

    private func one(_ request: Request, _ context: DeskContext) async throws -> Response {
        try QueryReader(request).check()
        return BookedOrderAnswer(order: try await order(context), mode: door.mode).response()
    }

    private func replace(_ request: Request, _ context: DeskContext) async throws -> Response {
        // Other terms may cost more: that is for the mode that trades.
        try checkGate()
        try door.checkConfirmation(request)
        let fields = try await BodyReader.fields(
            of: request, context, known: ["qty", "limit_price", "stop_price"])
        let change: OrderChange
        do throws(TicketFault) {
            change = OrderChange(
                quantity: try fields.amount("qty"), limit: try fields.amount("limit_price"),
                stop: try fields.amount("stop_price"))
            guard !change.isEmpty else {
                throw TicketFault("body", "needs qty, limit_price or stop_price")
            }
            if let fault = change.fault { throw fault }
        } catch {
            throw Problem.invalid([error])
        }
        let order = try await order(context)
        return PlacedOrderAnswer(
            order: try await door.orders.replace(order.ticket.id, with: change), mode: door.mode
        ).response()
    }

    private func cancel(_ request: Request, _ context: DeskContext) async throws -> Response {
        let order = try await order(context)
        return PlacedOrderAnswer(
            order: try await door.orders.cancel(order.ticket.id), mode: door.mode
        ).response()
    }

    private func order(_ context: DeskContext) async throws -> BookedOrder {
        let number = try context.number("id")
        guard let order = try await door.ledger.order(number: number, mode: door.mode) else {
            throw Problem(.notFound, "not_found", "there is no order \(number) in \(door.mode)")
        }
        return order
    }
}

import Desk
import Domain
import Storage

/// The order ticket of a page, read by the same words as the API's body.
struct OrderForm {
    let form: FormBody
    let door: VenueDoor

    init(_ form: FormBody, door: VenueDoor) {
        // A symbol is meant in capitals, however it was typed.
        self.form = form.replacing("symbol") { $0.uppercased() }
        self.door = door
    }

    /// What the ticket asks for.
    ///
    /// Fields that do not belong to the kind of order are left out: a form without a script shows
    /// them all.
    func request() async throws -> OrderRequest {
        var names = OrderFields.known
        let kind = form["order_type"] ?? "market"
        for (field, kinds) in Self.kinds where !kinds.contains(kind) { names.remove(field) }
        let fields = try form.fields(names, flags: ["extended_hours"])
        guard let name = ClientOrderID(form["client_order_id"] ?? "") else {
            throw TicketFault("client_order_id", "is missing: load the page again")
        }
        var request = try OrderFields(fields).request(named: name)
        if let id = form["trade_id"].flatMap({ Int64($0) }) {
            let trade = try await door.ledger.trade(id, mode: door.mode)
            guard let trade, trade.status == .open, trade.symbol == request.symbol else {
                throw TicketFault("trade_id", "there is no open trade \(id)")
            }
            request.lot = trade.lot
        }
        return request
    }

    /// The kinds of order that a field belongs to.
    private static let kinds: [String: Set<String>] = [
        "limit_price": ["limit", "stop_limit"], "stop_price": ["stop", "stop_limit"],
        "trail_price": ["trailing_stop"], "trail_pct": ["trailing_stop"],
    ]
}

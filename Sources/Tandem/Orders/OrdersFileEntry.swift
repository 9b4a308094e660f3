import Desk
import Domain
import ExactJSON
import MarketCalendar

/// One entry: an order (`symbol`, `side`, `qty`, …), a `cancel` or a `replace`.
struct OrdersFileEntry {
    private let fields: FieldReader
    private let madeName: ClientOrderID

    /// The fields that any entry may have.
    static let known = OrderFields.known.union(["at", "cancel", "replace"])

    /// - Throws: `TicketFault` for a name that is none of the fields.
    ///
    /// - Parameter seen: how often each content came before, for the names of orders without one.
    init(_ object: JSONObject, seen: inout [String: Int]) throws(TicketFault) {
        fields = try FieldReader(object, known: Self.known)
        let content = fields.content
        seen[content, default: 0] += 1
        madeName = try Self.name(of: content, number: seen[content, default: 1])
    }

    /// A name made of the content, so that the same entry has the same name in every run, wherever
    /// it stands in its file: `auto-` and a 64-bit FNV-1a hash.
    private static func name(
        of content: String, number: Int
    ) throws(TicketFault) -> ClientOrderID {
        let hash = content.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let name = "auto-" + String(hash, radix: 16) + (number > 1 ? "-\(number)" : "")
        guard let id = ClientOrderID(name) else {
            throw TicketFault("client_order_id", "is missing")
        }
        return id
    }

    func action() throws(TicketFault) -> ScriptedAction {
        let time = try time()
        if let id = try id("cancel") {
            try fields.only("at", "cancel", with: "cancel")
            return ScriptedAction(at: time, .cancel(id))
        }
        if let id = try id("replace") {
            try fields.only("at", "replace", "qty", "limit_price", "stop_price", with: "replace")
            let change = OrderChange(
                quantity: try fields.amount("qty"), limit: try fields.amount("limit_price"),
                stop: try fields.amount("stop_price"))
            if let fault = change.fault ?? change.stepFault { throw fault }
            return ScriptedAction(at: time, .replace(id, change))
        }
        return ScriptedAction(at: time, .place(try request()))
    }

    private func request() throws(TicketFault) -> OrderRequest {
        let request = try OrderFields(fields).request(named: madeName)
        if let fault = request.stepFault { throw fault }
        return request
    }

    /// When: an instant, or a date, which is that session's close in New York.
    private func time() throws(TicketFault) -> Timestamp {
        let text = try fields.needed("at")
        if let instant = Timestamp(text) { return instant }
        guard let day = Day(text) else {
            throw TicketFault(
                "at",
                "'\(text.prefix(40))' is not a time; allowed are a date such as 2004-08-19, which"
                    + " is its close, and an instant such as 2004-08-19T15:00:00Z")
        }
        guard let session = TradingCalendar.xnys.session(on: day) else {
            throw TicketFault("at", "\(day) has no session at the New York Stock Exchange")
        }
        return session.close
    }

    private func id(_ field: String) throws(TicketFault) -> ClientOrderID? {
        let allowed = "1 to \(ClientOrderID.lengthMax) characters of A-Z a-z 0-9 . _ -"
        // A protective order's name may be longer than those that people choose.
        return try fields.parsed(field, allowed: allowed) { ClientOrderID(stored: $0) }
    }
}

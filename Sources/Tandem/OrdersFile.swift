import Desk
import Domain
import Foundation
import MarketCalendar

/// The orders file of `tandem paper`: a JSON list of what is to be done, and when.
struct OrdersFile {
    let actions: [ScriptedAction]

    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFault("\(path): cannot be read")
        }
        let entries: [OrdersFileEntry]
        do {
            entries = try JSONDecoder().decode([OrdersFileEntry].self, from: data)
        } catch let error as DecodingError {
            throw CommandFault("\(path): \(Self.sentence(error))")
        }
        actions = try entries.enumerated().map { index, entry in
            do {
                return try entry.action(number: index + 1)
            } catch let fault as TicketFault {
                throw CommandFault("\(path), entry \(index + 1): \(fault)")
            }
        }
        var seen: Set<ClientOrderID> = []
        for case .place(let request) in actions.map(\.kind) where !seen.insert(request.id).inserted
        {
            throw CommandFault("\(path): two orders are called \(request.id)")
        }
    }

    private static func sentence(_ error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .keyNotFound(_, let context), .dataCorrupted(let context):
            let path = context.codingPath.map { key in
                key.intValue.map { "entry \($0 + 1)" } ?? key.stringValue
            }
            return (path + [context.debugDescription]).joined(separator: ": ")
        @unknown default: return "is not a list of orders"
        }
    }
}

/// One entry: an order (`symbol`, `side`, `qty`, …), a `cancel` or a `replace`.
struct OrdersFileEntry: Decodable {
    private let fields: [String: Field]

    private static let known: Set<String> = [
        "at", "symbol", "side", "qty", "order_type", "limit_price", "stop_price", "trail_price",
        "trail_pct", "stop_loss", "take_profit", "time_in_force", "extended_hours",
        "client_order_id", "cancel", "replace",
    ]

    init(from decoder: any Decoder) throws {
        fields = try decoder.singleValueContainer().decode([String: Field].self)
    }

    func action(number: Int) throws -> ScriptedAction {
        if let name = fields.keys.sorted().first(where: { !Self.known.contains($0) }) {
            throw TicketFault(
                name, "is not known; known are \(Self.known.sorted().joined(separator: ", "))")
        }
        let time = try time()
        if let id = try id("cancel") {
            try only("at", "cancel")
            return ScriptedAction(at: time, .cancel(id))
        }
        if let id = try id("replace") {
            try only("at", "replace", "qty", "limit_price", "stop_price")
            let change = ScriptedAction.Change(
                quantity: try amount("qty"), limit: try amount("limit_price"),
                stop: try amount("stop_price"))
            return ScriptedAction(at: time, .replace(id, change))
        }
        return ScriptedAction(at: time, .place(try request(number: number)))
    }

    /// When: an instant, or a date, which is that session's close in New York.
    private func time() throws -> Timestamp {
        let text = try need("at")
        if let instant = Timestamp(text) { return instant }
        guard let day = Day(text) else {
            throw TicketFault(
                "at", "'\(text.prefix(40))' is neither a date nor an instant with a zone")
        }
        guard let session = TradingCalendar.xnys.session(on: day) else {
            throw TicketFault("at", "\(day) has no session at the New York Stock Exchange")
        }
        return session.close
    }

    private func request(number: Int) throws -> OrderRequest {
        guard let symbol = Symbol(try need("symbol")) else {
            throw TicketFault("symbol", "is 1 to 24 characters of A-Z 0-9 . - /")
        }
        guard let side = OrderSide(rawValue: try need("side")) else {
            throw TicketFault("side", "is buy or sell")
        }
        guard let quantity: Quantity = try amount("qty") else {
            throw TicketFault("qty", "is missing")
        }
        guard let id = try id("client_order_id") ?? ClientOrderID("file-\(number)") else {
            throw TicketFault("client_order_id", "is missing")
        }
        var request = OrderRequest(id: id, symbol: symbol, side: side, quantity: quantity)
        request.type = try type()
        request.timeInForce = try parsed("time_in_force") { TimeInForce(rawValue: $0) } ?? .day
        request.extendedHours = try parsed("extended_hours") { Bool($0) } ?? false
        request.protection = Protection(
            stopLoss: try amount("stop_loss"), takeProfit: try amount("take_profit"))
        if let fault = request.fault { throw fault }
        // A first look, as if nothing were held; the engine looks again at what is.
        if let fault = request.ticket(holding: nil).fault { throw fault }
        return request
    }

    private func type() throws -> OrderType {
        let name = fields["order_type"]?.text ?? "market"
        let used: [String]
        let type: OrderType
        switch name {
        case "market": (type, used) = (.market, [])
        case "limit": (type, used) = (.limit(try price("limit_price")), ["limit_price"])
        case "stop": (type, used) = (.stop(try price("stop_price")), ["stop_price"])
        case "stop_limit":
            used = ["stop_price", "limit_price"]
            type = .stopLimit(stop: try price("stop_price"), limit: try price("limit_price"))
        case "trailing_stop":
            (type, used) = (.trailingStop(try trail()), ["trail_price", "trail_pct"])
        default:
            throw TicketFault(
                "order_type", "is market, limit, stop, stop_limit or trailing_stop")
        }
        let prices = ["limit_price", "stop_price", "trail_price", "trail_pct"]
        for field in prices where fields[field] != nil && !used.contains(field) {
            throw TicketFault(field, "does not belong to a \(name) order")
        }
        return type
    }

    private func trail() throws -> Trail {
        switch (try amount("trail_price") as Price?, try amount("trail_pct") as Price?) {
        case (let amount?, nil): return .amount(amount)
        case (nil, let percent?): return .rate(Rate(billionths: percent.nanos / 100))
        default: throw TicketFault("trail_price", "or trail_pct is needed, and not both")
        }
    }

    private func price(_ field: String) throws -> Price {
        guard let price: Price = try amount(field) else {
            throw TicketFault(field, "is missing")
        }
        return price
    }

    private func amount<A: Amount>(_ field: String) throws -> A? {
        guard let text = fields[field]?.text else { return nil }
        do {
            return try A(text)
        } catch {
            throw TicketFault(field, "'\(text.prefix(40))' \(error)")
        }
    }

    private func id(_ field: String) throws -> ClientOrderID? {
        try parsed(field) { ClientOrderID($0) }
    }

    private func parsed<Value>(_ field: String, _ parse: (String) -> Value?) throws -> Value? {
        guard let text = fields[field]?.text else { return nil }
        guard let value = parse(text) else {
            throw TicketFault(field, "cannot be '\(text.prefix(40))'")
        }
        return value
    }

    private func need(_ field: String) throws -> String {
        guard let text = fields[field]?.text else { throw TicketFault(field, "is missing") }
        return text
    }

    private func only(_ allowed: String...) throws {
        for field in fields.keys.sorted() where !allowed.contains(field) {
            throw TicketFault(field, "does not go with \(allowed[1])")
        }
    }
}

/// A field as the text it was written with, so that no amount goes through binary fractions.
private struct Field: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.text = text
        } else if let flag = try? container.decode(Bool.self) {
            text = String(flag)
        } else {
            text = try container.decode(Decimal.self).description
        }
    }
}

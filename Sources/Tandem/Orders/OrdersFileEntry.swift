import Desk
import Domain
import MarketCalendar

/// One entry: an order (`symbol`, `side`, `qty`, …), a `cancel` or a `replace`.
struct OrdersFileEntry {
    private let fields: OrdersFileFields
    private let number: Int

    /// - Throws: `TicketFault` for a name that is none of the fields.
    init(_ object: JSONObject, number: Int) throws(TicketFault) {
        fields = try OrdersFileFields(object)
        self.number = number
    }

    func action() throws(TicketFault) -> ScriptedAction {
        let time = try time()
        if let id = try id("cancel") {
            try fields.only("at", "cancel", with: "cancel")
            return ScriptedAction(at: time, .cancel(id))
        }
        if let id = try id("replace") {
            try fields.only("at", "replace", "qty", "limit_price", "stop_price", with: "replace")
            let change = ScriptedAction.Change(
                quantity: try fields.amount("qty"), limit: try fields.amount("limit_price"),
                stop: try fields.amount("stop_price"))
            if let fault = change.fault { throw fault }
            return ScriptedAction(at: time, .replace(id, change))
        }
        return ScriptedAction(at: time, .place(try request()))
    }

    /// When: an instant, or a date, which is that session's close in New York.
    private func time() throws(TicketFault) -> Timestamp {
        let text = try fields.needed("at")
        if let instant = Timestamp(text) { return instant }
        guard let day = Day(text) else {
            throw TicketFault(
                "at",
                "'\(text.prefix(40))' is not a time; allowed are a date such as 2004-08-19, which is"
                    + " its close, and an instant such as 2004-08-19T15:00:00Z")
        }
        guard let session = TradingCalendar.xnys.session(on: day) else {
            throw TicketFault("at", "\(day) has no session at the New York Stock Exchange")
        }
        return session.close
    }

    private func request() throws(TicketFault) -> OrderRequest {
        guard let id = try id("client_order_id") ?? ClientOrderID("file-\(number)") else {
            throw TicketFault("client_order_id", "is missing")
        }
        let symbol = try fields.parsed(
            "symbol", allowed: "1 to \(Symbol.lengthMax) characters of A-Z 0-9 . - /"
        ) { Symbol($0) }
        let side = try fields.parsed("side", allowed: "buy and sell") { OrderSide(rawValue: $0) }
        guard let symbol, let side, let quantity: Quantity = try fields.amount("qty") else {
            let missing = symbol == nil ? "symbol" : side == nil ? "side" : "qty"
            throw TicketFault(missing, "is missing")
        }
        var request = OrderRequest(id: id, symbol: symbol, side: side, quantity: quantity)
        request.type = try type()
        request.timeInForce =
            try fields.parsed("time_in_force", allowed: "day, gtc, ioc, fok, opg and cls") {
                // The rest are for strategies.
                TimeInForce(rawValue: $0).flatMap { $0 == .nextBar ? nil : $0 }
            } ?? .day
        request.extendedHours = try fields.flag("extended_hours") ?? false
        request.protection = Protection(
            stopLoss: try fields.amount("stop_loss"), takeProfit: try fields.amount("take_profit"))
        if let fault = request.fault { throw fault }
        // A first look, as if nothing were held; the engine looks again at what is.
        if let fault = request.ticket(holding: nil).fault { throw fault }
        return request
    }

    private func type() throws(TicketFault) -> OrderType {
        let types = "market, limit, stop, stop_limit and trailing_stop"
        let name =
            try fields.parsed("order_type", allowed: types) { text in
                ["market", "limit", "stop", "stop_limit", "trailing_stop"].first { $0 == text }
            } ?? "market"
        let used: [String]
        let type: OrderType
        switch name {
        case "limit": (type, used) = (.limit(try price("limit_price")), ["limit_price"])
        case "stop": (type, used) = (.stop(try price("stop_price")), ["stop_price"])
        case "stop_limit":
            used = ["stop_price", "limit_price"]
            type = .stopLimit(stop: try price("stop_price"), limit: try price("limit_price"))
        case "trailing_stop":
            (type, used) = (.trailingStop(try trail()), ["trail_price", "trail_pct"])
        default: (type, used) = (.market, [])
        }
        let prices = ["limit_price", "stop_price", "trail_price", "trail_pct"]
        for field in prices where fields.has(field) && !used.contains(field) {
            throw TicketFault(field, "does not belong to a \(name) order")
        }
        return type
    }

    private func trail() throws(TicketFault) -> Trail {
        switch (try fields.amount("trail_price") as Price?, try fields.percent("trail_pct")) {
        case (let amount?, nil): return .amount(amount)
        case (nil, let rate?): return .rate(rate)
        default:
            throw TicketFault("trail_price", "or trail_pct is needed, one of the two")
        }
    }

    private func price(_ field: String) throws(TicketFault) -> Price {
        guard let price: Price = try fields.amount(field) else {
            throw TicketFault(field, "is missing")
        }
        return price
    }

    private func id(_ field: String) throws(TicketFault) -> ClientOrderID? {
        let allowed = "1 to \(ClientOrderID.lengthMax) characters of A-Z a-z 0-9 . _ -"
        return try fields.parsed(field, allowed: allowed) { text in
            // A protective order's name may be longer than those that people choose.
            field == "client_order_id" ? ClientOrderID(text) : ClientOrderID(stored: text)
        }
    }
}

public import Domain

/// Reads an order from the fields of a JSON object: the body of the API and an entry of an orders
/// file are read by the same words.
public struct OrderFields {
    /// The names of an order's fields.
    public static let known: Set<String> = [
        "symbol", "side", "qty", "order_type", "limit_price", "stop_price", "trail_price",
        "trail_pct", "stop_loss", "take_profit", "time_in_force", "extended_hours",
        "client_order_id",
    ]

    private let fields: FieldReader

    /// The order that these fields are.
    public init(_ fields: FieldReader) { self.fields = fields }

    /// What the fields ask for.
    ///
    /// - Parameter made: the name of an order that has none.
    /// - Throws: the first field that cannot be, and what is allowed.
    public func request(named made: ClientOrderID) throws(TicketFault) -> OrderRequest {
        let id = try name("client_order_id") ?? made
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

    /// A name of an order that a caller chose.
    public func name(_ field: String) throws(TicketFault) -> ClientOrderID? {
        let allowed = "1 to \(ClientOrderID.lengthMax) characters of A-Z a-z 0-9 . _ -"
        return try fields.parsed(field, allowed: allowed) { ClientOrderID($0) }
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
}

public import Domain

/// The body of `POST /v2/orders`.
public struct WireOrderRequest: WireRecord {
    /// What to trade: a symbol or an asset id.
    public var symbol: String
    /// Which way.
    public var side: WireSide
    /// At which price.
    public var type: WireOrderType
    /// For how long.
    public var timeInForce: WireTimeInForce
    /// The name by which to find it again.
    public var clientOrderID: String?
    /// How many shares.
    public var qty: Quantity?
    /// How many dollars, in place of shares.
    public var notional: Money?
    /// The limit.
    public var limitPrice: Price?
    /// The stop.
    public var stopPrice: Price?
    /// How many dollars a trailing stop stays behind.
    public var trailPrice: Price?
    /// How many percent it stays behind.
    public var trailPercent: Price?
    /// Whether it works outside the session.
    public var extendedHours: Bool = false
    /// How it hangs together with others.
    public var orderClass: WireOrderClass?
    /// Whether it opens or closes.
    public var positionIntent: String?
    /// The target of what it opens.
    public var takeProfit: WireTakeProfit?
    /// The stop of what it opens.
    public var stopLoss: WireStopLoss?

    /// One with what must be there; the rest is set after.
    public init(symbol: String, side: WireSide, type: WireOrderType, timeInForce: WireTimeInForce) {
        self.symbol = symbol
        self.side = side
        self.type = type
        self.timeInForce = timeInForce
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        symbol = try fields.needed("symbol")
        positionIntent = fields.text("position_intent")
        side = try Self.side(fields, positionIntent)
        type = try fields.neededWord("type")
        timeInForce = try fields.neededWord("time_in_force")
        clientOrderID = fields.text("client_order_id")
        qty = try fields.exact("qty")
        notional = try fields.exact("notional")
        limitPrice = try fields.exact("limit_price")
        stopPrice = try fields.exact("stop_price")
        trailPrice = try fields.exact("trail_price")
        trailPercent = try fields.exact("trail_percent")
        extendedHours = try fields.exactFlag("extended_hours") ?? false
        orderClass = fields.word("order_class")
        takeProfit = try WireTakeProfit.inside("take_profit", of: fields)
        stopLoss = try WireStopLoss.inside("stop_loss", of: fields)
    }

    /// The side, which may follow from `buy_to_open` and its like.
    private static func side(
        _ fields: WireFields, _ intent: String?
    ) throws(WireFault) -> WireSide {
        if let intent, !fields.has("side") {
            for side in [WireSide.buy, .sell] where intent.hasPrefix("\(side)_to_") { return side }
        }
        return try fields.neededWord("side")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["symbol"] = .string(symbol)
        fields["side"] = .string(side.rawValue)
        fields["type"] = .string(type.rawValue)
        fields["time_in_force"] = .string(timeInForce.rawValue)
        fields["client_order_id"] = .text(clientOrderID)
        fields["qty"] = .digits(qty)
        fields["notional"] = .digits(notional)
        fields["limit_price"] = .digits(limitPrice)
        fields["stop_price"] = .digits(stopPrice)
        fields["trail_price"] = .digits(trailPrice)
        fields["trail_percent"] = .digits(trailPercent)
        fields["extended_hours"] = .bool(extendedHours)
        fields["order_class"] = .text(orderClass?.rawValue)
        fields["position_intent"] = .text(positionIntent)
        fields["take_profit"] = takeProfit?.wire ?? .null
        fields["stop_loss"] = stopLoss?.wire ?? .null
        return .filled(fields)
    }
}

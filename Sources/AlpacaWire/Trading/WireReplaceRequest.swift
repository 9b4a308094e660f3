public import Domain

/// The body of `PATCH /v2/orders/{id}`: what is to change.
public struct WireReplaceRequest: WireRecord {
    /// How many shares.
    public var qty: Quantity?
    /// The limit.
    public var limitPrice: Price?
    /// The stop.
    public var stopPrice: Price?
    /// How far a trailing stop stays behind, in its own unit.
    public var trail: Price?
    /// For how long.
    public var timeInForce: WireTimeInForce?
    /// The name of the new order.
    public var clientOrderID: String?

    /// One with what must be there; the rest is set after.
    public init() {
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        qty = try fields.exact("qty")
        limitPrice = try fields.exact("limit_price")
        stopPrice = try fields.exact("stop_price")
        trail = try fields.exact("trail")
        timeInForce = fields.word("time_in_force")
        clientOrderID = fields.text("client_order_id")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["qty"] = .digits(qty)
        fields["limit_price"] = .digits(limitPrice)
        fields["stop_price"] = .digits(stopPrice)
        fields["trail"] = .digits(trail)
        fields["time_in_force"] = .text(timeInForce?.rawValue)
        fields["client_order_id"] = .text(clientOrderID)
        return .filled(fields)
    }
}

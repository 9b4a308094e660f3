public import Domain

/// What the trading stream says happened to an order.
public struct WireTradeUpdate: WireRecord {
    /// What happened.
    public var event: WireTradeEvent
    /// When.
    public var timestamp: Timestamp?
    /// The execution, of a fill; else the event.
    public var executionID: String?
    /// The price of this execution.
    public var price: Price?
    /// The shares of this execution.
    public var qty: Quantity?
    /// The signed shares held after it.
    public var positionQty: Quantity?
    /// The order as it is now.
    public var order: WireOrder

    /// One with what must be there; the rest is set after.
    public init(event: WireTradeEvent, order: WireOrder) {
        self.event = event
        self.order = order
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        event = try fields.neededWord("event")
        timestamp = try fields.time("timestamp")
        executionID = fields.text("execution_id")
        price = try fields.amount("price")
        qty = try fields.amount("qty")
        positionQty = try fields.amount("position_qty")
        order = try WireOrder(fields.values["order"] ?? .null)
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["event"] = .string(event.rawValue)
        fields["timestamp"] = .stamp(timestamp)
        fields["execution_id"] = .text(executionID)
        fields["price"] = .digits(price)
        fields["qty"] = .digits(qty)
        fields["position_qty"] = .digits(positionQty)
        fields["order"] = order.wire
        return .filled(fields)
    }
}

public import Domain

/// What happened in the account: a fill, a fee, a dividend.
public struct WireActivity: WireRecord {
    /// Seventeen digits of time, `::`, a UUID.
    public var id: String
    /// `FILL`, `DIV`, `FEE` and more.
    public var activityType: String
    /// `fill` or `partial_fill`.
    public var type: String?
    /// When, of a fill.
    public var transactionTime: Timestamp?
    /// The day, of all else.
    public var date: String?
    /// The price of a fill.
    public var price: Price?
    /// Its shares.
    public var qty: Quantity?
    /// Which way.
    public var side: String?
    /// Whose shares.
    public var symbol: String?
    /// What is left of the order.
    public var leavesQty: Quantity?
    /// What has filled of it.
    public var cumQty: Quantity?
    /// The order.
    public var orderID: String?
    /// Where it stands.
    public var orderStatus: String?
    /// What cash changed by.
    public var netAmount: Money?
    /// The same for a share.
    public var perShareAmount: Money?
    /// In words.
    public var description: String?
    /// Of all but fills.
    public var status: String?

    /// One with what must be there; the rest is set after.
    public init(id: String, activityType: String) {
        self.id = id
        self.activityType = activityType
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        id = try fields.needed("id")
        activityType = try fields.needed("activity_type")
        type = fields.text("type")
        transactionTime = try fields.time("transaction_time")
        date = fields.text("date")
        price = try fields.amount("price")
        qty = try fields.amount("qty")
        side = fields.text("side")
        symbol = fields.text("symbol")
        leavesQty = try fields.amount("leaves_qty")
        cumQty = try fields.amount("cum_qty")
        orderID = fields.text("order_id")
        orderStatus = fields.text("order_status")
        netAmount = try fields.amount("net_amount")
        perShareAmount = try fields.amount("per_share_amount")
        description = fields.text("description")
        status = fields.text("status")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["id"] = .string(id)
        fields["activity_type"] = .string(activityType)
        fields["type"] = .text(type)
        fields["transaction_time"] = .stamp(transactionTime)
        fields["date"] = .text(date)
        fields["price"] = .digits(price)
        fields["qty"] = .digits(qty)
        fields["side"] = .text(side)
        fields["symbol"] = .text(symbol)
        fields["leaves_qty"] = .digits(leavesQty)
        fields["cum_qty"] = .digits(cumQty)
        fields["order_id"] = .text(orderID)
        fields["order_status"] = .text(orderStatus)
        fields["net_amount"] = .digits(netAmount)
        fields["per_share_amount"] = .digits(perShareAmount)
        fields["description"] = .text(description)
        fields["status"] = .text(status)
        return .filled(fields)
    }
}

public import Domain

/// An order as Alpaca answers with it.
public struct WireOrder: WireRecord {
    /// Its id, a UUID.
    public var id: String
    /// The name that its sender gave it.
    public var clientOrderID: String
    /// What is traded.
    public var symbol: String
    /// Which way.
    public var side: WireSide
    /// At which price.
    public var type: WireOrderType
    /// For how long.
    public var timeInForce: WireTimeInForce
    /// Where it stands.
    public var status: WireOrderStatus
    /// What has filled.
    public var filledQty: Quantity = .zero
    /// How many shares; nil for a notional order.
    public var qty: Quantity?
    /// How many dollars.
    public var notional: Money?
    /// The average price of what filled.
    public var filledAvgPrice: Price?
    /// How it hangs together with others; empty for one alone.
    public var orderClass: WireOrderClass?
    /// The limit.
    public var limitPrice: Price?
    /// The stop.
    public var stopPrice: Price?
    /// How many dollars a trailing stop stays behind.
    public var trailPrice: Price?
    /// How many percent it stays behind.
    public var trailPercent: Price?
    /// The best price that a trailing stop has seen.
    public var hwm: Price?
    /// Whether it works outside the session.
    public var extendedHours: Bool = false
    /// The id of what is traded.
    public var assetID: String?
    /// Its kind, such as `us_equity`.
    public var assetClass: String?
    /// Whether it opens or closes, such as `buy_to_open`.
    public var positionIntent: String?
    /// When it was made.
    public var createdAt: Timestamp?
    /// When it last changed.
    public var updatedAt: Timestamp?
    /// When it was sent on.
    public var submittedAt: Timestamp?
    /// When it filled whole.
    public var filledAt: Timestamp?
    /// When its time was over.
    public var expiredAt: Timestamp?
    /// When its time will be over.
    public var expiresAt: Timestamp?
    /// When it was cancelled.
    public var canceledAt: Timestamp?
    /// When it was refused.
    public var failedAt: Timestamp?
    /// When another took its place.
    public var replacedAt: Timestamp?
    /// The id of the one in its place.
    public var replacedBy: String?
    /// The id of the one whose place it took.
    public var replaces: String?
    /// The orders that hang on it, where they were asked for.
    public var legs: [WireOrder]?

    /// One with what must be there; the rest is set after.
    public init(
        id: String, clientOrderID: String, symbol: String, side: WireSide, type: WireOrderType,
        timeInForce: WireTimeInForce, status: WireOrderStatus
    ) {
        self.id = id
        self.clientOrderID = clientOrderID
        self.symbol = symbol
        self.side = side
        self.type = type
        self.timeInForce = timeInForce
        self.status = status
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        id = try fields.needed("id")
        clientOrderID = try fields.needed("client_order_id")
        symbol = try fields.needed("symbol")
        side = try fields.neededWord("side")
        type = try fields.neededWord("type")
        timeInForce = try fields.neededWord("time_in_force")
        status = try fields.neededWord("status")
        filledQty = try fields.amount("filled_qty") ?? .zero
        qty = try fields.amount("qty")
        notional = try fields.amount("notional")
        filledAvgPrice = try fields.amount("filled_avg_price")
        orderClass = fields.word("order_class")
        // Written as empty, since the official client refuses null, and none all the same.
        if orderClass?.rawValue.isEmpty == true { orderClass = nil }
        limitPrice = try fields.amount("limit_price")
        stopPrice = try fields.amount("stop_price")
        trailPrice = try fields.amount("trail_price")
        trailPercent = try fields.amount("trail_percent")
        hwm = try fields.amount("hwm")
        extendedHours = fields.flag("extended_hours") ?? false
        assetID = fields.text("asset_id")
        assetClass = fields.text("asset_class")
        positionIntent = fields.text("position_intent")
        createdAt = try fields.time("created_at")
        updatedAt = try fields.time("updated_at")
        submittedAt = try fields.time("submitted_at")
        filledAt = try fields.time("filled_at")
        expiredAt = try fields.time("expired_at")
        expiresAt = try fields.time("expires_at")
        canceledAt = try fields.time("canceled_at")
        failedAt = try fields.time("failed_at")
        replacedAt = try fields.time("replaced_at")
        replacedBy = fields.text("replaced_by")
        replaces = fields.text("replaces")
        legs = fields.has("legs") ? try WireOrder.list(.list(fields.list("legs"))) : nil
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["id"] = .string(id)
        fields["client_order_id"] = .string(clientOrderID)
        fields["symbol"] = .string(symbol)
        fields["side"] = .string(side.rawValue)
        fields["type"] = .string(type.rawValue)
        fields["time_in_force"] = .string(timeInForce.rawValue)
        fields["status"] = .string(status.rawValue)
        fields["filled_qty"] = .digits(filledQty)
        fields["qty"] = .digits(qty)
        fields["notional"] = .digits(notional)
        fields["filled_avg_price"] = .digits(filledAvgPrice)
        // Never null: the official client refuses that.
        fields["order_class"] = .string(orderClass?.rawValue ?? "")
        fields["order_type"] = .string(type.rawValue)
        fields["limit_price"] = .digits(limitPrice)
        fields["stop_price"] = .digits(stopPrice)
        fields["trail_price"] = .digits(trailPrice)
        fields["trail_percent"] = .digits(trailPercent)
        fields["hwm"] = .digits(hwm)
        fields["extended_hours"] = .bool(extendedHours)
        fields["asset_id"] = .text(assetID)
        fields["asset_class"] = .text(assetClass)
        fields["position_intent"] = .text(positionIntent)
        fields["created_at"] = .stamp(createdAt)
        fields["updated_at"] = .stamp(updatedAt)
        fields["submitted_at"] = .stamp(submittedAt)
        fields["filled_at"] = .stamp(filledAt)
        fields["expired_at"] = .stamp(expiredAt)
        fields["expires_at"] = .stamp(expiresAt)
        fields["canceled_at"] = .stamp(canceledAt)
        fields["failed_at"] = .stamp(failedAt)
        fields["replaced_at"] = .stamp(replacedAt)
        fields["replaced_by"] = .text(replacedBy)
        fields["replaces"] = .text(replaces)
        fields["legs"] = legs.map { .list($0.map(\.wire)) } ?? .null
        return .map(fields)
    }
}

public import Domain

/// What is held of one symbol.
public struct WirePosition: WireRecord {
    /// Whose shares.
    public var symbol: String
    /// How many; below zero when short.
    public var qty: Quantity
    /// The id of what is held.
    public var assetID: String?
    /// Where it is listed.
    public var exchange: String?
    /// Its kind.
    public var assetClass: String?
    /// Whether it counts as margin.
    public var assetMarginable: Bool?
    /// What no open order holds.
    public var qtyAvailable: Quantity?
    /// What a share cost.
    public var avgEntryPrice: Price?
    /// `long` or `short`.
    public var side: String?
    /// Its value, signed.
    public var marketValue: Money?
    /// What it cost, signed.
    public var costBasis: Money?
    /// Gain since it was bought.
    public var unrealizedPl: Money?
    /// The same as a part of its cost.
    public var unrealizedPlpc: Rate?
    /// Gain of the day.
    public var unrealizedIntradayPl: Money?
    /// The same as a part.
    public var unrealizedIntradayPlpc: Rate?
    /// The last price.
    public var currentPrice: Price?
    /// The last close.
    public var lastdayPrice: Price?
    /// The change of price as a part.
    public var changeToday: Rate?

    /// One with what must be there; the rest is set after.
    public init(symbol: String, qty: Quantity) {
        self.symbol = symbol
        self.qty = qty
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        symbol = try fields.needed("symbol")
        qty = try fields.neededAmount("qty")
        assetID = fields.text("asset_id")
        exchange = fields.text("exchange")
        assetClass = fields.text("asset_class")
        assetMarginable = fields.flag("asset_marginable")
        qtyAvailable = try fields.amount("qty_available")
        avgEntryPrice = try fields.amount("avg_entry_price")
        side = fields.text("side")
        marketValue = try fields.amount("market_value")
        costBasis = try fields.amount("cost_basis")
        unrealizedPl = try fields.amount("unrealized_pl")
        unrealizedPlpc = try fields.amount("unrealized_plpc")
        unrealizedIntradayPl = try fields.amount("unrealized_intraday_pl")
        unrealizedIntradayPlpc = try fields.amount("unrealized_intraday_plpc")
        currentPrice = try fields.amount("current_price")
        lastdayPrice = try fields.amount("lastday_price")
        changeToday = try fields.amount("change_today")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["symbol"] = .string(symbol)
        fields["qty"] = .digits(qty)
        fields["asset_id"] = .text(assetID)
        fields["exchange"] = .text(exchange)
        fields["asset_class"] = .text(assetClass)
        fields["asset_marginable"] = assetMarginable.map { .bool($0) } ?? .null
        fields["qty_available"] = .digits(qtyAvailable)
        fields["avg_entry_price"] = .digits(avgEntryPrice)
        fields["side"] = .text(side)
        fields["market_value"] = .digits(marketValue)
        fields["cost_basis"] = .digits(costBasis)
        fields["unrealized_pl"] = .digits(unrealizedPl)
        fields["unrealized_plpc"] = .digits(unrealizedPlpc)
        fields["unrealized_intraday_pl"] = .digits(unrealizedIntradayPl)
        fields["unrealized_intraday_plpc"] = .digits(unrealizedIntradayPlpc)
        fields["current_price"] = .digits(currentPrice)
        fields["lastday_price"] = .digits(lastdayPrice)
        fields["change_today"] = .digits(changeToday)
        return .map(fields)
    }
}

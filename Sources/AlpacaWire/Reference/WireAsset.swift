public import Domain

/// Something that can be traded.
public struct WireAsset: WireRecord {
    /// Its id, a UUID.
    public var id: String
    /// Its name.
    public var symbol: String
    /// Its kind.
    public var `class`: String
    /// `active` or `inactive`.
    public var status: String
    /// Where it is listed.
    public var exchange: String?
    /// Its long name.
    public var name: String?
    /// Whether orders are taken.
    public var isTradable: Bool = false
    /// Whether it counts as margin.
    public var marginable: Bool?
    /// Whether it can be sold short.
    public var shortable: Bool?
    /// Whether there are shares to borrow.
    public var easyToBorrow: Bool?
    /// Whether fractions trade.
    public var fractionable: Bool?
    /// Percent of its value.
    public var maintenanceMarginRequirement: Price?
    /// The same, long.
    public var marginRequirementLong: Price?
    /// The same, short.
    public var marginRequirementShort: Price?
    /// What else is true of it.
    public var attributes: [String] = []

    /// One with what must be there; the rest is set after.
    public init(id: String, symbol: String, `class`: String, status: String) {
        self.id = id
        self.symbol = symbol
        self.class = `class`
        self.status = status
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        id = try fields.needed("id")
        symbol = try fields.needed("symbol")
        `class` = try fields.needed("class")
        status = try fields.needed("status")
        exchange = fields.text("exchange")
        name = fields.text("name")
        isTradable = fields.flag("tradable") ?? false
        marginable = fields.flag("marginable")
        shortable = fields.flag("shortable")
        easyToBorrow = fields.flag("easy_to_borrow")
        fractionable = fields.flag("fractionable")
        maintenanceMarginRequirement = try fields.amount("maintenance_margin_requirement")
        marginRequirementLong = try fields.amount("margin_requirement_long")
        marginRequirementShort = try fields.amount("margin_requirement_short")
        attributes = try fields.texts("attributes")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["id"] = .string(id)
        fields["symbol"] = .string(symbol)
        fields["class"] = .string(`class`)
        fields["status"] = .string(status)
        fields["exchange"] = .text(exchange)
        fields["name"] = .text(name)
        fields["tradable"] = .bool(isTradable)
        fields["marginable"] = marginable.map { .bool($0) } ?? .null
        fields["shortable"] = shortable.map { .bool($0) } ?? .null
        fields["easy_to_borrow"] = easyToBorrow.map { .bool($0) } ?? .null
        fields["fractionable"] = fractionable.map { .bool($0) } ?? .null
        fields["maintenance_margin_requirement"] = .figure(maintenanceMarginRequirement)
        fields["margin_requirement_long"] = .digits(marginRequirementLong)
        fields["margin_requirement_short"] = .digits(marginRequirementShort)
        fields["attributes"] = .list(attributes.map { .string($0) })
        return .map(fields)
    }
}

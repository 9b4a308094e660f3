public import Domain

/// The target of a bracket.
public struct WireTakeProfit: WireRecord {
    /// Where it sells.
    public var limitPrice: Price?

    /// One with what must be there; the rest is set after.
    public init() {
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        limitPrice = try fields.exact("limit_price")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["limit_price"] = .digits(limitPrice)
        return .filled(fields)
    }
}

public import Domain

/// The stop of a bracket.
public struct WireStopLoss: WireRecord {
    /// What triggers it.
    public var stopPrice: Price?
    /// The limit it then works with; as market without.
    public var limitPrice: Price?

    /// One with what must be there; the rest is set after.
    public init() {
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        stopPrice = try fields.exact("stop_price")
        limitPrice = try fields.exact("limit_price")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["stop_price"] = .digits(stopPrice)
        fields["limit_price"] = .digits(limitPrice)
        return .filled(fields)
    }
}

public import Domain

/// A trade as market data has it.
public struct WireTrade: WireRecord {
    /// When.
    public var time: Timestamp
    /// Its price.
    public var price: Price
    /// Its shares.
    public var size: Quantity
    /// Its number.
    public var number: Int64?
    /// Where.
    public var exchange: String?
    /// The tape.
    public var tape: String?
    /// Conditions.
    public var conditions: [String] = []

    /// One with what must be there; the rest is set after.
    public init(time: Timestamp, price: Price, size: Quantity) {
        self.time = time
        self.price = price
        self.size = size
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        time = try fields.neededTime("t")
        price = try fields.neededAmount("p")
        size = try fields.neededAmount("s")
        number = fields.integer("i")
        exchange = fields.text("x")
        tape = fields.text("z")
        conditions = try fields.texts("c")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["t"] = .time(time)
        fields["p"] = .figure(price)
        fields["s"] = .figure(size)
        fields["i"] = number.map { .integer($0) } ?? .null
        fields["x"] = .text(exchange)
        fields["z"] = .text(tape)
        fields["c"] = .list(conditions.map { .string($0) })
        return .map(fields)
    }
}

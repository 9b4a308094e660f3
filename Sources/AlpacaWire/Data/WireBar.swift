public import Domain

/// A bar as market data has it.
public struct WireBar: WireRecord {
    /// Its start.
    public var start: Timestamp
    /// Open.
    public var open: Price
    /// High.
    public var high: Price
    /// Low.
    public var low: Price
    /// Close.
    public var close: Price
    /// Shares traded.
    public var volume: Volume
    /// How many trades.
    public var tradeCount: Int64?
    /// The average price.
    public var averagePrice: Price?

    /// One with what must be there; the rest is set after.
    public init(
        start: Timestamp, open: Price, high: Price, low: Price, close: Price, volume: Volume
    ) {
        self.start = start
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        start = try fields.neededTime("t")
        open = try fields.neededAmount("o")
        high = try fields.neededAmount("h")
        low = try fields.neededAmount("l")
        close = try fields.neededAmount("c")
        volume = try fields.neededAmount("v")
        tradeCount = fields.integer("n")
        averagePrice = try fields.amount("vw")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["t"] = .time(start)
        fields["o"] = .figure(open)
        fields["h"] = .figure(high)
        fields["l"] = .figure(low)
        fields["c"] = .figure(close)
        fields["v"] = .figure(volume)
        fields["n"] = tradeCount.map { .integer($0) } ?? .null
        fields["vw"] = .figure(averagePrice)
        return .map(fields)
    }
}

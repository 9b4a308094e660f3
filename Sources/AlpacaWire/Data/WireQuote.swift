public import Domain

/// A quote as market data has it.
public struct WireQuote: WireRecord {
    /// When.
    public var time: Timestamp
    /// The bid.
    public var bid: Price
    /// Shares at the bid.
    public var bidSize: Quantity
    /// The ask.
    public var ask: Price
    /// Shares at the ask.
    public var askSize: Quantity
    /// Where the bid is.
    public var bidExchange: String?
    /// Where the ask is.
    public var askExchange: String?
    /// The tape.
    public var tape: String?
    /// Conditions.
    public var conditions: [String] = []

    /// One with what must be there; the rest is set after.
    public init(time: Timestamp, bid: Price, bidSize: Quantity, ask: Price, askSize: Quantity) {
        self.time = time
        self.bid = bid
        self.bidSize = bidSize
        self.ask = ask
        self.askSize = askSize
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        time = try fields.neededTime("t")
        bid = try fields.neededAmount("bp")
        bidSize = try fields.neededAmount("bs")
        ask = try fields.neededAmount("ap")
        askSize = try fields.neededAmount("as")
        bidExchange = fields.text("bx")
        askExchange = fields.text("ax")
        tape = fields.text("z")
        conditions = try fields.texts("c")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["t"] = .time(time)
        fields["bp"] = .figure(bid)
        fields["bs"] = .figure(bidSize)
        fields["ap"] = .figure(ask)
        fields["as"] = .figure(askSize)
        fields["bx"] = .text(bidExchange)
        fields["ax"] = .text(askExchange)
        fields["z"] = .text(tape)
        fields["c"] = .list(conditions.map { .string($0) })
        return .map(fields)
    }
}

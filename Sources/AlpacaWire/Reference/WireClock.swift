public import Domain

/// Whether the market is open, and when that changes.
public struct WireClock: WireRecord {
    /// Now.
    public var timestamp: Timestamp
    /// Whether it is open.
    public var isOpen: Bool
    /// The next opening.
    public var nextOpen: Timestamp
    /// The next close.
    public var nextClose: Timestamp

    /// One with what must be there; the rest is set after.
    public init(timestamp: Timestamp, isOpen: Bool, nextOpen: Timestamp, nextClose: Timestamp) {
        self.timestamp = timestamp
        self.isOpen = isOpen
        self.nextOpen = nextOpen
        self.nextClose = nextClose
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        timestamp = try fields.neededTime("timestamp")
        isOpen = fields.flag("is_open") ?? false
        nextOpen = try fields.neededTime("next_open")
        nextClose = try fields.neededTime("next_close")
    }

    /// The object that travels.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        fields["timestamp"] = .stamp(timestamp)
        fields["is_open"] = .bool(isOpen)
        fields["next_open"] = .stamp(nextOpen)
        fields["next_close"] = .stamp(nextClose)
        return .map(fields)
    }
}

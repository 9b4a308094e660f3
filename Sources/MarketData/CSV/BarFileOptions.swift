public import Domain

/// What a CSV file of bars does not say itself.
public struct BarFileOptions: Hashable, Sendable {
    /// The zone of times of day that have none; nil refuses them, since they name no instant.
    public var zone: StampZone?
    /// The length of the bars; nil finds it by the smallest distance of two lines.
    public var timeframe: Timeframe?

    /// Options; those left out are found in the file or refused.
    public init(zone: StampZone? = nil, timeframe: Timeframe? = nil) {
        self.zone = zone
        self.timeframe = timeframe
    }
}

/// A zone that the times of day of a file may be in.
public enum StampZone: String, CaseIterable, Sendable {
    /// Coordinated universal time.
    case utc = "UTC"
    /// The exchange's own wall clock.
    case newYork = "America/New_York"
}

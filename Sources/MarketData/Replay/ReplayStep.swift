public import Domain

/// One event of a replay, and how far the replay is once it was handed out.
public struct ReplayStep: Hashable, Sendable {
    /// Where the replay goes on after this step.
    public let cursor: ReplayCursor
    /// What happens.
    public let event: MarketEvent

    /// The market time at which the event is known; it never goes back from step to step.
    @inlinable public var time: Timestamp { cursor.time }

    @inlinable
    init(cursor: ReplayCursor, event: MarketEvent) {
        self.cursor = cursor
        self.event = event
    }
}

/// A place between two steps of a replay: two numbers to store with what the steps caused.
///
/// A time alone would not do, since several symbols' bars end at the same one.
public struct ReplayCursor: Hashable, Sendable {
    /// The market time of the last step handed out.
    public let time: Timestamp
    /// How many steps of that time were handed out.
    public let count: Int

    /// The place after the first `count` steps of a time.
    @inlinable
    public init(time: Timestamp, count: Int) {
        self.time = time
        self.count = count
    }
}

/// The bars of one symbol for a replay, oldest first.
public struct ReplaySeries: Sendable {
    /// Whose bars.
    public var symbol: Symbol
    /// The length of each.
    public var timeframe: Timeframe
    /// The bars, each starting after the one before.
    public var bars: [Bar]

    /// A series of bars.
    public init(symbol: Symbol, timeframe: Timeframe, bars: [Bar]) {
        self.symbol = symbol
        self.timeframe = timeframe
        self.bars = bars
    }
}

public import Domain
import Synchronization

/// The market's time, as the last event of a feed told it; it never goes back.
public final class MarketClock: Sendable {
    private let time: Mutex<Timestamp>

    /// A clock that shows this time until a feed is opened.
    public init(_ start: Timestamp) { time = Mutex(start) }

    /// What the market's time is.
    public var now: Timestamp { time.withLock { $0 } }

    /// Begins at the time where a feed is opened, which for a replay lies in the past.
    func begin(at start: Timestamp) { time.withLock { $0 = start } }

    /// Goes on to a time; an earlier one changes nothing.
    public func advance(to later: Timestamp) {
        time.withLock { time in time = max(time, later) }
    }
}

import Brokers
import Domain
import MarketCalendar
import MarketData
import Storage

/// The synthetic market as a feed: a step is one symbol's next quote, and before it the end of a
/// day that comes with it.
///
/// It begins where it is told to and never ends; a stored cursor gives exactly the rest of it.
struct SyntheticSource: FeedSource {
    let kind = "synthetic"
    let progress: FeedProgress? = nil
    private let ticks: SyntheticTicks
    private let start: FeedCursor
    private var cursor: FeedCursor
    /// What comes next, backwards, so that taking the next one moves nothing.
    private var ahead: [MarketEvent] = []

    init(_ market: SyntheticMarket, after start: FeedCursor) {
        ticks = SyntheticTicks(market)
        self.start = start
        cursor = start
        fill()
    }

    var symbols: [Symbol] { ticks.market.symbols }
    var stepsPerAdvance: Int { symbols.count }
    var stepsPerSecond: Int { symbols.count }
    /// Only in the year 2101.
    var isAtEnd: Bool { ahead.isEmpty }

    /// What an account must know to begin here: how the day before closed, that this one has
    /// opened, and the newest quote of every symbol.
    var eventsBefore: [MarketEvent] {
        let midnight = NewYork.midnight(before: start.time)
        let lastNight = midnight.advanced(byNanoseconds: -1)
        let step = -ticks.stepNanoseconds
        let closing = ticks.events(
            after: lastNight.advanced(byNanoseconds: step), through: lastNight)
        let newest = max(lastNight, start.time.advanced(byNanoseconds: step))
        return closing + [.opened(at: midnight)]
            + ticks.events(after: newest, through: start.time).filter { $0.price != nil }
    }

    mutating func next() -> [PlacedEvent]? {
        var step: [PlacedEvent] = []
        while let event = ahead.popLast() {
            cursor = FeedCursor(time: event.time, count: cursor.count + 1)
            step.append(PlacedEvent(event, at: cursor))
            if event.price != nil { break }
        }
        if ahead.isEmpty { fill() }
        return step.isEmpty ? nil : step
    }

    private mutating func fill() {
        let end = cursor.time.advanced(byNanoseconds: ticks.stepNanoseconds)
        ahead = ticks.events(after: cursor.time, through: end).reversed()
    }
}

import Brokers
import Domain
import MarketData
import Storage

/// Stored bars as a feed: a step is all that is known by the end of the next bar.
struct ReplaySource: FeedSource {
    let kind = "replay"
    let symbols: [Symbol]
    let stepsPerAdvance = 1
    let stepsPerSecond = 1
    private var steps: ReplayIterator
    private var ahead: ReplayStep?
    private var done: Int
    private let total: Int

    /// A replay from a place on.
    ///
    /// - Parameter done: how many bars lie before it.
    init(_ replay: Replay, after cursor: FeedCursor?, done: Int) {
        symbols = replay.symbols
        total = replay.barCount
        self.done = done
        let place = cursor.map { ReplayCursor(time: $0.time, count: Int($0.count)) }
        steps = (place.map { replay.after($0) } ?? replay).makeIterator()
        ahead = steps.next()
    }

    var isAtEnd: Bool { ahead == nil }

    var progress: FeedProgress? { FeedProgress(done: done, total: total) }

    /// All events up to and at the next time at which a bar ends; after the last bar the rest.
    mutating func next() -> [PlacedEvent]? {
        var events: [PlacedEvent] = []
        var end: Timestamp?
        while let step = ahead {
            if let end, step.time > end { break }
            if case .bar = step.event {
                end = step.time
                done += 1
            }
            let cursor = FeedCursor(time: step.time, count: Int64(step.cursor.count))
            events.append(PlacedEvent(step.event, at: cursor))
            ahead = steps.next()
        }
        return events.isEmpty ? nil : events
    }
}

import Domain
import MarketCalendar

/// Which New York day a bar belongs to, and how late on it it starts.
struct SessionClock: Sendable {
    /// The midnights of the day that the last bar was on; empty before the first.
    private var day: Range<Int64> = 0..<0

    /// Takes the start of the next bar.
    ///
    /// - Returns: whether it is the first of its day, and its minutes since midnight.
    mutating func next(_ start: Timestamp) -> (isFirst: Bool, minute: Int) {
        let isFirst = !day.contains(start.nanoseconds)
        if isFirst {
            let today = NewYork.day(of: start)
            let midnight = NewYork.instant(of: today, secondsOfDay: 0)
            let next = NewYork.instant(of: today.advanced(by: 1), secondsOfDay: 0)
            day = midnight.nanoseconds..<next.nanoseconds
        }
        return (isFirst, Int((start.nanoseconds - day.lowerBound) / 60_000_000_000))
    }
}

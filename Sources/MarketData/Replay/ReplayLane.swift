import Domain
import MarketCalendar

/// A series on its way through a replay: each bar with the moment at which it is known.
struct ReplayLane: Sendable {
    let symbol: Symbol
    /// The bars as handed out: those of days start with their session.
    private(set) var bars: [Bar]
    /// The end of each bar, in nanoseconds, never before that of the bar above.
    private(set) var ends: [Int64] = []
    /// The sessions that the bars reach into, oldest first.
    private(set) var sessions: [Session] = []
    /// The New York days of the first and the last bar.
    let days: ClosedRange<Day>?

    init(_ series: ReplaySeries, calendar: TradingCalendar) {
        symbol = series.symbol
        bars = series.bars
        if let first = bars.first?.start, let last = bars.last?.start, first <= last {
            days = NewYork.day(of: first)...NewYork.day(of: last)
        } else {
            days = nil
        }
        if series.timeframe == .day1 {
            placeDays(calendar)
        } else {
            placeIntraday(calendar, length: Int64(series.timeframe.seconds) * 1_000_000_000)
        }
    }

    /// The index of the first bar that ends at this time or later.
    func firstIndex(from time: Timestamp) -> Int {
        Self.firstIndex(in: ends.indices) { ends[$0] >= time.nanoseconds }
    }

    /// A bar of a day is its session's; on a day without one it lasts from midnight to midnight.
    private mutating func placeDays(_ calendar: TradingCalendar) {
        ends.reserveCapacity(bars.count)
        for index in bars.indices {
            let day = NewYork.day(of: bars[index].start)
            if let session = calendar.session(on: day) {
                bars[index].start = session.open
                ends.append(session.close.nanoseconds)
                sessions.append(session)
            } else {
                let midnight = NewYork.instant(of: day.advanced(by: 1), secondsOfDay: 0)
                ends.append(midnight.nanoseconds)
            }
        }
    }

    /// A bar ends after its length, or with the session in which it starts: the last hour of a
    /// session that opens at half past is half an hour long.
    private mutating func placeIntraday(_ calendar: TradingCalendar, length: Int64) {
        ends = bars.map { $0.start.nanoseconds + length }
        var index = 0
        while index < bars.count {
            let day = NewYork.day(of: bars[index].start)
            let midnight = NewYork.instant(of: day.advanced(by: 1), secondsOfDay: 0)
            let next = Self.firstIndex(in: index..<bars.count) { bars[$0].start >= midnight }
            if let session = calendar.session(on: day) {
                place(session, index..<next)
            }
            index = max(next, index + 1)
        }
    }

    /// Notes a session where bars of its day reach into it, and ends them with it.
    private mutating func place(_ session: Session, _ ofDay: Range<Int>) {
        let open = session.open.nanoseconds
        let first = Self.firstIndex(in: ofDay) { ends[$0] > open }
        guard first < ofDay.upperBound, bars[first].start < session.close else { return }
        sessions.append(session)
        let end = Self.firstIndex(in: first..<ofDay.upperBound) { bars[$0].start >= session.close }
        var last = end - 1
        while last >= first, ends[last] > session.close.nanoseconds,
            bars[last].start >= session.open
        {
            ends[last] = session.close.nanoseconds
            last -= 1
        }
    }

    /// The first index at which a claim holds that, once true, stays true.
    private static func firstIndex(in range: Range<Int>, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

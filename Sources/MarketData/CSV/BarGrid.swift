import Domain
import MarketCalendar

/// Finds how long the bars of a file are, and checks that each lies on the grid of that length.
struct BarGrid {
    /// The name of the column that holds the time, for messages.
    let stampName: String
    /// Whether rows have dates, not instants.
    let isDated: Bool
    /// A day between two midnights when clocks are put forward.
    private static let shortestDay: Int64 = 82_800
    /// No two sessions in a row are further apart but for September 2001; a week's bars are.
    private static let sessionGapMax: Int64 = 5 * 86_400

    /// The length of the bars, nil where a single instant tells none. Bars of days leave with their
    /// start at midnight in New York.
    func settle(_ bars: inout [Bar], asked: Timeframe?) throws(BarFileError) -> Timeframe? {
        var found = asked ?? (isDated ? .day1 : nil)
        if found == nil { found = try detected(bars) }
        guard let found else { return nil }
        if found == .day1 {
            if !isDated { try stampDays(&bars) }
            if asked == nil { try checkSessionGaps(bars) }
        } else {
            guard !isDated else { throw error(0, bars, .offGrid(found)) }
            try checkIntraday(bars, found)
        }
        return found
    }

    private func detected(_ bars: [Bar]) throws(BarFileError) -> Timeframe? {
        guard let (gap, index) = smallestGap(bars) else { return nil }
        if gap % 1_000_000_000 == 0 {
            let seconds = gap / 1_000_000_000
            if seconds >= Self.shortestDay { return .day1 }
            if let found = Timeframe.allCases.first(where: { $0.seconds == seconds }) {
                return found
            }
        }
        throw error(index, bars, .noTimeframe(seconds: gap / 1_000_000_000))
    }

    /// The smallest distance of two neighbours in nanoseconds, and the index of the later one.
    private func smallestGap(_ bars: [Bar]) -> (gap: Int64, index: Int)? {
        guard bars.count > 1 else { return nil }
        var smallest = (gap: Int64.max, index: 1)
        for index in 1..<bars.count {
            // A difference of two instants may exceed 64 bits; it is then not the smallest.
            let (gap, overflow) = bars[index].start.nanoseconds.subtractingReportingOverflow(
                bars[index - 1].start.nanoseconds)
            if !overflow, gap < smallest.gap { smallest = (gap, index) }
        }
        return smallest
    }

    /// Dates a week or more apart are bars of weeks or months, which we do not hold.
    private func checkSessionGaps(_ bars: [Bar]) throws(BarFileError) {
        guard bars.count > 2, let (gap, index) = smallestGap(bars) else { return }
        let seconds = gap / 1_000_000_000
        guard seconds <= Self.sessionGapMax else {
            throw error(index, bars, .noTimeframe(seconds: seconds))
        }
    }

    /// Hours may start at half past, as sessions do; all else at whole multiples of its length.
    private func checkIntraday(
        _ bars: [Bar], _ timeframe: Timeframe
    ) throws(BarFileError) {
        let length = Int64(timeframe.seconds) * 1_000_000_000
        let grid = min(length, 1_800_000_000_000)
        var end = Int64.min
        for index in bars.indices {
            let start = bars[index].start.nanoseconds
            guard start % grid == 0 else { throw error(index, bars, .offGrid(timeframe)) }
            guard start >= end else { throw error(index, bars, .overlap(timeframe)) }
            end = start + length
        }
    }

    /// Days as instants: midnight in New York (Alpaca), midnight UTC, or the session's opening.
    private func stampDays(_ bars: inout [Bar]) throws(BarFileError) {
        guard let convention = bars.first.flatMap({ DayConvention($0.start) }) else {
            throw error(0, bars, .offGrid(.day1))
        }
        var previous: Day?
        for index in bars.indices {
            let day = convention.day(of: bars[index].start)
            guard convention.start(of: day) == bars[index].start else {
                throw error(index, bars, .offGrid(.day1))
            }
            guard previous.map({ $0 < day }) ?? true else {
                throw error(index, bars, .overlap(.day1))
            }
            previous = day
            bars[index].start = NewYork.instant(of: day, secondsOfDay: 0)
        }
    }

    /// Every line below the header is a bar.
    private func error(_ index: Int, _ bars: [Bar], _ fault: FieldFault) -> BarFileError {
        .field(
            line: index + 2, column: stampName, value: bars[index].start.description, fault)
    }
}

/// What a source stamps bars of days with.
private enum DayConvention: CaseIterable {
    case newYorkMidnight
    case utcMidnight
    case sessionOpen

    /// The convention that this instant follows, if one.
    init?(_ start: Timestamp) {
        let all = Self.allCases
        guard let found = all.first(where: { $0.start(of: $0.day(of: start)) == start }) else {
            return nil
        }
        self = found
    }

    func day(of start: Timestamp) -> Day {
        self == .utcMidnight ? start.utcDay : NewYork.day(of: start)
    }

    func start(of day: Day) -> Timestamp {
        switch self {
        case .newYorkMidnight: NewYork.instant(of: day, secondsOfDay: 0)
        case .utcMidnight: Timestamp(day: day)
        case .sessionOpen: NewYork.instant(of: day, secondsOfDay: 34_200)
        }
    }
}

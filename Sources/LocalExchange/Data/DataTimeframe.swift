import Domain
import MarketCalendar

/// The length of bars as market data names it: `5Min`, `1Hour`, `1Day`, `1Week`, `3Month`.
struct DataTimeframe: Sendable {
    enum Unit: Sendable { case minute, hour, day, week, month }

    let count: Int64
    let unit: Unit

    init?(_ text: String) {
        let digits = text.prefix { $0.isNumber }
        guard let count = Int64(digits) else { return nil }
        self.count = count
        let word = text.dropFirst(digits.count).lowercased()
        switch (word, count) {
        case ("min", 1...59), ("t", 1...59): unit = .minute
        case ("hour", 1...23), ("h", 1...23): unit = .hour
        case ("day", 1), ("d", 1): unit = .day
        case ("week", 1), ("w", 1): unit = .week
        case ("month", 1), ("month", 2), ("month", 3), ("month", 6), ("month", 12): unit = .month
        default: return nil
        }
    }

    /// The longest stored bars that these can be made of.
    var base: Timeframe {
        switch unit {
        case .minute: count % 30 == 0 ? .minute30 : count % 5 == 0 ? .minute5 : .minute1
        case .hour: .hour1
        case .day, .week, .month: .day1
        }
    }

    /// The start of the bar that an instant belongs to.
    func start(of time: Timestamp) -> Timestamp {
        switch unit {
        case .minute: floor(time, seconds: 60 * count)
        case .hour: floor(time, seconds: 3_600 * count)
        case .day: NewYork.midnight(before: time)
        case .week: weekStart(of: time)
        case .month: monthStart(of: time)
        }
    }

    /// The pieces in which the bars that start within a range are made: as few bars as an answer
    /// needs, and never half of one.
    func windows(
        of range: Range<Timestamp>, groups: Int, isDescending: Bool
    ) -> [Range<Timestamp>] {
        guard !range.isEmpty else { return [] }
        let stored = longestSeconds / Int64(base.seconds)
        let least = unit == .minute || unit == .hour ? 1_000 : 20
        let step = longestSeconds * max(1, min(Int64(max(groups, least)), Self.barsMax / stored))
        var windows: [Range<Timestamp>] = []
        var start = start(of: range.lowerBound)
        while start < range.upperBound {
            let end = self.start(of: start.advanced(bySeconds: step))
            guard start < end else { break }  // Where time itself ends.
            windows.append(start..<end)
            start = end
        }
        return isDescending ? windows.reversed() : windows
    }

    /// How many stored bars are made at once.
    private static let barsMax: Int64 = 40_000

    /// How long such a bar is at most: a day in autumn has an hour more.
    private var longestSeconds: Int64 {
        switch unit {
        case .minute: 60 * count
        case .hour: 3_600 * count
        case .day: 90_000
        case .week: 7 * 86_400 + 3_600
        case .month: count * 31 * 86_400 + 3_600
        }
    }

    private func floor(_ time: Timestamp, seconds: Int64) -> Timestamp {
        let length = seconds * 1_000_000_000
        return Timestamp(nanoseconds: time.nanoseconds / length * length)
    }

    private func weekStart(of time: Timestamp) -> Timestamp {
        let day = NewYork.day(of: time)
        return NewYork.instant(
            of: day.advanced(by: -((day.weekday + 6) % 7)), secondsOfDay: 0)
    }

    private func monthStart(of time: Timestamp) -> Timestamp {
        let (year, month, _) = NewYork.day(of: time).civil
        let first = (month - 1) / Int(count) * Int(count) + 1
        let day = Day(year: year, month: first, day: 1) ?? NewYork.day(of: time)
        return NewYork.instant(of: day, secondsOfDay: 0)
    }

    /// Bars put together: each opens with the first of its time and closes with the last.
    func grouped(_ bars: [Bar]) -> [Bar] {
        var groups: [Bar] = []
        for bar in bars {
            let start = start(of: bar.start)
            guard let last = groups.indices.last, groups[last].start == start else {
                groups.append(bar)
                groups[groups.count - 1].start = start
                continue
            }
            groups[last].high = max(groups[last].high, bar.high)
            groups[last].low = min(groups[last].low, bar.low)
            groups[last].close = bar.close
            groups[last].volume = Volume(
                clamping: Int128(groups[last].volume.units) + Int128(bar.volume.units))
        }
        return groups
    }
}

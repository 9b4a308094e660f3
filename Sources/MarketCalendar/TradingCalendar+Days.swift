public import Domain

/// Questions about days.
extension TradingCalendar {
    /// The session of a New York day; nil where the day has none or is not covered, which
    /// `days.contains` tells apart.
    public func session(on day: Day) -> Session? {
        index(from: day).flatMap(session(indexed:)).flatMap { $0.day == day ? $0 : nil }
    }

    /// The session so many sessions away from a day: 0 is the day's own session, or the next one
    /// where the day has none; 1 the one after it, -1 the one before it.
    public func session(offset: Int, from day: Day) -> Session? {
        guard let start = index(from: day) else { return nil }
        let (index, isTooFar) = start.addingReportingOverflow(offset)
        return isTooFar ? nil : session(indexed: index)
    }

    /// The first session after a day, itself excluded.
    public func nextSession(after day: Day) -> Session? {
        session(offset: session(on: day) == nil ? 0 : 1, from: day)
    }

    /// The last session before a day, itself excluded.
    public func previousSession(before day: Day) -> Session? { session(offset: -1, from: day) }

    /// The sessions of a range of days, both ends included; nil unless all of it is covered.
    public func sessions(in range: ClosedRange<Day>) -> ArraySlice<Session>? {
        guard let start = index(from: range.lowerBound), let last = index(from: range.upperBound)
        else { return nil }
        return sessions[start..<(session(on: range.upperBound) == nil ? last : last + 1)]
    }

    /// How many sessions a range of days has, both ends included; nil unless all of it is covered.
    public func sessionCount(in range: ClosedRange<Day>) -> Int? { sessions(in: range)?.count }
}

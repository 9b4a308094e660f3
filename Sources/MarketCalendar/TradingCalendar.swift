public import Domain

/// The sessions of an exchange over a span of years.
///
/// What lies outside the span is absent (nil), never a guess: a question whose day, instant or
/// answer is not covered has no answer. Every query takes constant time, whatever the distance.
public struct TradingCalendar: Sendable {
    /// The days that are covered: from January 1 of the first year to December 31 of the last.
    public let days: ClosedRange<Day>
    /// All sessions, oldest first.
    public let sessions: [Session]
    /// All weekdays without a session, oldest first.
    public let closures: [Closure]
    /// For each day covered, and the one after, the index of the first session on or after it.
    private let firstSession: [Int32]
    private let closureOfDay: [Day: Closure]

    /// A calendar of these rules: each gives, for a year, its closures and its half days.
    init(
        years: ClosedRange<Int>, holidays: (Int) -> [Closure], halfDays: (Int) -> [Day],
        specialClosures: [Closure]
    ) {
        let first = Day.date(years.lowerBound, 1, 1)
        let last = Day.date(years.upperBound, 12, 31)
        let closures = (years.flatMap(holidays) + specialClosures).sorted { $0.day < $1.day }
        let closureOfDay = Dictionary(closures.map { ($0.day, $0) }) { _, special in special }
        let halfDays = Set(years.flatMap(halfDays))
        var sessions: [Session] = []
        var firstSession: [Int32] = []
        for number in first.number...last.number {
            let day = Day(number: number)
            firstSession.append(Int32(sessions.count))
            guard !day.isWeekend, closureOfDay[day] == nil else { continue }
            sessions.append(Session(day: day, isEarlyClose: halfDays.contains(day)))
        }
        firstSession.append(Int32(sessions.count))
        self.days = first...last
        self.sessions = sessions
        self.closures = closures
        self.firstSession = firstSession
        self.closureOfDay = closureOfDay
    }

    /// The index of the first session on or after a day, which is the count of all where none
    /// follows; nil for a day that is not covered.
    func index(from day: Day) -> Int? {
        guard days.contains(day) else { return nil }
        return Int(firstSession[Int(day.number - days.lowerBound.number)])
    }

    /// The session at an index, if there is one.
    func session(indexed index: Int) -> Session? {
        sessions.indices.contains(index) ? sessions[index] : nil
    }

    /// The closure of a Monday to Friday without a session; nil for a session, a weekend and a day
    /// that is not covered.
    public func closure(on day: Day) -> Closure? { closureOfDay[day] }
}

extension Session {
    /// 09:30 to 16:00, on a half day to 13:00, New York time.
    fileprivate init(day: Day, isEarlyClose: Bool) {
        self.init(
            day: day, open: NewYork.instant(of: day, secondsOfDay: 34_200),
            close: NewYork.instant(of: day, secondsOfDay: isEarlyClose ? 46_800 : 57_600),
            isEarlyClose: isEarlyClose)
    }
}

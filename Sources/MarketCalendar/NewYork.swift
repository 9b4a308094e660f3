public import Domain

/// The wall clock of New York: which day it is there, and which instant a time of day there names.
///
/// It follows the US daylight-saving rules by arithmetic and asks no zone API, so that no `TZ`, no
/// locale and no zone file of the server can move a trade to another day. Exact from 1967 on
/// (Uniform Time Act, its 1974/75 exception, and the changes of 1986 and 2005); before that, years
/// are taken as standard time throughout, and future years as the rule of today has them.
public enum NewYork {
    /// Seconds to add to UTC for New York's wall clock: -18,000 in winter, -14,400 in summer.
    public static func utcOffset(at instant: Timestamp) -> Int {
        isSummer(atSecond: instant.seconds) ? summerOffset : winterOffset
    }

    /// The date in New York.
    public static func day(of instant: Timestamp) -> Day { wallClock(at: instant).day }

    /// Whole seconds of New York's wall clock since its midnight.
    public static func secondsOfDay(at instant: Timestamp) -> Int {
        wallClock(at: instant).seconds
    }

    /// The instant at which New York's wall clock shows this date and so many seconds since
    /// midnight.
    ///
    /// A time that occurs twice (autumn) is the first of the two; one that the clock skips (spring)
    /// is read by the standard time before the change, so 02:30 is the instant named 03:30.
    ///
    /// - Precondition: the year is 1678 to 2261, which 64 bits of nanoseconds hold.
    public static func instant(of day: Day, secondsOfDay: Int) -> Timestamp {
        let asSummer = Timestamp(day: day, seconds: secondsOfDay - summerOffset)
        guard !isSummer(atSecond: asSummer.seconds) else { return asSummer }
        return Timestamp(day: day, seconds: secondsOfDay - winterOffset)
    }

    /// The midnight at which the New York day of an instant begins.
    public static func midnight(before instant: Timestamp) -> Timestamp {
        self.instant(of: day(of: instant), secondsOfDay: 0)
    }

    private static let winterOffset = -18_000
    private static let summerOffset = -14_400

    private static func wallClock(at instant: Timestamp) -> (day: Day, seconds: Int) {
        let local = Int(instant.seconds) + utcOffset(at: instant)
        let dayNumber = floored(local, by: 86_400)
        return (Day(number: Int32(dayNumber)), local - dayNumber * 86_400)
    }

    /// Asked for every fill: one division to find the year, one look into a table.
    ///
    /// The year found may be the neighbour's within two days of New Year, where both say winter.
    private static func isSummer(atSecond second: Int64) -> Bool {
        let dayNumber = floored(Int(second), by: 86_400)
        let year = 1970 + floored(dayNumber * 400, by: 146_097)
        return summers[year - firstYear].contains(second)
    }

    private static let firstYear = 1677

    /// The seconds since 1970 in which daylight-saving time is in force, for each year that 64 bits
    /// of nanoseconds touch; 02:00 is 07:00 UTC in winter and 06:00 UTC in summer.
    private static let summers: [Range<Int64>] = (firstYear...2263).map { year in
        guard let (first, last) = summer(of: year) else { return 0..<0 }
        return (Int64(first.number) * 86_400 + 25_200)..<(Int64(last.number) * 86_400 + 21_600)
    }

    /// The days on which the clock changes. Source: 15 U.S.C. 260a and its history.
    private static func summer(of year: Int) -> (first: Day, last: Day)? {
        switch year {
        case 2007...:
            (.nth(2, .sunday, month: 3, year: year), .nth(1, .sunday, month: 11, year: year))
        case 1987...:
            (.nth(1, .sunday, month: 4, year: year), .last(.sunday, month: 10, year: year))
        case 1975: (.date(1975, 2, 23), .last(.sunday, month: 10, year: year))
        case 1974: (.date(1974, 1, 6), .last(.sunday, month: 10, year: year))
        case 1967...:
            (.last(.sunday, month: 4, year: year), .last(.sunday, month: 10, year: year))
        default: nil
        }
    }

    private static func floored(_ dividend: Int, by divisor: Int) -> Int {
        (dividend >= 0 ? dividend : dividend - divisor + 1) / divisor
    }
}

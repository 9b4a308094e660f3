import Domain

/// The days of the week, numbered as `Day.weekday` numbers them.
enum Weekday: Int {
    case sunday, monday, tuesday, wednesday, thursday, friday, saturday
}

/// How rules name dates: "the third Monday in January".
extension Day {
    /// A date that a rule names.
    ///
    /// - Precondition: the date exists; the rules of this module name no other.
    static func date(_ year: Int, _ month: Int, _ day: Int) -> Day {
        guard let date = Day(year: year, month: month, day: day) else {
            preconditionFailure("no such date: \(year)-\(month)-\(day)")
        }
        return date
    }

    /// The nth such weekday of a month, counted from 1.
    static func nth(_ count: Int, _ weekday: Weekday, month: Int, year: Int) -> Day {
        date(year, month, 1).first(weekday).advanced(by: 7 * (count - 1))
    }

    /// The last such weekday of a month.
    static func last(_ weekday: Weekday, month: Int, year: Int) -> Day {
        let nextMonth = month == 12 ? date(year + 1, 1, 1) : date(year, month + 1, 1)
        return nextMonth.advanced(by: -7).first(weekday)
    }

    /// Easter Sunday.
    ///
    /// Source: the Meeus/Jones/Butcher algorithm (J. Meeus, Astronomical Algorithms, ch. 8), with
    /// its one-letter names spelled out where they have a meaning.
    static func easter(_ year: Int) -> Day {
        let golden = year % 19
        let (century, yearOfCentury) = year.quotientAndRemainder(dividingBy: 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let toSunday =
            (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact
                - yearOfCentury % 4) % 7
        let shift = (golden + 11 * epact + 22 * toSunday) / 451
        let dayOfSpring = epact + toSunday - 7 * shift + 114
        return date(year, dayOfSpring / 31, dayOfSpring % 31 + 1)
    }

    /// Whether this day is such a weekday.
    func isA(_ weekday: Weekday) -> Bool { self.weekday == weekday.rawValue }

    /// Whether this day is a Saturday or a Sunday.
    var isWeekend: Bool { isA(.saturday) || isA(.sunday) }

    /// The first such weekday on or after this day.
    private func first(_ weekday: Weekday) -> Day {
        advanced(by: (weekday.rawValue - self.weekday + 7) % 7)
    }
}

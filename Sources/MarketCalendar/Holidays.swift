import Domain

/// The holidays and half days of the New York Stock Exchange, as rules.
///
/// Source: NYSE Rule 7.2 (holidays) and the exchange's yearly notices (half days), as they held
/// from 2000 on: earlier years had other rules.
enum Holidays {
    /// The weekdays of a year on which the rules close the exchange.
    static func closures(in year: Int) -> [Closure] {
        let holidays: [(Day?, String)] = [
            (newYear(year), "New Year's Day"),
            (.nth(3, .monday, month: 1, year: year), "Dr. Martin Luther King Jr. Day"),
            (.nth(3, .monday, month: 2, year: year), "President's Day"),
            (Day.easter(year).advanced(by: -2), "Good Friday"),
            (.last(.monday, month: 5, year: year), "Memorial Day"),
            (juneteenth(year), "Juneteenth National Independence Day"),
            (observed(.date(year, 7, 4)), "July 4th"),
            (.nth(1, .monday, month: 9, year: year), "Labor Day"),
            (thanksgiving(year), "Thanksgiving"),
            (observed(.date(year, 12, 25)), "Christmas"),
        ]
        return holidays.compactMap { day, name in
            day.map { Closure(day: $0, kind: .regular, name: name) }
        }
    }

    /// The days of a year that end at 13:00, if they have a session at all.
    static func halfDays(in year: Int) -> [Day] {
        var days = [thanksgiving(year).advanced(by: 1)]
        // On a Friday the eve is the observed holiday itself, so it is no session.
        days.append(.date(year, 12, 24))
        if let day = besideIndependenceDay(year) { days.append(day) }
        // The one Friday after Christmas in these years that was cut short.
        if year == 2003 { days.append(.date(2003, 12, 26)) }
        return days
    }

    /// July 3 where it is a Monday, Tuesday or Thursday, and since 2013 also a Wednesday; until
    /// then a July 4 on a Thursday made the Friday after it short instead.
    private static func besideIndependenceDay(_ year: Int) -> Day? {
        let eve = Day.date(year, 7, 3)
        if eve.isA(.wednesday) { return year >= 2013 ? eve : eve.advanced(by: 2) }
        return eve.isA(.monday) || eve.isA(.tuesday) || eve.isA(.thursday) ? eve : nil
    }

    /// A New Year on a Saturday is not kept on the Friday: that would fall into the year's last
    /// books.
    private static func newYear(_ year: Int) -> Day? {
        let day = Day.date(year, 1, 1)
        return day.isA(.saturday) ? nil : observed(day)
    }

    private static func juneteenth(_ year: Int) -> Day? {
        year >= 2022 ? observed(.date(year, 6, 19)) : nil
    }

    private static func thanksgiving(_ year: Int) -> Day {
        .nth(4, .thursday, month: 11, year: year)
    }

    /// A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after.
    private static func observed(_ day: Day) -> Day {
        if day.isA(.saturday) { return day.advanced(by: -1) }
        return day.isA(.sunday) ? day.advanced(by: 1) : day
    }
}

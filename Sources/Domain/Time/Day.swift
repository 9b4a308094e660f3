/// A date of the (proleptic Gregorian) calendar, without a time of day.
///
/// In Tandem a day means a day in New York unless a name says otherwise; `MarketCalendar` tells the
/// New York day of an instant.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let number: Int32

    /// The day so many days after 1970-01-01.
    @inlinable
    public init(number: Int32) { self.number = number }

    /// A date, or nil where there is none such (month 13, February 30) or the year is not 1...9999.
    ///
    /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month (1 to 12) and day of the month (source as above, civil_from_days).
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The day of the week: 0 Sunday to 6 Saturday.
    public var weekday: Int { Int((number % 7 + 11) % 7) }

    /// The day so many days later, or earlier where `days` is below zero; at the ends of 32 bits
    /// the first or last day.
    @inlinable
    public func advanced(by days: Int) -> Day {
        Day(number: Int32(clamping: Int128(number) + Int128(days)))
    }

    /// Whether this day comes before the other.
    @inlinable
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}

extension Day: CustomStringConvertible {
    /// ISO 8601: `2026-01-22`.
    public var description: String {
        if let bytes = iso8601 { return String(ascii: bytes) }
        let date = civil
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }

    /// Reads `2026-01-22`, and nothing else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45,
            let year = decimalNumber(in: bytes[0..<4]), let month = decimalNumber(in: bytes[5..<7]),
            let day = decimalNumber(in: bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

/// A number padded with zeros.
private func padded(_ value: Int, _ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.count)) + text
}

/// A number of decimal digits only, or nil.
func decimalNumber(in bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
        guard byte >= 48, byte <= 57, value < 1_000_000_000_000_000 else { return nil }
        value = value * 10 + Int(byte - 48)
    }
    return bytes.isEmpty ? nil : value
}

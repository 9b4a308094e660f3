import Domain
import MarketCalendar

/// A time as a file has it: a date, or an instant.
enum Stamp {
    case day(Day)
    case instant(Timestamp)
}

/// Reads dates and instants from bytes, remembering the last date since the next line has it too.
struct StampReader {
    /// The zone of times without one.
    let zone: StampZone?
    private var knownDate = 0
    private var knownDay = Day(number: 0)

    init(zone: StampZone?) { self.zone = zone }

    /// Reads `2004-08-19`, `20040819`, an ISO 8601 instant, or seconds or milliseconds since 1970.
    mutating func read(
        _ bytes: Span<UInt8>, _ field: Range<Int>
    ) throws(FieldFault) -> Stamp {
        guard field.count >= 8, field.count <= 35 else { throw .noStamp }
        guard field.count >= 10, bytes[field.lowerBound + 4] == 45 else {
            return try readDigits(bytes, field)
        }
        let date = field.lowerBound
        guard bytes[date + 7] == 45,
            let year = Self.number(bytes, date..<(date + 4)),
            let month = Self.number(bytes, (date + 5)..<(date + 7)),
            let day = Self.number(bytes, (date + 8)..<(date + 10))
        else { throw .noStamp }
        let known = try self.day(year * 10_000 + month * 100 + day)
        guard field.count > 10 else { return .day(known) }
        let separator = bytes[date + 10]
        guard separator == 84 || separator == 32 || separator == 116 else { throw .noStamp }
        return .instant(try clock(bytes, (date + 11)..<field.upperBound, of: known))
    }

    /// The instant of a time of day: `15:35:00`, `153500`, with a fraction and a zone or without.
    func clock(
        _ bytes: Span<UInt8>, _ field: Range<Int>, of day: Day
    ) throws(FieldFault) -> Timestamp {
        var time = ClockField(field)
        guard time.read(bytes) else { throw .noStamp }
        if let offset = time.offset {
            let whole = Timestamp(day: day, seconds: time.seconds - offset)
            return Timestamp(nanoseconds: whole.nanoseconds + time.nanoseconds)
        }
        let whole =
            switch zone {
            case .utc: Timestamp(day: day, seconds: time.seconds)
            case .newYork: NewYork.instant(of: day, secondsOfDay: time.seconds)
            case nil: throw .noZone
            }
        return Timestamp(nanoseconds: whole.nanoseconds + time.nanoseconds)
    }

    /// A number of 8 digits is a date; of 9 or 10, seconds; of 12 or 13, milliseconds.
    private mutating func readDigits(
        _ bytes: Span<UInt8>, _ field: Range<Int>
    ) throws(FieldFault) -> Stamp {
        guard field.count <= 13, let number = Self.number(bytes, field) else { throw .noStamp }
        switch field.count {
        case 8: return .day(try day(number))
        case 9, 10: return .instant(try instant(Int64(number), nanosecondsEach: 1_000_000_000))
        case 12, 13: return .instant(try instant(Int64(number), nanosecondsEach: 1_000_000))
        default: throw .noStamp
        }
    }

    private func instant(
        _ number: Int64, nanosecondsEach: Int64
    ) throws(FieldFault) -> Timestamp {
        let (nanoseconds, overflow) = number.multipliedReportingOverflow(by: nanosecondsEach)
        guard !overflow else { throw .stampOutOfRange }
        let instant = Timestamp(nanoseconds: nanoseconds)
        guard instant.utcDay.civil.year <= 2261 else { throw .stampOutOfRange }
        return instant
    }

    /// The day of a number such as 20040819.
    @inline(__always)
    private mutating func day(_ date: Int) throws(FieldFault) -> Day {
        if date == knownDate { return knownDay }
        let (year, month) = (date / 10_000, date / 100 % 100)
        guard let day = Day(year: year, month: month, day: date % 100) else { throw .noStamp }
        guard (1678...2261).contains(year) else { throw .stampOutOfRange }
        (knownDate, knownDay) = (date, day)
        return day
    }

    /// A number of digits only, at most 18 of them.
    @inline(__always)
    static func number(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Int? {
        var value = 0
        for index in field {
            let digit = bytes[index] &- 48
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }
}

/// An instant: nanoseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Nanoseconds since 1970, UTC.
    public let nanoseconds: Int64

    /// The instant so many nanoseconds after 1970.
    @inlinable
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// The instant so many nanoseconds after 1970, or the nearest that 64 bits hold: beyond the
    /// years 1678 to 2261 it is the first or last there is, and so still compares right.
    @inlinable
    init(clamping nanoseconds: Int128) { self.nanoseconds = Int64(clamping: nanoseconds) }

    /// Midnight UTC of a day plus some seconds, at the ends of time the first or last instant.
    @inlinable
    public init(day: Day, seconds: Int = 0) {
        let seconds = Int128(day.number) * 86_400 + Int128(seconds)
        self.init(clamping: seconds * 1_000_000_000)
    }

    /// The day in UTC.
    @inlinable public var utcDay: Day {
        let seconds = flooredDivision(nanoseconds, 1_000_000_000)
        return Day(number: Int32(flooredDivision(seconds, 86_400)))
    }

    /// The instant so many seconds later, or earlier where `seconds` is below zero; at the ends of
    /// time the first or last instant.
    @inlinable
    public func advanced(bySeconds seconds: Int64) -> Timestamp {
        Timestamp(clamping: Int128(nanoseconds) + Int128(seconds) * 1_000_000_000)
    }

    /// The same for nanoseconds.
    @inlinable
    public func advanced(byNanoseconds change: Int64) -> Timestamp {
        Timestamp(clamping: Int128(nanoseconds) + Int128(change))
    }

    /// Whole seconds since 1970, rounded down.
    @inlinable public var seconds: Int64 { flooredDivision(nanoseconds, 1_000_000_000) }

    /// Whether this instant comes before the other.
    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

/// Integer division that rounds towards minus infinity.
@inlinable
func flooredDivision(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
}

extension Timestamp: CustomStringConvertible {
    /// ISO 8601 with milliseconds: `2026-01-22T14:30:00.000Z`.
    public var description: String { String(ascii: iso8601) }

    /// Reads an ISO 8601 instant: `2026-01-22T14:30Z`, `…:00Z`, `…:00.123456789Z`, `…+01:00`,
    /// with `T` or a space. A text without a zone is nil, since it names no instant.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 17, bytes.count <= 35, bytes[10] == 84 || bytes[10] == 32,
            let day = Day(text.prefix(10)), let offset = Self.offset(in: bytes)
        else { return nil }
        let clock = bytes[11..<offset.start]
        guard let seconds = Self.secondsOfDay(clock), let fraction = Self.fraction(clock),
            (1678...2261).contains(day.civil.year)
        else { return nil }
        let midnight = Timestamp(day: day, seconds: seconds - offset.seconds)
        self.init(nanoseconds: midnight.nanoseconds + fraction)
    }

    /// Where the zone starts, and how many seconds it is east of UTC.
    private static func offset(in bytes: [UInt8]) -> (start: Int, seconds: Int)? {
        if bytes.last == 90 || bytes.last == 122 { return (bytes.count - 1, 0) }
        let start = bytes.count - 6
        guard start >= 16, bytes[start] == 43 || bytes[start] == 45, bytes[start + 3] == 58,
            let hours = decimalNumber(in: bytes[(start + 1)..<(start + 3)]),
            let minutes = decimalNumber(in: bytes[(start + 4)...]), hours < 24, minutes < 60
        else { return nil }
        return (start, (bytes[start] == 45 ? -1 : 1) * (hours * 3_600 + minutes * 60))
    }

    private static func secondsOfDay(_ clock: ArraySlice<UInt8>) -> Int? {
        let start = clock.startIndex
        guard clock.count >= 5, clock[start + 2] == 58,
            let hour = decimalNumber(in: clock[start..<(start + 2)]),
            let minute = decimalNumber(in: clock[(start + 3)..<(start + 5)]), hour < 24, minute < 60
        else { return nil }
        if clock.count == 5 { return hour * 3_600 + minute * 60 }
        guard clock.count >= 8, clock[start + 5] == 58,
            let second = decimalNumber(in: clock[(start + 6)..<(start + 8)]), second < 60
        else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    /// Nanoseconds after the point, none where there is no point.
    private static func fraction(_ clock: ArraySlice<UInt8>) -> Int64? {
        guard clock.count > 8 else { return 0 }
        let point = clock.startIndex + 8
        let fraction = clock[(point + 1)...]
        guard clock[point] == 46, fraction.count <= 9, let value = decimalNumber(in: fraction)
        else {
            return nil
        }
        var scaled = Int64(value)
        for _ in fraction.count..<9 { scaled *= 10 }
        return scaled
    }
}

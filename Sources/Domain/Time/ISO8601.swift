extension Timestamp {
    /// ISO 8601 with milliseconds as bytes of ASCII: `2026-01-22T14:30:00.000Z`.
    ///
    /// Rows and answers hold many instants; these are written without a string in between.
    public var iso8601: InlineArray<24, UInt8> {
        let day = utcDay
        let milliseconds = Int(
            flooredDivision(nanoseconds, 1_000_000) - Int64(day.number) * 86_400_000)
        let seconds = milliseconds / 1_000
        var bytes = InlineArray<24, UInt8>(repeating: ASCII.zero)
        write(day.civil, to: &bytes)
        bytes[10] = ASCII.letterT
        writeDigits(seconds / 3_600, 2, to: &bytes, at: 11)
        bytes[13] = ASCII.colon
        writeDigits(seconds / 60 % 60, 2, to: &bytes, at: 14)
        bytes[16] = ASCII.colon
        writeDigits(seconds % 60, 2, to: &bytes, at: 17)
        bytes[19] = ASCII.point
        writeDigits(milliseconds % 1_000, 3, to: &bytes, at: 20)
        bytes[23] = ASCII.letterZ
        return bytes
    }

    /// Reads the 24 bytes that `iso8601` writes, and nothing else.
    public init?(iso8601 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 24, bytes[10] == ASCII.letterT, bytes[13] == ASCII.colon,
            bytes[16] == ASCII.colon, bytes[19] == ASCII.point, bytes[23] == ASCII.letterZ,
            let day = Day(iso8601: UnsafeBufferPointer(rebasing: bytes[..<10])),
            let hour = digits(in: bytes[11..<13]), let minute = digits(in: bytes[14..<16]),
            let second = digits(in: bytes[17..<19]), let fraction = digits(in: bytes[20..<23]),
            hour < 24, minute < 60, second < 60, (1678...2261).contains(day.civil.year)
        else { return nil }
        let midnight = Timestamp(day: day, seconds: hour * 3_600 + minute * 60 + second)
        self.init(nanoseconds: midnight.nanoseconds + Int64(fraction) * 1_000_000)
    }
}

extension Day {
    /// ISO 8601 as bytes of ASCII: `2026-01-22`; nil for years of more or less than four digits.
    public var iso8601: InlineArray<10, UInt8>? {
        let date = civil
        guard (0...9_999).contains(date.year) else { return nil }
        var bytes = InlineArray<10, UInt8>(repeating: ASCII.zero)
        write(date, to: &bytes)
        return bytes
    }

    /// Reads the 10 bytes that `iso8601` writes, and nothing else.
    public init?(iso8601 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == ASCII.dash, bytes[7] == ASCII.dash,
            let year = digits(in: bytes[0..<4]), let month = digits(in: bytes[5..<7]),
            let day = digits(in: bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension String {
    /// A text of bytes that are all ASCII.
    init<let count: Int>(ascii bytes: InlineArray<count, UInt8>) {
        self.init(unsafeUninitializedCapacity: count) { buffer in
            for index in bytes.indices { buffer.initializeElement(at: index, to: bytes[index]) }
            return count
        }
    }
}

/// The letters of a date.
private enum ASCII {
    static let dash: UInt8 = 45
    static let point: UInt8 = 46
    static let zero: UInt8 = 48
    static let colon: UInt8 = 58
    static let letterT: UInt8 = 84
    static let letterZ: UInt8 = 90
}

private func write<let count: Int>(
    _ date: (year: Int, month: Int, day: Int), to bytes: inout InlineArray<count, UInt8>
) {
    writeDigits(date.year, 4, to: &bytes, at: 0)
    bytes[4] = ASCII.dash
    writeDigits(date.month, 2, to: &bytes, at: 5)
    bytes[7] = ASCII.dash
    writeDigits(date.day, 2, to: &bytes, at: 8)
}

private func writeDigits<let count: Int>(
    _ value: Int, _ digits: Int, to bytes: inout InlineArray<count, UInt8>, at start: Int
) {
    var rest = value
    for index in stride(from: start + digits - 1, through: start, by: -1) {
        bytes[index] = ASCII.zero + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
    }
}

/// A number of decimal digits only, or nil.
private func digits(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var value = 0
    for byte in bytes {
        let digit = byte &- ASCII.zero
        guard digit < 10 else { return nil }
        value = value * 10 + Int(digit)
    }
    return value
}

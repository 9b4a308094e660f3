/// Reads the time of day of a stamp, and its zone where it has one.
struct ClockField {
    private var index: Int
    private let end: Int
    private(set) var seconds = 0
    private(set) var nanoseconds: Int64 = 0
    /// Seconds east of UTC.
    private(set) var offset: Int?

    init(_ field: Range<Int>) { (index, end) = (field.lowerBound, field.upperBound) }

    /// False where the text is no time of day.
    mutating func read(_ bytes: Span<UInt8>) -> Bool {
        guard let hour = pair(bytes, below: 24) else { return false }
        let hasColons = skip(58, bytes)
        guard let minute = pair(bytes, below: 60) else { return false }
        seconds = hour * 3_600 + minute * 60
        if hasColons ? skip(58, bytes) : index < end && bytes[index] &- 48 <= 9 {
            guard let second = pair(bytes, below: 60) else { return false }
            seconds += second
            if skip(46, bytes), !readFraction(bytes) { return false }
        }
        return readZone(bytes) && index == end
    }

    private mutating func skip(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard index < end, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func pair(_ bytes: Span<UInt8>, below limit: Int) -> Int? {
        guard index + 2 <= end, let value = StampReader.number(bytes, index..<(index + 2)),
            value < limit
        else { return nil }
        index += 2
        return value
    }

    /// One to nine digits.
    private mutating func readFraction(_ bytes: Span<UInt8>) -> Bool {
        var scale: Int64 = 100_000_000
        let start = index
        while index < end, bytes[index] &- 48 <= 9 {
            guard scale > 0 else { return false }
            nanoseconds += Int64(bytes[index] - 48) * scale
            scale /= 10
            index += 1
        }
        return index > start
    }

    /// `Z`, `+01:00`, `+0100`, `+01`, or nothing.
    private mutating func readZone(_ bytes: Span<UInt8>) -> Bool {
        guard index < end else { return true }
        if skip(90, bytes) || skip(122, bytes) {
            offset = 0
            return true
        }
        let isWest = bytes[index] == 45
        guard isWest || bytes[index] == 43 else { return false }
        index += 1
        guard let hours = pair(bytes, below: 24) else { return false }
        _ = skip(58, bytes)
        let minutes = index < end ? pair(bytes, below: 60) : 0
        guard let minutes else { return false }
        offset = (isWest ? -1 : 1) * (hours * 3_600 + minutes * 60)
        return true
    }
}

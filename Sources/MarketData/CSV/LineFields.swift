/// The fields of one line of CSV, as ranges of the file's bytes.
///
/// One value is used for all lines of a file, so that a line costs no allocation.
struct LineFields {
    /// Longer lines are refused: no bar needs them.
    static let bytesMax = 4_096
    /// More fields are refused: no source has them.
    static let countMax = 64

    private(set) var count = 0
    private var starts = [Int](repeating: 0, count: countMax)
    private var ends = [Int](repeating: 0, count: countMax)

    /// Where a field lies, without its quotes and outer spaces.
    ///
    /// - Precondition: `index` is below `count`.
    subscript(_ index: Int) -> Range<Int> {
        @inline(__always) get { Range(uncheckedBounds: (starts[index], ends[index])) }
    }

    /// Whether the line holds nothing.
    var isBlank: Bool { count == 1 && starts[0] == ends[0] }

    /// Reads the line at `offset`, and returns where the next one starts.
    mutating func read(_ bytes: Span<UInt8>, from offset: Int) throws(LineFault) -> Int {
        count = 0
        let limit = min(bytes.count, offset + Self.bytesMax)
        var (start, index) = (offset, offset)
        while index < limit {
            let byte = bytes[index]
            if byte > 44 {  // Digits and letters, which are nearly all bytes.
                index += 1
            } else if byte == 44 {
                try add(bytes, start, index)
                index += 1
                start = index
            } else if byte == 10 {
                try add(bytes, start, index)
                return index + 1
            } else if byte == 34, start == index {
                let (next, isLast) = try readQuoted(bytes, from: index, limit: limit)
                if isLast { return next }
                (start, index) = (next, next)
            } else {
                index += 1
            }
        }
        guard index == bytes.count else { throw .tooLong(bytesMax: Self.bytesMax) }
        try add(bytes, start, index)
        return index
    }

    /// Reads a field in quotes, and returns where to go on and whether the line is over.
    private mutating func readQuoted(
        _ bytes: Span<UInt8>, from quote: Int, limit: Int
    ) throws(LineFault) -> (next: Int, isLast: Bool) {
        var end = quote + 1
        while end < limit, bytes[end] != 34, bytes[end] != 10 { end += 1 }
        guard end < limit, bytes[end] == 34 else { throw .quote }
        try add(bytes, quote + 1, end)
        var next = end + 1
        if next < bytes.count, bytes[next] == 13 { next += 1 }
        guard next < bytes.count else { return (next, true) }
        guard bytes[next] == 10 || (bytes[next] == 44 && next == end + 1) else { throw .quote }
        return (next + 1, bytes[next] == 10)
    }

    @inline(__always)
    private mutating func add(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(LineFault) {
        guard count < Self.countMax else { throw .tooManyFields(most: Self.countMax) }
        var (start, end) = (start, end)
        while start < end, Self.isSpace(bytes[start]) { start += 1 }
        while start < end, Self.isSpace(bytes[end - 1]) { end -= 1 }
        starts[count] = start
        ends[count] = end
        count += 1
    }

    /// Space, tab, and the carriage return of CRLF.
    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 13 || byte == 9 }
}

extension Span<UInt8> {
    /// A field as text for a message: at most 40 characters, nothing that moves a terminal.
    func excerpt(_ field: Range<Int>) -> String {
        let text = String(decoding: array(field.prefix(200)), as: UTF8.self)
        let cut = text.prefix(40).unicodeScalars.map { scalar in
            scalar.value < 32 || scalar.value == 127 ? "?" : Character(scalar)
        }
        return String(cut.prefix(40))
    }

    /// A copy of a range of bytes, for the slow paths.
    func array(_ range: Range<Int>) -> [UInt8] {
        var copy: [UInt8] = []
        for index in range { copy.append(self[index]) }
        return copy
    }
}

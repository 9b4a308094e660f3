import Domain

/// The period and the ticker of a file's rows, where it has such columns: the same in all rows.
struct RowNames {
    private let period: Int?
    private let ticker: Int?
    private var firstPeriod: String?
    private var firstTicker: String?
    /// The length that the period of the rows states.
    private(set) var timeframe: Timeframe?

    /// The columns to watch.
    init(period: Int?, ticker: Int?) { (self.period, self.ticker) = (period, ticker) }

    /// Checks the row read last.
    @inline(__always)
    mutating func read(_ lines: CSVLines, _ bytes: Span<UInt8>) throws(BarFileError) {
        guard period != nil || ticker != nil else { return }
        try compare(lines, bytes)
    }

    private mutating func compare(
        _ lines: CSVLines, _ bytes: Span<UInt8>
    ) throws(BarFileError) {
        if let ticker { firstTicker = try common(ticker, firstTicker, lines, bytes) }
        guard let period else { return }
        let text = try common(period, firstPeriod, lines, bytes)
        guard firstPeriod == nil else { return }
        guard let timeframe = Self.timeframe(ofPeriod: text) else {
            throw lines.error(period, bytes, .noPeriod)
        }
        (firstPeriod, self.timeframe) = (text, timeframe)
    }

    /// The text of a field, which is that of the first row.
    private func common(
        _ column: Int, _ first: String?, _ lines: CSVLines, _ bytes: Span<UInt8>
    ) throws(BarFileError) -> String {
        let text = bytes.excerpt(lines.fields[column])
        if let first, text != first { throw lines.error(column, bytes, .differs(from: first)) }
        return text
    }

    private static func timeframe(ofPeriod text: String) -> Timeframe? {
        if text.uppercased() == "D" { return .day1 }
        return Timeframe.allCases.first { $0 != .day1 && String($0.seconds / 60) == text }
    }
}

import Domain
import MarketCalendar

/// Reads the rows of a CSV file of bars: the loop that a million lines go through.
struct BarRows {
    private var bars: [Bar] = []
    /// How many prices were finer than a nanodollar.
    private(set) var roundedPrices = 0
    /// Whether rows have dates, not instants; nil before the first.
    private(set) var isDated: Bool?
    private let columns: BarColumns
    private var lines: CSVLines
    private var stamps: StampReader
    private var names: RowNames
    /// Set by a second row before the first: newest first if the third goes on like it.
    private var disorder: BarFileError?

    init(_ bytes: Span<UInt8>, options: BarFileOptions) throws(BarFileError) {
        var lines = CSVLines()
        try lines.readHeader(bytes)
        columns = try BarColumns(names: lines.header.names)
        names = RowNames(period: columns.period, ticker: columns.ticker)
        stamps = StampReader(zone: options.zone ?? columns.zone)
        self.lines = lines
    }

    /// The length of the bars, where a `<PER>` states it.
    var period: Timeframe? { names.timeframe }

    /// The name of the column that holds the time.
    var stampName: String { columns.names[columns.stamp] }

    /// Reads all rows.
    mutating func read(_ bytes: Span<UInt8>, progress: (Double) throws -> Void) throws {
        let step = max(1, bytes.count / 100)
        var report = step
        bars.reserveCapacity(bytes.count / 48 + 16)  // Few sources write shorter lines.
        while try lines.next(bytes) {
            try readRow(bytes)
            if lines.offset >= report, lines.offset < bytes.count {
                try progress(Double(lines.offset) / Double(bytes.count))
                report = lines.offset + step
            }
        }
        if disorder != nil { throw BarFileError.newestFirst }
        guard !bars.isEmpty else { throw BarFileError.noRows }
        try progress(1)
    }

    /// Gives the bars away, so that they are not copied when they change.
    mutating func takeBars() -> [Bar] {
        defer { bars = [] }
        return bars
    }

    private mutating func readRow(_ bytes: Span<UInt8>) throws(BarFileError) {
        try names.read(lines, bytes)
        let start = try start(bytes)
        let bar = Bar(
            start: start, open: try price(columns.open, bytes),
            high: try price(columns.high, bytes), low: try price(columns.low, bytes),
            close: try price(columns.close, bytes), volume: try volume(bytes))
        if let fault = bar.fault {
            throw lines.error(column(of: fault, in: bar), bytes, .impossible(fault))
        }
        if let previous = bars.last?.start, start <= previous || disorder != nil {
            try settleOrder(start, after: previous, bytes)
        }
        bars.append(bar)
    }

    private mutating func start(_ bytes: Span<UInt8>) throws(BarFileError) -> Timestamp {
        let isFirst = isDated == nil
        do throws(FieldFault) {
            switch try stamp(bytes) {
            case .day(let day):
                guard isFirst || isDated == true else { throw FieldFault.mixedStamps }
                isDated = true
                return NewYork.instant(of: day, secondsOfDay: 0)
            case .instant(let instant):
                guard isFirst || isDated == false else { throw FieldFault.mixedStamps }
                isDated = false
                return instant
            }
        } catch {
            throw lines.error(columns.stamp, bytes, error)
        }
    }

    private mutating func stamp(_ bytes: Span<UInt8>) throws(FieldFault) -> Stamp {
        let stamp = try stamps.read(bytes, lines.fields[columns.stamp])
        guard let clock = columns.clock, names.timeframe != .day1 else { return stamp }
        guard case .day(let day) = stamp else { return stamp }
        let field = lines.fields[clock]
        return field.isEmpty ? stamp : .instant(try stamps.clock(bytes, field, of: day))
    }

    @inline(__always)
    private mutating func price(
        _ column: Int, _ bytes: Span<UInt8>
    ) throws(BarFileError) -> Price {
        do {
            let read = try DecimalField.price(bytes, lines.fields[column])
            if read.wasRounded { roundedPrices += 1 }
            return read.price
        } catch {
            throw lines.error(column, bytes, error)
        }
    }

    @inline(__always)
    private func volume(_ bytes: Span<UInt8>) throws(BarFileError) -> Volume {
        do {
            return try DecimalField.volume(bytes, lines.fields[columns.volume])
        } catch {
            throw lines.error(columns.volume, bytes, error)
        }
    }

    /// The column whose value makes the bar impossible.
    private func column(of fault: BarFault, in bar: Bar) -> Int {
        switch fault {
        case .priceNotPositive:
            let prices = [
                (bar.open, columns.open), (bar.high, columns.high), (bar.close, columns.close),
            ]
            return prices.first { $0.0 <= .zero }?.1 ?? columns.low
        case .highBelowLow: return columns.high
        case .priceAboveHigh: return bar.open > bar.high ? columns.open : columns.close
        case .priceBelowLow: return bar.open < bar.low ? columns.open : columns.close
        case .negativeVolume: return columns.volume
        }
    }

    /// Times ascend; a file that begins by descending twice is called newest first.
    private mutating func settleOrder(
        _ start: Timestamp, after previous: Timestamp, _ bytes: Span<UInt8>
    ) throws(BarFileError) {
        if let disorder { throw start < previous ? .newestFirst : disorder }
        guard start < previous else { throw lines.error(columns.stamp, bytes, .repeatedTime) }
        let error = lines.error(columns.stamp, bytes, .notAfter(previous))
        guard bars.count == 1 else { throw error }
        disorder = error
    }
}

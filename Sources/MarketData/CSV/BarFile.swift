public import Domain

/// The bars of a CSV file, complete and checked.
///
/// There is no part of a file: whoever holds a `BarFile` holds all its rows, oldest first, each bar
/// possible, no time twice; otherwise there was an error that names the line. It reads what Yahoo,
/// Stooq, Alpaca and our own samples write.
public struct BarFile: Sendable {
    /// The bars, oldest first. Bars of days start at midnight in New York, as Alpaca's do.
    public let bars: [Bar]
    /// The length of each; nil for a single bar with a time of day, which tells none.
    public let timeframe: Timeframe?
    /// How many prices were finer than a nanodollar, and were rounded half-even.
    public let roundedPrices: Int

    /// Reads a file.
    ///
    /// - Parameter progress: called with the fraction done, about a hundred times; what it throws
    ///   ends the import.
    /// - Throws: `BarFileError`, or what `progress` throws.
    public init(
        path: String, options: BarFileOptions = BarFileOptions(),
        progress: (Double) throws -> Void = { _ in }
    ) throws {
        let bytes = try FileBytes.read(path)
        try self.init(bytes: bytes.span, options: options, progress: progress)
    }

    /// Reads a file's bytes; otherwise as above.
    public init(
        bytes: Span<UInt8>, options: BarFileOptions = BarFileOptions(),
        progress: (Double) throws -> Void = { _ in }
    ) throws {
        var rows = try BarRows(bytes, options: options)
        try rows.read(bytes, progress: progress)
        var bars = rows.takeBars()
        let grid = BarGrid(stampName: rows.stampName, isDated: rows.isDated == true)
        timeframe = try grid.settle(&bars, asked: options.timeframe ?? rows.period)
        self.bars = bars
        roundedPrices = rows.roundedPrices
    }
}

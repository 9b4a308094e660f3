public import Domain
import GRDB

/// The bars that are held: whole series, a packed row for each month.
public struct BarStore: Sendable {
    let ledger: Ledger

    /// Makes `bars` the whole of a series, in one transaction: all of it or, on an error, nothing.
    ///
    /// Only months that differ are written, so adding a day to years of bars costs one month.
    ///
    /// - Throws: `.refused` where the bars are not in order of time, each at a time of its own.
    @discardableResult
    public func save(
        _ bars: [Bar], of symbol: Symbol, _ timeframe: Timeframe
    ) async throws(StorageError) -> BarSaving {
        if let index = Self.firstOutOfOrder(bars) {
            throw .refused("the bar at \(bars[index].start) does not come after the one before it")
        }
        let months = PackedMonth.months(of: bars)
        let series = SeriesKey(symbol: symbol.description, timeframe: timeframe.rawValue)
        return try await ledger.writeBeside { db in try BarRows.save(months, of: series, in: db) }
    }

    /// The bars of a series that start within `range`, or all of them.
    ///
    /// - Throws: `.corrupt` where a stored month is not what was saved.
    public func load(
        _ symbol: Symbol, _ timeframe: Timeframe, within range: Range<Timestamp>? = nil
    ) async throws(StorageError) -> [Bar] {
        let series = SeriesKey(symbol: symbol.description, timeframe: timeframe.rawValue)
        return try await ledger.read { db in
            try BarRows.load(series, within: range, in: db)
        }
    }

    /// All series held, by symbol and length.
    public func series() async throws(StorageError) -> [BarSeries] {
        try await ledger.read { db in try BarRows.series(in: db) }
    }

    private static func firstOutOfOrder(_ bars: [Bar]) -> Int? {
        bars.withUnsafeBufferPointer { bars in
            var index = 1
            while index < bars.count {
                if bars[index].start <= bars[index - 1].start { return index }
                index += 1
            }
            return nil
        }
    }
}

extension Ledger {
    /// The bars of this file.
    public var bars: BarStore { BarStore(ledger: self) }
}

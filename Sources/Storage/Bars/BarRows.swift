import Domain
import FoundationEssentials
import GRDB

/// Which series, as the table names it.
struct SeriesKey: Sendable {
    let symbol: String
    let timeframe: String

    var arguments: StatementArguments { [symbol, timeframe] }
}

/// The statements on the table `bars`.
enum BarRows {
    /// The payload carries no checksum of the row's own: its digest does that, and is sealed.
    static let table = SealedTable(
        "bars", key: ["symbol", "timeframe", "month"],
        columns: ["symbol", "timeframe", "month", "count", "first_ns", "last_ns", "digest"],
        derived: ["payload"])

    static func save(
        _ months: [PackedMonth], of series: SeriesKey, in db: Database
    ) throws -> BarSaving {
        var outcome = BarSaving()
        let kept = Set(months.map(\.month))
        let held = try String.fetchAll(
            db, sql: "SELECT month FROM bars WHERE symbol = ? AND timeframe = ?",
            arguments: series.arguments)
        for month in held where !kept.contains(month) {
            try delete(month, of: series, in: db)
            outcome.monthsDeleted += 1
        }
        let known = Set(held)
        for month in months {
            if known.contains(month.month), try isHeld(month, of: series, in: db) {
                outcome.monthsKept += 1
                continue
            }
            if known.contains(month.month) { try delete(month.month, of: series, in: db) }
            try insert(month, of: series, in: db)
            outcome.monthsWritten += 1
        }
        return outcome
    }

    /// Whether the row is what saving would write; the bytes themselves are compared, so that
    /// saving a damaged series again repairs it.
    private static func isHeld(
        _ month: PackedMonth, of series: SeriesKey, in db: Database
    ) throws -> Bool {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT * FROM bars WHERE symbol = ? AND timeframe = ? AND month = ?"),
            arguments: [series.symbol, series.timeframe, month.month])
        guard let row else { return false }
        return row["payload"] == month.payload && row["digest"] == month.digest
            && row["count"] == month.count && table.changedColumns(of: row).isEmpty
    }

    private static func delete(
        _ month: String, of series: SeriesKey, in db: Database
    ) throws {
        try db.cachedStatement(
            sql: "DELETE FROM bars WHERE symbol = ? AND timeframe = ? AND month = ?"
        ).execute(arguments: [series.symbol, series.timeframe, month])
    }

    private static func insert(
        _ month: PackedMonth, of series: SeriesKey, in db: Database
    ) throws {
        let values = [
            series.symbol.databaseValue, series.timeframe.databaseValue,
            month.month.databaseValue, month.count.databaseValue,
            month.first.databaseValue, month.last.databaseValue, month.digest.databaseValue,
        ]
        try table.insert(values, derived: [month.payload.databaseValue], into: db)
    }

    static func load(
        _ series: SeriesKey, within range: Range<Timestamp>?, in db: Database
    ) throws -> [Bar] {
        var bars: [Bar] = []
        try visit(series, within: range, in: db) { month, count, payload in
            if bars.isEmpty { bars.reserveCapacity(count) }
            PackedMonth.unpack(payload, within: range, into: &bars)
        }
        return bars
    }

    /// Calls `body` with each stored month that was found whole, oldest first, and with how many
    /// bars all of them hold.
    private static func visit(
        _ series: SeriesKey, within range: Range<Timestamp>?, in db: Database,
        _ body: (_ month: String, _ total: Int, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        if let range, range.isEmpty { return }
        let bounds = [
            range?.lowerBound.nanoseconds ?? .min,
            range.map { $0.upperBound.nanoseconds - 1 } ?? .max,
        ]
        let condition = "symbol = ? AND timeframe = ? AND last_ns >= ? AND first_ns <= ?"
        let arguments = series.arguments + StatementArguments(bounds)
        let total =
            try Int.fetchOne(
                db, sql: "SELECT sum(count) FROM bars WHERE \(condition)", arguments: arguments)
            ?? 0
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT month, count, payload, digest FROM bars WHERE \(condition) ORDER BY month",
            arguments: arguments)
        while let row = try rows.next() {
            let month: String = row[0]
            let (count, digest): (Int, Data) = (row[1], row[3])
            try row.withUnsafeData(atIndex: 2) { payload in
                try payload?.withUnsafeBytes { bytes in
                    guard bytes.count == count * PackedMonth.bytesPerBar,
                        PayloadChecksum.data(bytes) == digest
                    else {
                        throw StorageError.corrupt(
                            "the bars of \(series.symbol) \(series.timeframe) in \(month)")
                    }
                    try body(month, total, bytes)
                }
            }
        }
    }

    static func series(in db: Database) throws -> [BarSeries] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT symbol, timeframe, min(first_ns), max(last_ns), sum(count) FROM bars
                GROUP BY symbol, timeframe ORDER BY symbol, timeframe
                """)
        return try rows.map { row in
            let (symbol, timeframe): (String, String) = (row[0], row[1])
            guard let symbol = Symbol(symbol), let timeframe = Timeframe(rawValue: timeframe)
            else { throw StorageError.corrupt("a series of bars named \(symbol) \(timeframe)") }
            return BarSeries(
                symbol: symbol, timeframe: timeframe, first: Timestamp(nanoseconds: row[2]),
                last: Timestamp(nanoseconds: row[3]), count: row[4])
        }
    }
}

public import Domain
import GRDB

/// The trades listed on one New York day, and what the account was worth at its ends.
public struct DayGroup: Hashable, Sendable {
    /// The day.
    public let day: Day
    /// What was realized on it.
    public internal(set) var realized: Money
    /// How many trades are listed on it.
    public internal(set) var trades: Int64
    /// How many of them are held.
    public internal(set) var open: Int64
    /// The first mark of the day; nil where none was written.
    public internal(set) var first: EquityMark?
    /// The last mark of the day.
    public internal(set) var last: EquityMark?
}

extension Ledger {
    /// The days that have trades or equity marks, newest first.
    public func dayGroups(
        _ mode: TradingMode, epoch: Int64? = nil, from: Day? = nil, limit: Int = 30
    ) async throws(StorageError) -> [DayGroup] {
        try await read { db in
            let tables = Tables.of(mode)
            let epoch = try epoch ?? Epochs.current(mode, in: db)
            let reading = DayReading(
                tables: tables, epoch: epoch, from: from?.description ?? "", limit: limit, db: db)
            return try reading.groups()
        }
    }

    /// The equity marks of an epoch in the order of time: first and last of each New York day.
    public func equityMarks(
        _ mode: TradingMode, epoch: Int64? = nil, from: Day? = nil
    ) async throws(StorageError) -> [EquityMark] {
        try await read { db in
            let tables = Tables.of(mode)
            let epoch = try epoch ?? Epochs.current(mode, in: db)
            let reading = DayReading(
                tables: tables, epoch: epoch, from: from?.description ?? "", limit: .max, db: db)
            return try reading.marks().map(\.mark)
        }
    }
}

/// Reads days from the trades and the equity marks.
private struct DayReading {
    let tables: Tables
    let epoch: Int64
    let from: String
    let limit: Int
    let db: Database

    func groups() throws -> [DayGroup] {
        var groups = try listed()
        for (day, moment, mark) in try marks(newest: limit) {
            var group = groups[day] ?? DayGroup(day: day, realized: .zero, trades: 0, open: 0)
            if moment == "first" { group.first = mark } else { group.last = mark }
            groups[day] = group
        }
        return Array(groups.values.sorted { $0.day > $1.day }.prefix(limit))
    }

    private func listed() throws -> [Day: DayGroup] {
        let sql = """
            SELECT listed_on, count(*), sum(status = 0),
                coalesce(sum(CASE WHEN status = 1 THEN realized_nanos END), 0)
            FROM \(tables.trades) WHERE \(tables.tradeEpoch) = ? AND listed_on >= ?
            GROUP BY listed_on ORDER BY listed_on DESC LIMIT ?
            """
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: sql), arguments: [epoch, from, limit])
        var groups: [Day: DayGroup] = [:]
        while let row = try rows.next() {
            var cells = Cells(row, of: tables.trades)
            let day = try cells.parsed { Day($0) }
            let (trades, open) = (try cells.integer(), try cells.integer())
            groups[day] = DayGroup(
                day: day, realized: try cells.amount(), trades: trades, open: open)
        }
        return groups
    }

    func marks(newest days: Int = .max) throws -> [(day: Day, moment: String, mark: EquityMark)] {
        let most = days > Int.max / 2 ? Int.max : days * 2
        let sql = """
            SELECT day, moment, equity_nanos, cash_nanos, positions_value_nanos, time_ns
            FROM \(tables.equity.name) WHERE epoch = ? AND day >= ?
            ORDER BY day DESC, moment DESC LIMIT ?
            """
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: sql), arguments: [epoch, from, most])
        var marks: [(day: Day, moment: String, mark: EquityMark)] = []
        while let row = try rows.next() {
            var cells = Cells(row, of: tables.equity.name)
            let (day, moment) = (try cells.parsed { Day($0) }, try cells.text())
            let mark = EquityMark(
                equity: try cells.amount(), cash: try cells.amount(),
                positionsValue: try cells.amount(), time: try cells.time())
            marks.append((day, moment, mark))
        }
        return marks.reversed()
    }
}

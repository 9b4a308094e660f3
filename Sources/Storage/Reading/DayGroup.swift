public import Domain
import GRDB
import MarketCalendar

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
    /// How many of them are closed; the others were ended by a reset.
    public internal(set) var closed: Int64
    /// The first mark of the day; nil where none was written.
    public internal(set) var first: EquityMark?
    /// The last mark of the day.
    public internal(set) var last: EquityMark?
    /// What was paid in and out since the first mark.
    public internal(set) var deposits = Money.zero
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

extension DayGroup {
    /// A day without trades.
    fileprivate init(empty day: Day) {
        self.init(day: day, realized: .zero, trades: 0, open: 0, closed: 0)
    }
}

/// Reads days from their kept sums and the equity marks.
private struct DayReading {
    let tables: Tables
    let epoch: Int64
    let from: String
    let limit: Int
    let db: Database

    func groups() throws -> [DayGroup] {
        var groups = try listed()
        for (day, moment, mark) in try marks(newest: limit) {
            var group = groups[day] ?? DayGroup(empty: day)
            if moment == "first" { group.first = mark } else { group.last = mark }
            groups[day] = group
        }
        for (time, amount) in try deposits() {
            let day = NewYork.day(of: time)
            guard let first = groups[day]?.first, time > first.time else { continue }
            try groups[day]?.deposits += amount
        }
        return Array(groups.values.sorted { $0.day > $1.day }.prefix(limit))
    }

    private static let sql = PerMode { tables in
        (
            days: """
            SELECT day, \(SumStore.columns) FROM \(tables.days)
            WHERE epoch = ? AND day >= ? ORDER BY day DESC LIMIT ?
            """,
            marks: """
            SELECT day, moment, equity_nanos, cash_nanos, positions_value_nanos, time_ns
            FROM \(tables.equity.name) WHERE epoch = ? AND day >= ?
            ORDER BY day DESC, moment DESC LIMIT ?
            """,
            deposits: """
            SELECT time_ns, amount_nanos FROM \(tables.cash.name)
            WHERE epoch = ? AND kind IN ('deposit', 'withdrawal')
            """
        )
    }

    private func listed() throws -> [Day: DayGroup] {
        var groups: [Day: DayGroup] = [:]
        let statement = PreparedStatement(Self.sql[tables.mode].days, in: db)
        try statement.each({ bind(limit, to: &$0) }, of: tables.days) { cells in
            let day = try cells.parsed { Day($0) }
            let sums = try TradeSums(from: &cells)
            groups[day] = DayGroup(
                day: day, realized: sums.realized, trades: sums.count, open: sums.open,
                closed: sums.closed)
        }
        return groups
    }

    /// All deposits and withdrawals of the epoch: they are few.
    private func deposits() throws -> [(time: Timestamp, amount: Money)] {
        var deposits: [(time: Timestamp, amount: Money)] = []
        let statement = PreparedStatement(Self.sql[tables.mode].deposits, in: db)
        try statement.each({ $0.add(epoch) }, of: tables.cash.name) { cells in
            deposits.append((try cells.time(), try cells.amount()))
        }
        return deposits
    }

    private func bind(_ limit: Int, to row: inout RowBinding) {
        row.add(epoch)
        row.add(from)
        row.add(Int64(limit))
    }

    func marks(newest days: Int = .max) throws -> [(day: Day, moment: String, mark: EquityMark)] {
        let most = days > Int.max / 2 ? Int.max : days * 2
        var marks: [(day: Day, moment: String, mark: EquityMark)] = []
        let statement = PreparedStatement(Self.sql[tables.mode].marks, in: db)
        try statement.each({ bind(most, to: &$0) }, of: tables.equity.name) { cells in
            let (day, moment) = (try cells.parsed { Day($0) }, try cells.text())
            let mark = EquityMark(
                equity: try cells.amount(), cash: try cells.amount(),
                positionsValue: try cells.amount(), time: try cells.time())
            marks.append((day, moment, mark))
        }
        return marks.reversed()
    }
}

import Domain
import GRDB

/// Reads and writes the kept sums of one mode's trades, inside a transaction.
final class SumStore {
    private let tables: Tables
    private let addingDay: PreparedStatement
    private let addingTally: PreparedStatement
    private let removingDay: PreparedStatement
    private let tally: PreparedStatement

    private struct SQL {
        let addingDay, addingTally, removingDay, tally: String
        let cancellingDays, cancellingTallies: String
    }

    static let columns = "trades_open, trades_closed, trades_cancelled, realized_nanos"

    private static let sql = PerMode { tables in
        let adding = """
            DO UPDATE SET trades_open = trades_open + excluded.trades_open,
                trades_closed = trades_closed + excluded.trades_closed,
                trades_cancelled = trades_cancelled + excluded.trades_cancelled,
                realized_nanos = realized_nanos + excluded.realized_nanos
            """
        let cancelling = """
            SET trades_cancelled = trades_cancelled + trades_open, trades_open = 0
            WHERE epoch = ? AND trades_open > 0
            """
        return SQL(
            addingDay: """
                INSERT INTO \(tables.days) (epoch, day, \(columns)) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (epoch, day) \(adding)
                """,
            addingTally: """
                INSERT INTO \(tables.tallies) (epoch, kind, name, \(columns))
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (epoch, kind, name) \(adding)
                """,
            removingDay: """
                DELETE FROM \(tables.days)
                WHERE epoch = ? AND day = ?
                    AND trades_open + trades_closed + trades_cancelled = 0
                """,
            tally: """
                SELECT \(columns) FROM \(tables.tallies)
                WHERE epoch = ? AND kind = ? AND name = ?
                """, cancellingDays: "UPDATE \(tables.days) \(cancelling)",
            cancellingTallies: "UPDATE \(tables.tallies) \(cancelling)")
    }

    init(tables: Tables, db: Database) {
        let sql = Self.sql[tables.mode]
        self.tables = tables
        addingDay = PreparedStatement(sql.addingDay, in: db)
        addingTally = PreparedStatement(sql.addingTally, in: db)
        removingDay = PreparedStatement(sql.removingDay, in: db)
        tally = PreparedStatement(sql.tally, in: db)
    }

    /// Adds a change to the sums of a key; a day without trades has no row.
    func add(_ change: TradeSums, to key: SumKey, epoch: Int64) throws {
        switch key {
        case .day(let day):
            try addingDay.run { row in
                row.add(epoch)
                row.add(iso: day)
                row.add(change)
            }
            guard change.count < 0 else { return }
            try removingDay.run { row in
                row.add(epoch)
                row.add(iso: day)
            }
        case .symbol(let symbol): try add(change, to: "symbol", symbol.description, epoch)
        case .strategy(let name): try add(change, to: "strategy", name.description, epoch)
        }
    }

    private func add(
        _ change: TradeSums, to kind: String, _ name: String, _ epoch: Int64
    ) throws {
        try addingTally.run { row in
            row.add(epoch)
            row.add(kind)
            row.add(name)
            row.add(change)
        }
    }

    /// The sums of a symbol or strategy, all zero where it has no trades.
    func tally(_ kind: String, _ name: String, epoch: Int64) throws -> TradeSums {
        try tally.first(
            { row in
                row.add(epoch)
                row.add(kind)
                row.add(name)
            }, of: tables.tallies
        ) { try TradeSums(from: &$0) } ?? TradeSums()
    }

    /// Counts what is open in an epoch as cancelled.
    static func cancelOpen(_ epoch: Int64, _ tables: Tables, in db: Database) throws {
        let sql = sql[tables.mode]
        for text in [sql.cancellingDays, sql.cancellingTallies] {
            try PreparedStatement(text, in: db).run { $0.add(epoch) }
        }
    }
}

extension TradeSums {
    /// Reads the columns of `SumStore`.
    init(from cells: inout Cells) throws {
        open = try cells.integer()
        closed = try cells.integer()
        cancelled = try cells.integer()
        realized = try cells.amount()
    }
}

extension RowBinding {
    /// Binds the columns of `SumStore`.
    fileprivate mutating func add(_ sums: TradeSums) {
        add(sums.open)
        add(sums.closed)
        add(sums.cancelled)
        add(sums.realized)
    }
}

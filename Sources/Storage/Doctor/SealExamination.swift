import Domain
import GRDB

/// Compares every row of truth with the seal that it was written with.
enum SealExamination {
    /// All tables that carry seals.
    static var tables: [SealedTable] {
        let books = TradingMode.allCases.map(Tables.of).flatMap { tables in
            [
                tables.orders, tables.events, tables.fills, tables.actions, tables.cash,
                tables.marks, tables.equity,
            ]
        }
        return books + [
            .paperEpochs, SettingRows.table, AuditChain.table, SignalRows.table, BarRows.table,
            BacktestRows.results, BacktestRows.chunks, BacktestRows.runs,
            SweepRows.table,
        ]
    }

    static func run(in db: Database, into findings: inout Findings) throws {
        for table in tables {
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table.name)")
            while let row = try rows.next(), !findings.isFull {
                check(row, of: table, into: &findings)
            }
        }
    }

    private static func check(_ row: Row, of table: SealedTable, into findings: inout Findings) {
        let changed = table.changedColumns(of: row)
        guard !changed.isEmpty else { return }
        let key = table.key.map { (row[$0] as DatabaseValue).text }.joined(separator: " ")
        // Each checksum starts from the row's key: where it changed, none fits any more.
        let named = changed.count == table.columns.count ? table.key : changed
        for column in named {
            findings.add(
                table.name, row: key, column: column, found: (row[column] as DatabaseValue).shown,
                expected: "what was sealed with the row")
        }
    }
}

extension DatabaseValue {
    /// The value as part of a row's key.
    var text: String { String.fromDatabaseValue(self) ?? shown }
}

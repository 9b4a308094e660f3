import Domain
import GRDB

extension JournalFold {
    /// Cash that came or went without a trade: its amount is told by the cash row alone.
    mutating func moveCash(_ row: JournalRow) throws {
        guard let found = try source.cash(row.sequence),
            let amount = Int64.fromDatabaseValue(found["amount_nanos"]),
            let kind = String.fromDatabaseValue(found["kind"]),
            ["opening", "deposit", "withdrawal"].contains(kind)
        else {
            throw StorageError.corrupt("a movement of cash without its row in \(tables.cash.name)")
        }
        try moveCash(Money(nanos: amount), kind, row, at: row.at)
    }

    /// Books a movement on the balance, and compares its row.
    mutating func moveCash(
        _ amount: Money, _ kind: String, _ row: JournalRow, at time: Timestamp
    ) throws {
        try totals[row.epoch]?.cash += amount
        guard let found = try source.cash(row.sequence) else {
            findings.add(
                tables.cash.name, row: "\(row.sequence)", found: "no row",
                expected: "\(kind) of \(amount)")
            return
        }
        let balance = totals[row.epoch]?.cash
        findings.compare(
            found, of: tables.cash.name, key: "\(row.sequence)",
            with: [
                ("epoch", row.epoch.databaseValue), ("kind", kind.databaseValue),
                ("amount_nanos", amount.databaseValue), ("balance_nanos", balance.databaseValue),
                ("time_ns", time.databaseValue), ("recorded_ns", row.recordedAt.databaseValue),
            ])
    }
}

extension Findings {
    /// Names every cell of a row that is not what it must be.
    mutating func compare(
        _ row: Row, of table: String, key: String, with expected: ExpectedCells
    ) {
        for (column, value) in expected where (row[column] as DatabaseValue) != value {
            add(
                table, row: key, column: column, found: (row[column] as DatabaseValue).shown,
                expected: value.shown)
        }
    }
}

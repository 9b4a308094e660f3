import GRDB

/// Compares the kept sums of one mode's trades with those that the journal makes.
struct SumExamination {
    let tables: Tables
    let db: Database

    func run(_ sums: FoldedSums, into findings: inout Findings) throws {
        var sums = sums
        try compare(tables.days, key: ["epoch", "day"], with: &sums, into: &findings) { row in
            FoldedSums.Key(
                epoch: Int64.fromDatabaseValue(row["epoch"]) ?? -1, kind: "day",
                name: (row["day"] as DatabaseValue).text)
        }
        for key in sums.keys(areDays: true) {
            findings.add(
                tables.days, row: "\(key.epoch) \(key.name)", found: "no row",
                expected: "the day's sums")
        }
        let columns = ["epoch", "kind", "name"]
        try compare(tables.tallies, key: columns, with: &sums, into: &findings) { row in
            FoldedSums.Key(
                epoch: Int64.fromDatabaseValue(row["epoch"]) ?? -1,
                kind: (row["kind"] as DatabaseValue).text,
                name: (row["name"] as DatabaseValue).text)
        }
        for key in sums.keys(areDays: false) {
            findings.add(
                tables.tallies, row: "\(key.epoch) \(key.kind) \(key.name)", found: "no row",
                expected: "the sums of that \(key.kind)")
        }
    }

    private func compare(
        _ table: String, key columns: [String], with sums: inout FoldedSums,
        into findings: inout Findings, _ key: (Row) -> FoldedSums.Key
    ) throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table)")
        while let row = try rows.next() {
            let name = columns.map { (row[$0] as DatabaseValue).text }.joined(separator: " ")
            guard let cells = sums.take(key(row)) else {
                for column in columns {
                    findings.add(
                        table, row: name, column: column,
                        found: (row[column] as DatabaseValue).text, expected: "no such sum")
                }
                continue
            }
            findings.compare(row, of: table, key: name, with: cells)
        }
    }
}

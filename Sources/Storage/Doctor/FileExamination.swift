import GRDB

/// Asks SQLite itself whether the file is whole.
enum FileExamination {
    static func run(in db: Database, into findings: inout Findings) throws {
        for line in try String.fetchAll(db, sql: "PRAGMA integrity_check(100)") where line != "ok" {
            findings.add("file", found: line, expected: "ok")
        }
        let strays = try Row.fetchCursor(db, sql: "PRAGMA foreign_key_check")
        while let row = try strays.next() {
            let table = String.fromDatabaseValue(row[0]) ?? "?"
            let parent = String.fromDatabaseValue(row[2]) ?? "?"
            let column = try column(of: table, foreignKey: row[3], in: db)
            findings.add(
                table, row: "rowid \(row.shown(1))", column: column,
                found: "a key that stands nowhere", expected: "a row of \(parent)")
        }
    }

    private static func column(
        of table: String, foreignKey: Int?, in db: Database
    ) throws -> String? {
        let sql = "SELECT \"from\" FROM pragma_foreign_key_list(?) WHERE id = ?"
        return try String.fetchOne(db, sql: sql, arguments: [table, foreignKey])
    }
}

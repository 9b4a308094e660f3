import GRDB

/// Compares tables and indexes with those that the migrations make in an empty file.
enum SchemaExamination {
    static func run(in db: Database, into findings: inout Findings) throws {
        let model = try DatabaseQueue()
        try Migrations.migrator.migrate(model)
        let expected = try model.read { try schema(in: $0) }
        let found = try schema(in: db)
        for (name, text) in expected.sorted(by: { $0.key < $1.key }) where found[name] != text {
            findings.add(
                name, found: found[name]?.databaseValue.shown ?? "nothing",
                expected: text.databaseValue.shown)
        }
        for (name, text) in found.sorted(by: { $0.key < $1.key }) where expected[name] == nil {
            findings.add(name, found: text.databaseValue.shown, expected: "no such table")
        }
        try compareMigrations(in: db, with: model, into: &findings)
    }

    /// Tables and indexes by name; SQLite's own statistics do not count.
    private static func schema(in db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT name, coalesce(sql, '') FROM sqlite_master
                WHERE name NOT LIKE 'sqlite_stat%'
                """)
        return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
    }

    private static func compareMigrations(
        in db: Database, with model: DatabaseQueue, into findings: inout Findings
    ) throws {
        for pragma in ["user_version", "application_id"] {
            let sql = "PRAGMA \(pragma)"
            let expected = try model.read { try Int64.fetchOne($0, sql: sql) } ?? 0
            let found = try Int64.fetchOne(db, sql: sql) ?? 0
            if found != expected {
                findings.add(
                    "file", column: pragma, found: "\(found)", expected: "\(expected)")
            }
        }
        let sql = "SELECT identifier FROM grdb_migrations ORDER BY identifier"
        let expected = try model.read { try String.fetchAll($0, sql: sql) }
        let found = try DatabaseValue.fetchAll(db, sql: sql)
        if found != expected.map(\.databaseValue) {
            findings.add(
                "grdb_migrations", column: "identifier",
                found: found.map(\.shown).joined(separator: ", "),
                expected: expected.map(\.databaseValue.shown).joined(separator: ", "))
        }
    }
}

import GRDB

/// Compares tables and indexes with those that the migrations make in an empty file.
enum SchemaExamination {
    /// What the migrations make; the same each time, and so made once.
    private static let model = Result {
        let queue = try DatabaseQueue()
        try Migrations.migrator.migrate(queue)
        return try queue.read { try Schema(in: $0) }
    }

    static func run(in db: Database, into findings: inout Findings) throws {
        let expected = try model.get()
        let found = try Schema(in: db)
        for (name, text) in expected.tables.sorted(by: { $0.key < $1.key })
        where found.tables[name] != text {
            findings.add(
                name, found: found.tables[name]?.databaseValue.shown ?? "nothing",
                expected: text.databaseValue.shown)
        }
        for (name, text) in found.tables.sorted(by: { $0.key < $1.key })
        where expected.tables[name] == nil {
            findings.add(name, found: text.databaseValue.shown, expected: "no such table")
        }
        for (pragma, value) in expected.pragmas where found.pragmas[pragma] != value {
            findings.add(
                "file", column: pragma, found: "\(found.pragmas[pragma] ?? 0)",
                expected: "\(value)")
        }
        if found.migrations != expected.migrations {
            findings.add(
                "grdb_migrations", column: "identifier",
                found: found.migrations.map(\.shown).joined(separator: ", "),
                expected: expected.migrations.map(\.shown).joined(separator: ", "))
        }
    }
}

/// A file's tables and indexes, and how it is marked.
private struct Schema: Sendable {
    /// The statements that made them, by name; SQLite's own statistics do not count.
    let tables: [String: String]
    let pragmas: [String: Int64]
    let migrations: [DatabaseValue]

    init(in db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT name, coalesce(sql, '') FROM sqlite_master
                WHERE name NOT LIKE 'sqlite_stat%'
                """)
        tables = Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
        var pragmas: [String: Int64] = [:]
        for pragma in ["user_version", "application_id"] {
            pragmas[pragma] = try Int64.fetchOne(db, sql: "PRAGMA \(pragma)")
        }
        self.pragmas = pragmas
        migrations = try DatabaseValue.fetchAll(
            db, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
    }
}

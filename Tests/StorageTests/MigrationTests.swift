import Domain
import GRDB
import Testing

@testable import Storage

@Suite struct MigrationTests {
    @Test(arguments: ["1 the ledger", "3 deposits at hand"])
    func `a file of an older version comes to what a new one would hold`(
        _ step: String
    ) async throws {
        let folder = try TemporaryFolder()
        let (new, old) = (folder.path("new.sqlite"), folder.path("old.sqlite"))
        let ledger = try Ledger.open(at: new, surroundings: tickingSurroundings())
        try await EveryKindOfRow(ledger: ledger).write()
        try await ledger.write { db in  // The numbers of rows that are gone are given no more.
            try db.execute(
                sql: "UPDATE sqlite_sequence SET seq = seq + 5 WHERE name = 'live_trades'")
        }
        let later = ["backtest_sweeps"]  // Tables that came after the one of version 3.
        let rows = try await ledger.allRows().filter { row in
            !later.contains { row.hasPrefix("\($0) ") }
        }
        try ledger.close()
        try Self.makeFile(old, of: step, holding: new)
        let migrated = try Ledger.open(at: old, surroundings: tickingSurroundings())
        #expect(try await migrated.allRows() == rows)
        #expect(
            try await migrated.examine().map(\.description) == [
                "live_trades, row 7, id: found the last row, expected rows up to 12",
                "sqlite_sequence, row live_trades, seq: found 12, expected 7",
            ])
    }

    @Test func `a step that was released stays as it is`() throws {
        let steps: [(String, UInt64)] = [
            ("1 the ledger", 13_841_798_686_779_959_493),
            ("2 kept sums and cheaper rules", 2_529_617_169_197_026_053),
            ("3 deposits at hand", 16_750_875_085_264_265_485),
            ("4 sweeps of backtests", 5_930_626_975_987_525_324),
        ]
        for (step, expected) in steps {
            let file = try DatabaseQueue()
            try Migrations.migrator.migrate(file, upTo: step)
            let text = try file.read { db in
                try String.fetchAll(
                    db, sql: "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name")
            }.joined(separator: "\n")
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
            #expect(hash == expected, "\(step)")
        }
    }

    /// A file as an older version of the program would have left it, with the rows of another.
    private static func makeFile(
        _ path: String, of step: String, holding source: String
    ) throws {
        let file = try DatabaseQueue(path: path)
        try Migrations.migrator.migrate(file, upTo: step)
        try file.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; ATTACH '\(source)' AS source")
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM main.sqlite_master
                    WHERE type = 'table' AND name NOT IN ('grdb_migrations')
                    ORDER BY name = 'sqlite_sequence'
                    """)
            for table in tables {
                try db.execute(
                    sql: """
                        DELETE FROM main.\(table);
                        INSERT INTO main.\(table) SELECT * FROM source.\(table);
                        """)
            }
            try db.execute(sql: "DETACH source")
        }
        try file.close()
    }
}

import GRDB

/// The numbered steps from an empty file to today's tables. A step that was released stays as it
/// is.
enum Migrations {
    /// Marks the file as ours: the letters "TNDM" (`PRAGMA application_id`).
    static let applicationID: Int32 = 0x544e_444d
    /// The number of the newest step (`PRAGMA user_version`).
    static let version = 4

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 the ledger") { db in
            for prefix in ["paper", "live"] {
                try FirstSchema.createBook(prefix, in: db)
                try FirstSchema.createProjections(prefix, in: db)
            }
            try FirstSchema.createDesk(in: db)
            try FirstSchema.createMarket(in: db)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        migrator.registerMigration("2 kept sums and cheaper rules") { db in
            for prefix in ["paper", "live"] {
                try SecondSchema.rewriteRules(prefix, in: db)
                try SecondSchema.createSums(prefix, in: db)
            }
            try db.execute(sql: "PRAGMA user_version = 2")
        }
        migrator.registerMigration("3 deposits at hand") { db in
            for prefix in ["paper", "live"] {
                try db.execute(
                    sql: """
                        CREATE INDEX idx_\(prefix)_cash_deposits
                            ON \(prefix)_cash(epoch, time_ns, amount_nanos)
                            WHERE kind IN ('deposit', 'withdrawal');
                        """)
            }
            try db.execute(sql: "PRAGMA user_version = 3")
        }
        migrator.registerMigration("4 sweeps of backtests") { db in
            try FourthSchema.createSweeps(in: db)
            try db.execute(sql: "PRAGMA user_version = 4")
        }
        return migrator
    }
}

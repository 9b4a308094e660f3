import GRDB

/// The numbered steps from an empty file to today's tables. A step that was released stays as it
/// is.
enum Migrations {
    /// Marks the file as ours: the letters "TNDM" (`PRAGMA application_id`).
    static let applicationID: Int32 = 0x544e_444d
    /// The number of the newest step (`PRAGMA user_version`).
    static let version = 2

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
        return migrator
    }
}

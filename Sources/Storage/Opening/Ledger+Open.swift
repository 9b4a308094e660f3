public import Domain
import GRDB

/// How a ledger's file is opened.
public struct LedgerOptions: Sendable {
    /// How long a write waits for another program that holds the file.
    public var busySeconds: Double
    /// What the first paper account starts with.
    public var openingCash: Money

    /// Options; by default 5 seconds and 100,000 dollars.
    public init(busySeconds: Double = 5, openingCash: Money = .paperOpening) {
        self.busySeconds = busySeconds
        self.openingCash = openingCash
    }
}

extension Ledger {
    /// Opens the ledger's file, or makes a new one where there is none.
    ///
    /// - Throws: `.notADatabase`, `.newerSchema` and `.corrupt` for a file that is not a ledger, of
    ///   a newer version or damaged; it is left as it was.
    public static func open(
        at path: String, options: LedgerOptions = LedgerOptions(), surroundings: Surroundings
    ) throws(StorageError) -> Ledger {
        do {
            try FileCheck.examine(path)
            var configuration = Configuration()
            configuration.busyMode = .timeout(options.busySeconds)
            // A disk that fails a rollback must not end the process; `WriteQueue` tries it again.
            configuration.allowsUnsafeTransactions = true
            let pool = try DatabasePool(path: path, configuration: configuration)
            return try prepared(pool, surroundings, options.openingCash)
        } catch {
            throw StorageError(from: error)
        }
    }

    /// Brings the tables up to date and starts the first paper epoch.
    static func prepared(
        _ database: any DatabaseWriter, _ surroundings: Surroundings, _ openingCash: Money
    ) throws -> Ledger {
        try Migrations.migrator.migrate(database)
        try database.writeWithoutTransaction { db in
            // Here, since GRDB sets NORMAL while it opens; NORMAL can lose the last commits.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // Every commit writes to the same few pages. The longer the log, the more often each is
            // written to the log only; and what is written to stays in memory.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -16384")
            try db.inTransaction(.immediate) {
                try Epochs.startFirst(openingCash: openingCash, surroundings: surroundings, in: db)
                return .commit
            }
        }
        return Ledger(database, surroundings: surroundings)
    }
}

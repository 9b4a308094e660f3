import GRDB

/// A record of the local exchange's state: what it is of a kind, and what it says.
public struct ExchangeRecord: Hashable, Sendable {
    /// `order`, `activity` and so on.
    public let kind: String
    /// Its name among its kind.
    public let id: String
    /// What it says; nil for one that is to be forgotten.
    public let body: String?

    /// A record of these parts.
    public init(kind: String, id: String, body: String?) {
        self.kind = kind
        self.id = id
        self.body = body
    }
}

/// The local exchange's state in a file of its own: the newest record of each name.
///
/// It is no ledger: the exchange plays the part of a broker far away, whose books are not ours.
public final class ExchangeStore: Sendable {
    private let database: any DatabaseWriter

    private init(_ database: any DatabaseWriter) throws {
        self.database = database
        try database.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS exchange_records (
                        kind TEXT NOT NULL,
                        id TEXT NOT NULL,
                        number INTEGER NOT NULL,
                        body TEXT NOT NULL,
                        PRIMARY KEY (kind, id)
                    ) STRICT, WITHOUT ROWID
                    """)
            try db.execute(
                sql: """
                    CREATE INDEX IF NOT EXISTS idx_exchange_records_number
                    ON exchange_records (number)
                    """)
        }
    }

    /// Opens a file, or makes a new one.
    public static func open(at path: String) throws(StorageError) -> ExchangeStore {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            return try ExchangeStore(try DatabasePool(path: path, configuration: configuration))
        } catch {
            throw StorageError(from: error)
        }
    }

    /// All records, in the order in which their names were first saved.
    public func load() throws(StorageError) -> [ExchangeRecord] {
        do {
            return try database.read { db in
                try Row.fetchAll(
                    db,
                    sql: "SELECT kind, id, body FROM exchange_records ORDER BY number"
                ).map { row in
                    ExchangeRecord(kind: row["kind"], id: row["id"], body: row["body"])
                }
            }
        } catch {
            throw StorageError(from: error)
        }
    }

    /// Saves records, all of them or none: a client is answered only after that.
    public func save(_ records: [ExchangeRecord]) throws(StorageError) {
        guard !records.isEmpty else { return }
        do {
            try database.write { db in
                for record in records { try Self.save(record, in: db) }
            }
        } catch {
            throw StorageError(from: error)
        }
    }

    /// Closes the file, so that it is one file again.
    public func close() throws(StorageError) {
        do { try database.close() } catch { throw StorageError(from: error) }
    }

    private static func save(_ record: ExchangeRecord, in db: Database) throws {
        guard let body = record.body else {
            try db.execute(
                sql: "DELETE FROM exchange_records WHERE kind = ? AND id = ?",
                arguments: [record.kind, record.id])
            return
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO exchange_records (kind, id, number, body)
                VALUES (?, ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM exchange_records), ?)
                ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body
                """
        ).execute(arguments: [record.kind, record.id, body])
    }
}

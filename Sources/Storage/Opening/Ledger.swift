public import Domain
import GRDB

/// The desk's memory: what was asked for, what happened, and what follows from it.
///
/// Integer rows of a journal are the truth; trades, positions and totals are derived from them in
/// the same transaction. Writes go through one queue that commits what waits together; a write
/// that returned is on disk, and one that threw has left nothing. Reads see one moment each and
/// wait for no write. Both modes lie in one file, in tables of their own.
public final class Ledger: Sendable {
    let database: any DatabaseWriter
    let surroundings: Surroundings
    let writes: WriteQueue

    init(_ database: any DatabaseWriter, surroundings: Surroundings) {
        self.database = database
        self.surroundings = surroundings
        writes = WriteQueue(database, surroundings: surroundings)
    }

    /// A ledger in memory that ends with its last user, for tests and trials.
    public static func inMemory(
        surroundings: Surroundings, openingCash: Money = .paperOpening
    ) throws(StorageError) -> Ledger {
        do {
            return try prepared(DatabaseQueue(), surroundings, openingCash)
        } catch {
            throw StorageError(from: error)
        }
    }

    /// Ends all use of the file; what was answered before is on disk.
    ///
    /// The log is brought into the file first, so that a copy of the file alone is whole. Where
    /// somebody still reads, or the disk is full, it stays beside it, and nothing is lost.
    public func close() throws(StorageError) {
        _ = try? database.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
        do { try database.close() } catch { throw StorageError(from: error) }
    }

    /// Runs a write through the queue that may read or change the books.
    func write<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(StorageError) -> T {
        try await writes.write { commit in try commit.write(body) }
    }

    /// Runs a write through the queue that leaves the books alone, so that batches before and after
    /// it are still booked together.
    func writeBeside<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(StorageError) -> T {
        try await writes.write { commit in try commit.writeBeside(body) }
    }

    /// Reads one moment of the file, beside any write.
    func read<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T
    ) async throws(StorageError) -> T {
        do {
            // In memory there is one connection. Setting it read-only and back would make it
            // compile every statement again, and nothing can come between anyhow.
            if let queue = database as? DatabaseQueue {
                return try await queue.writeWithoutTransaction(body)
            }
            return try await database.read(body)
        } catch {
            throw StorageError(from: error)
        }
    }
}

extension Money {
    /// What a paper account starts with where nobody says another sum.
    public static var paperOpening: Money { Money(nanos: 100_000_000_000_000) }
}

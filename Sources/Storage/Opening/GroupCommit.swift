import Domain
import GRDB

/// A transaction that several writes share.
///
/// Batches are booked in memory, those of one mode by one `Booking`, and written together: before a
/// write that may read or change the books, and before the commit.
struct GroupCommit {
    let db: Database
    private let surroundings: Surroundings
    private var bookings: [TradingMode: Booking] = [:]

    init(_ db: Database, _ surroundings: Surroundings) {
        self.db = db
        self.surroundings = surroundings
    }

    /// Books a batch; one that throws has changed nothing.
    mutating func book(_ batch: Batch) throws -> BatchReceipt {
        // Taken out, so that there is no second copy while it changes.
        var booking =
            try bookings.removeValue(forKey: batch.mode)
            ?? Booking(batch.mode, surroundings, in: db)
        defer { bookings[batch.mode] = booking }
        return try booking.book(batch)
    }

    /// Runs a write that may read or change the books.
    mutating func write<T>(_ body: (Database) throws -> T) throws -> T {
        try settle()
        return try writeBeside(body)
    }

    /// Runs a write that neither reads nor changes the books; one that throws has changed nothing.
    func writeBeside<T>(_ body: (Database) throws -> T) throws -> T {
        try db.execute(sql: "SAVEPOINT one_write")
        do {
            let value = try body(db)
            try db.execute(sql: "RELEASE one_write")
            return value
        } catch {
            // A full disk may have ended the whole transaction: then all have failed.
            guard db.isInsideTransaction else { throw CommitFault(cause: error) }
            do {
                try db.execute(sql: "ROLLBACK TO one_write; RELEASE one_write")
            } catch {
                throw CommitFault(cause: error)
            }
            throw error
        }
    }

    /// Writes what was booked.
    ///
    /// - Throws: `CommitFault`, since it is not known whose rows were refused.
    mutating func settle() throws {
        do {
            for mode in TradingMode.allCases {
                guard let booking = bookings.removeValue(forKey: mode) else { continue }
                try booking.write()
            }
        } catch {
            throw CommitFault(cause: error)
        }
    }
}

/// What ended a whole transaction, with all writes that shared it.
struct CommitFault: Error {
    let cause: any Error

    /// Whether it lies in what was to be written: then each write by itself may do.
    var isOfRows: Bool {
        switch cause {
        case let error as DatabaseError: error.resultCode == .SQLITE_CONSTRAINT
        default: cause is StorageError
        }
    }
}

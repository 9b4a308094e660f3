import Domain
import GRDB

extension StorageError {
    /// The error that a caller gets for what went wrong inside a transaction.
    init(from error: any Error) {
        switch error {
        case let error as StorageError: self = error
        case let error as LotFault: self = .corrupt("\(error)")
        case let error as AmountOutOfRange: self = .outOfRange(error)
        case let error as DatabaseError: self = Self.from(error)
        default: self = .unavailable("\(error)")
        }
    }

    private static func from(_ error: DatabaseError) -> StorageError {
        switch error.resultCode {
        case .SQLITE_FULL: .unavailable("the disk is full")
        // So SQLite says it too when there is no room left for its index of the log.
        case .SQLITE_IOERR: .unavailable("the disk is full, or cannot be read or written")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            .unavailable("another program holds the database longer than the time-out")
        case .SQLITE_READONLY, .SQLITE_PERM: .unavailable("the database may not be written")
        case .SQLITE_NOTADB: .notADatabase("the file is no SQLite database")
        case .SQLITE_CORRUPT: .corrupt(error.message ?? "the file is damaged")
        case .SQLITE_CONSTRAINT: .corrupt("a row broke a rule of its table: \(error)")
        default: .unavailable("\(error)")
        }
    }
}

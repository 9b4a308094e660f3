public import Domain

/// Why the store did not do what it was asked, split by what the caller must do next.
public enum StorageError: Error, Hashable, Sendable {
    /// Disk full, a lock held past the time-out, an I/O error: nothing was written, try again
    /// later.
    case unavailable(String)
    /// Another process holds the database; end it or use its API. The text is its process id.
    case locked(by: String)
    /// The file is something else and was left as it is.
    case notADatabase(String)
    /// The file was written by a newer version, which must be used.
    case newerSchema(found: Int, known: Int)
    /// The file is damaged, or was changed by someone else: `tandem doctor` says where.
    case corrupt(String)
    /// This name of an order stands for another order already; choose a new one.
    case conflict(ClientOrderID)
    /// A report of an order that was never written down.
    case unknownOrder(ClientOrderID)
    /// A fill that was booked before came again with another content; ask the broker.
    case fillMismatch(ClientOrderID, cumulative: Quantity)
    /// A report that cannot follow what the order has been through.
    case illegalReport(ClientOrderID, IllegalTransition)
    /// A fill or corporate action that does not fit what is held.
    case lots(Symbol, LotFault)
    /// An amount left its range.
    case outOfRange(AmountOutOfRange)
    /// The request itself is not allowed now; the text says why.
    case refused(String)
}

extension StorageError: CustomStringConvertible {
    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .unavailable(let why): "nothing was written: \(why); try again once that is mended"
        case .locked(let holder):
            "another tandem (process \(holder)) is writing to this database: end it first"
        case .notADatabase(let why): "this is no database of Tandem's: \(why)"
        case .newerSchema(let found, let known):
            "the database is of version \(found), this program knows \(known): use the newer one"
        case .corrupt(let why): "the database is damaged: \(why); tandem doctor says where"
        case .conflict(let id): "order \(id) exists with other terms: choose another name"
        case .unknownOrder(let id): "there is no order \(id)"
        case .fillMismatch(let id, let cumulative):
            "a fill of order \(id) at \(cumulative) shares contradicts what is booked"
        case .illegalReport(let id, let transition): "order \(id): \(transition)"
        case .lots(let symbol, let fault): "\(symbol): \(fault)"
        case .outOfRange(let error): error.description
        case .refused(let why): why
        }
    }
}

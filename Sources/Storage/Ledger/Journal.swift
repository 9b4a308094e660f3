import Domain
import GRDB

/// What a row of the journal says happened. The raw values are those of the tables.
enum EventKind: String, CaseIterable, Sendable {
    /// An order was asked for.
    case intent
    /// A protective order came into being.
    case placed
    case accepted
    case rejected
    case filled
    case changed
    case cancelled
    case expired
    /// The answer to an order was lost.
    case lost
    /// The venue never got an order.
    case neverArrived = "never_arrived"
    /// The broker told its own name of an order.
    case named
    /// A split or dividend.
    case adjusted
    /// Money came or went: an epoch's opening, a deposit, a withdrawal.
    case cash
    /// An epoch ended.
    case reset
}

/// A row of the journal before it has a number.
struct JournalEntry {
    var kind: EventKind
    var order: Int64?
    var terms: WorkingTerms?
    var ending: OrderEnding?
    var brokerOrderID: String?
    var at: Timestamp
}

/// Appends to the journal of one mode; the numbers it gives are the order of truth.
struct Journal {
    let tables: Tables
    let db: Database
    let epoch: Int64
    /// Wall time: all rows of one write have the same.
    let recordedAt: Timestamp
    private var lastSequence: Int64
    private var lastOrder: Int64

    init(_ tables: Tables, epoch: Int64, recordedAt: Timestamp, in db: Database) throws {
        self.tables = tables
        self.db = db
        self.epoch = epoch
        self.recordedAt = recordedAt
        // Not the rows' own maximum: a number is never given twice, not after a clearing either.
        let sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        let statement = try db.cachedStatement(sql: sql)
        lastSequence = try Int64.fetchOne(statement, arguments: [tables.events.name]) ?? 0
        lastOrder = try Int64.fetchOne(statement, arguments: [tables.orders.name]) ?? 0
    }

    /// The number of the newest row.
    var sequence: Int64 { lastSequence }

    /// The number of an order that is about to be written.
    mutating func nextOrder() -> Int64 {
        lastOrder += 1
        return lastOrder
    }

    /// Writes a row and returns its number.
    @discardableResult
    mutating func append(_ entry: JournalEntry) throws -> Int64 {
        lastSequence += 1
        let type = entry.terms.map { OrderTypeColumns($0.type) }
        try tables.events.insert(
            [
                lastSequence.databaseValue, epoch.databaseValue,
                entry.kind.rawValue.databaseValue, entry.order.databaseValue,
                (type?.name).databaseValue, (entry.terms?.quantity).databaseValue,
                (type?.limit).databaseValue, (type?.stop).databaseValue,
                (type?.trail).databaseValue, (type?.trailRate).databaseValue,
                (entry.terms?.best).databaseValue,
                (entry.terms?.isTriggered).map { $0 ? 1 : 0 }.databaseValue,
                (entry.ending?.rawValue).databaseValue, entry.brokerOrderID.databaseValue,
                entry.at.databaseValue, recordedAt.databaseValue,
            ], into: db)
        return lastSequence
    }
}

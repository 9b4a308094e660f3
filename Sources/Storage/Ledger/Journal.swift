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

/// The rows of truth of one mode that a commit is about to write; the numbers it gives are the
/// order of truth.
struct Journal {
    let epoch: Int64
    /// Wall time: all rows of one batch have the same.
    var recordedAt: Timestamp
    private var last: LastNumbers
    private(set) var lines: [JournalLine] = []
    private(set) var fills: [FillLine] = []
    private(set) var actions: [ActionLine] = []
    private(set) var cash: [CashLine] = []

    init(_ tables: Tables, epoch: Int64, recordedAt: Timestamp, in db: Database) throws {
        self.epoch = epoch
        self.recordedAt = recordedAt
        last = try LastNumbers(tables, in: db)
    }

    /// The number of the newest row.
    var sequence: Int64 { last.sequence }

    /// The number of an order that is about to be written.
    mutating func nextOrder() -> Int64 {
        last.order += 1
        return last.order
    }

    /// The number of a trade that is about to be written.
    mutating func nextTrade() -> Int64 {
        last.trade += 1
        return last.trade
    }

    /// Adds a row and returns its number.
    @discardableResult
    mutating func append(_ entry: JournalEntry) -> Int64 {
        last.sequence += 1
        lines.append(
            JournalLine(sequence: last.sequence, entry: entry, recordedAt: recordedAt))
        return last.sequence
    }

    /// Adds what belongs to a row.
    mutating func append(_ fill: FillLine) { fills.append(fill) }

    mutating func append(_ action: ActionLine) { actions.append(action) }

    mutating func append(_ line: CashLine) { cash.append(line) }

    /// Where the rows of a batch begin.
    struct Place {
        fileprivate let last: LastNumbers
        fileprivate let counts: [Int]
    }

    /// Where the next batch begins.
    var place: Place {
        Place(last: last, counts: [lines.count, fills.count, actions.count, cash.count])
    }

    /// Takes back all since a place, numbers included.
    mutating func goBack(to place: Place) {
        last = place.last
        lines.removeLast(lines.count - place.counts[0])
        fills.removeLast(fills.count - place.counts[1])
        actions.removeLast(actions.count - place.counts[2])
        cash.removeLast(cash.count - place.counts[3])
    }
}

/// The last numbers that were given to rows of one mode.
private struct LastNumbers {
    var sequence: Int64
    var order: Int64
    var trade: Int64

    init(_ tables: Tables, in db: Database) throws {
        // Not the rows' own maximum: a number is never given twice, not after a clearing either.
        sequence = try NextNumber.of(tables.events.name, in: db) - 1
        order = try NextNumber.of(tables.orders.name, in: db) - 1
        trade = try NextNumber.of(tables.trades, in: db) - 1
    }
}

/// A row of the journal before it is written.
struct JournalLine {
    let sequence: Int64
    let entry: JournalEntry
    let recordedAt: Timestamp
}

/// A split or dividend before it is written.
struct ActionLine {
    let sequence: Int64
    let adjustment: Adjustment
}

/// A movement of cash before it is written.
struct CashLine {
    let sequence: Int64
    let kind: String
    let amount: Money
    /// The account's balance after it.
    let balance: Money
    let time: Timestamp
    let recordedAt: Timestamp
}

import Domain
import GRDB

/// The batches of one mode that share a commit, while they are booked.
///
/// They are worked out in memory, one after the other, each on drafts that are kept or dropped as a
/// whole: one that fails leaves neither rows nor memory. `write` puts all that they came to into
/// the open transaction, each row once. Positions, totals and numbers are read once a commit.
struct Booking {
    let db: Database
    let tables: Tables
    let surroundings: Surroundings
    let stores: BookStores
    var journal: Journal
    var totals: BookTotals
    let totalsBefore: BookTotals
    /// How many fills of the batch had been booked before.
    var echoes = 0
    var orders = Drafts<ClientOrderID, OrderDraft>()
    /// The protective orders of an entry, oldest first.
    var legs = Drafts<ClientOrderID, [ClientOrderID]>()
    var holdings = Drafts<Symbol, Holding>()
    var trades = Drafts<Int64, TradeDraft>()
    /// What is to be added to the kept sums.
    var sums = Drafts<SumKey, TradeSums>()
    /// The trade that an exit has closed of a lot.
    var parts = Drafts<ClosedPart, Int64>()
    var marks = Drafts<Symbol, MarkDraft>()
    var equity = Drafts<Day, EquityDraft>()
    /// How far the feed has been read, where that is new.
    var cursor: FeedCursor?

    init(_ mode: TradingMode, _ surroundings: Surroundings, in db: Database) throws {
        self.db = db
        self.surroundings = surroundings
        tables = .of(mode)
        stores = BookStores(tables: tables, db: db)
        let epoch = try Epochs.current(mode, in: db)
        totals = try BookTotals.load(epoch, tables, in: db)
        totalsBefore = totals
        journal = try Journal(
            tables, epoch: epoch, recordedAt: Timestamp(nanoseconds: 0), in: db)
    }

    /// Wall time of the batch.
    var now: Timestamp { journal.recordedAt }

    /// Runs a batch's bookings: all of them are kept, or none where one throws.
    mutating func trying<T>(_ body: (inout Booking) throws -> T) throws -> T {
        let (place, totals, cursor) = (journal.place, totals, cursor)
        journal.recordedAt = surroundings.wallNow()
        echoes = 0
        do {
            let result = try body(&self)
            try holdings.changeTried { try $0.value() }
            keep()
            return result
        } catch {
            journal.goBack(to: place)
            (self.totals, self.cursor) = (totals, cursor)
            drop()
            throw error
        }
    }

    private mutating func keep() {
        orders.keep()
        legs.keep()
        holdings.keep()
        trades.keep()
        sums.keep()
        parts.keep()
        marks.keep()
        equity.keep()
    }

    private mutating func drop() {
        orders.drop()
        legs.drop()
        holdings.drop()
        trades.drop()
        sums.drop()
        parts.drop()
        marks.drop()
        equity.drop()
    }
}

/// Reads and writes the tables of one mode's book, inside a transaction.
final class BookStores {
    let orders: OrderStore
    let journal: JournalStore
    let fills: FillStore
    let trades: TradeStore
    let positions: PositionStore
    let sums: SumStore
    let equity: EquityStore

    init(tables: Tables, db: Database) {
        orders = OrderStore(tables: tables, db: db)
        journal = JournalStore(tables: tables, db: db)
        fills = FillStore(tables: tables, db: db)
        trades = TradeStore(tables: tables, db: db)
        positions = PositionStore(tables: tables, db: db)
        sums = SumStore(tables: tables, db: db)
        equity = EquityStore(tables: tables, db: db)
    }
}

/// An order in a commit.
struct OrderDraft {
    var order: BookedOrder
    /// Whether it has a row.
    let isStored: Bool
    /// Whether its row is not what it is now.
    var isChanged: Bool
}

/// A trade in a commit.
struct TradeDraft {
    var trade: BookedTrade
    /// Whether it has a row.
    let isStored: Bool
    /// Whether its row is not what it is now.
    var isChanged: Bool
    /// Whether it was folded into another.
    var isGone = false
}

/// What one exit order closes of one lot.
struct ClosedPart: Hashable {
    let lot: ClientOrderID
    let exit: ClientOrderID
}

/// A price in a commit.
struct MarkDraft {
    let mark: Mark
    let recordedAt: Timestamp
}

/// The equity marks of a day in a commit.
struct EquityDraft {
    /// Whether the day has a first mark already.
    var hasFirst: Bool
    var first: EquityLine?
    var last: EquityLine?
}

import Domain
import GRDB

/// A batch while it is booked: it writes the journal and everything that follows from it.
///
/// It lives for one transaction. Orders and trades are written as each report is booked, positions
/// and totals once at the end. What it keeps in memory is gone with it, so a transaction that is
/// rolled back leaves nothing behind.
struct Booking {
    let db: Database
    let tables: Tables
    let surroundings: Surroundings
    let orders: OrderStore
    let fills: FillStore
    let trades: TradeStore
    let positions: PositionStore
    var journal: Journal
    var totals: BookTotals
    private let totalsBefore: BookTotals
    /// How many fills had been booked before.
    var echoes = 0
    private var known: [ClientOrderID: BookedOrder] = [:]
    private var holdings: [Symbol: Holding] = [:]

    init(_ mode: TradingMode, _ surroundings: Surroundings, in db: Database) throws {
        let epoch = try Epochs.current(mode, in: db)
        try self.init(mode, epoch: epoch, surroundings, in: db)
    }

    init(
        _ mode: TradingMode, epoch: Int64, _ surroundings: Surroundings, in db: Database
    ) throws {
        self.db = db
        self.surroundings = surroundings
        tables = .of(mode)
        orders = OrderStore(tables: tables, db: db)
        fills = FillStore(tables: tables, db: db)
        trades = TradeStore(tables: tables, db: db)
        positions = PositionStore(tables: tables, db: db)
        totals = try BookTotals.load(epoch, tables, in: db)
        totalsBefore = totals
        journal = try Journal(
            tables, epoch: epoch, recordedAt: surroundings.wallNow(), in: db)
    }

    /// Wall time of this write.
    var now: Timestamp { journal.recordedAt }

    /// An order of this epoch that must exist.
    mutating func order(_ id: ClientOrderID) throws -> BookedOrder {
        guard let order = try orderIfKnown(id), order.epoch == journal.epoch else {
            throw StorageError.unknownOrder(id)
        }
        return order
    }

    /// An order of any epoch.
    mutating func orderIfKnown(_ id: ClientOrderID) throws -> BookedOrder? {
        if let order = known[id] { return order }
        let order = try orders.order(id)
        known[id] = order
        return order
    }

    /// Writes an order's progress.
    mutating func save(_ order: BookedOrder) throws {
        var order = order
        order.updatedAt = now
        try orders.update(order)
        known[order.ticket.id] = order
    }

    /// Writes a new order.
    mutating func add(_ order: BookedOrder) throws {
        try orders.insert(order)
        known[order.ticket.id] = order
        totals.orders += 1
    }

    /// What is held of a symbol.
    mutating func holding(_ symbol: Symbol) throws -> Holding {
        if let holding = holdings[symbol] { return holding }
        let holding = Holding(
            open: try trades.open(symbol), position: try positions.position(symbol),
            price: try positions.mark(symbol))
        holdings[symbol] = holding
        return holding
    }

    /// Keeps what is held of a symbol now, after one row of the journal.
    mutating func keep(_ holding: Holding, of symbol: Symbol) throws {
        var holding = holding
        try holding.refresh(at: now)
        holdings[symbol] = holding
    }

    /// Books a movement of cash that belongs to a row of the journal.
    mutating func move(
        _ amount: Money, kind: String, sequence: Int64, at time: Timestamp
    ) throws {
        try totals.cash += amount
        try tables.cash.insert(
            [
                sequence.databaseValue, journal.epoch.databaseValue, kind.databaseValue,
                amount.databaseValue, totals.cash.databaseValue, time.databaseValue,
                now.databaseValue,
            ], into: db)
    }

    /// Writes a price, and values what is held at it.
    mutating func mark(_ mark: Mark) throws {
        try tables.marks.replace(
            [
                mark.symbol.description.databaseValue, mark.price.databaseValue,
                mark.time.databaseValue, now.databaseValue,
            ], in: db)
        if holdings[mark.symbol] != nil {
            holdings[mark.symbol]?.price = mark.price
        } else if var position = try positions.position(mark.symbol) {
            try position.mark(at: mark.price)
            try positions.replace(position)
        }
    }

    /// Writes what is derived from all reports together.
    mutating func finish() throws {
        for (symbol, var holding) in holdings {
            try holding.save(to: positions, symbol: symbol)
        }
        try totals.save(since: totalsBefore, tables, in: db)
        surroundings.checkpoint(.projectionWritten)
    }
}

public import Domain
import GRDB

/// The sums of one epoch, kept in each transaction.
public struct BookTotals: Hashable, Sendable {
    /// The epoch; 0 in live.
    public let epoch: Int64
    /// Trades that are held.
    public internal(set) var tradesOpen: Int64 = 0
    /// Trades that were closed.
    public internal(set) var tradesClosed: Int64 = 0
    /// Trades that a reset ended.
    public internal(set) var tradesCancelled: Int64 = 0
    /// Orders, protective ones included.
    public internal(set) var orders: Int64 = 0
    /// Profit or loss of the closed trades, net of fees.
    public internal(set) var realized = Money.zero
    /// The fees of all fills.
    public internal(set) var fees = Money.zero
    /// The cash account's balance.
    public internal(set) var cash = Money.zero
    /// The lowest number that a trade of this epoch can have.
    public internal(set) var firstTradeID: Int64 = 1

    init(epoch: Int64) { self.epoch = epoch }

    /// The trades of all kinds.
    public var trades: Int64 { tradesOpen + tradesClosed + tradesCancelled }
}

extension BookTotals {
    /// The columns that `init(from:table:)` reads, in its order.
    static let columns = """
        epoch, trades_open, trades_closed, trades_cancelled, orders, realized_nanos, fees_nanos,
        cash_nanos, first_trade_id
        """

    init(from row: Row, table: String) throws {
        var cells = Cells(row, of: table)
        epoch = try cells.integer()
        tradesOpen = try cells.integer()
        tradesClosed = try cells.integer()
        tradesCancelled = try cells.integer()
        orders = try cells.integer()
        realized = try cells.amount()
        fees = try cells.amount()
        cash = try cells.amount()
        firstTradeID = try cells.integer()
    }

    /// The totals of an epoch, all zero where nothing was booked in it yet.
    static func load(_ epoch: Int64, _ tables: Tables, in db: Database) throws -> BookTotals {
        let sql = "SELECT \(columns) FROM \(tables.totals) WHERE epoch = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [epoch])
            .map { try BookTotals(from: $0, table: tables.totals) } ?? BookTotals(epoch: epoch)
    }

    /// Writes them, and for paper's current epoch the account's line of `mode_state`, where that
    /// has changed since `before`.
    func save(since before: BookTotals, _ tables: Tables, in db: Database) throws {
        let sql = """
            INSERT OR REPLACE INTO \(tables.totals) (\(Self.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            epoch, tradesOpen, tradesClosed, tradesCancelled, orders, realized.nanos, fees.nanos,
            cash.nanos, firstTradeID,
        ])
        guard tables.mode == .paper, (cash, realized) != (before.cash, before.realized) else {
            return
        }
        let account = "UPDATE mode_state SET paper_balance = ?, paper_realized_pnl = ?"
        try db.cachedStatement(sql: account).execute(arguments: [
            cash.approximate, realized.approximate,
        ])
    }
}

public import Domain
import GRDB

/// The sums of one epoch, kept in each transaction.
public struct BookTotals: Hashable, Sendable {
    /// The epoch; 0 in live.
    public let epoch: Int64
    /// The trades and what they realized.
    var sums = TradeSums()
    /// Orders, protective ones included.
    public internal(set) var orders: Int64 = 0
    /// The fees of all fills.
    public internal(set) var fees = Money.zero
    /// The cash account's balance.
    public internal(set) var cash = Money.zero
    /// The lowest number that a trade of this epoch can have.
    public internal(set) var firstTradeID: Int64 = 1

    init(epoch: Int64) { self.epoch = epoch }

    /// Trades that are held.
    public var tradesOpen: Int64 { sums.open }
    /// Trades that were closed.
    public var tradesClosed: Int64 { sums.closed }
    /// Trades that a reset ended.
    public var tradesCancelled: Int64 { sums.cancelled }
    /// The trades of all kinds.
    public var trades: Int64 { sums.count }
    /// Profit or loss of the closed trades, net of fees.
    public var realized: Money { sums.realized }
}

extension BookTotals {
    /// The columns that `init(from:)` reads, in its order.
    static let columns = """
        epoch, trades_open, trades_closed, trades_cancelled, orders, realized_nanos, fees_nanos,
        cash_nanos, first_trade_id
        """

    init(from cells: inout Cells) throws {
        epoch = try cells.integer()
        sums.open = try cells.integer()
        sums.closed = try cells.integer()
        sums.cancelled = try cells.integer()
        orders = try cells.integer()
        sums.realized = try cells.amount()
        fees = try cells.amount()
        cash = try cells.amount()
        firstTradeID = try cells.integer()
    }

    private struct SQL {
        let load, save: String
    }

    private static let sql = PerMode { tables in
        SQL(
            load: "SELECT \(columns) FROM \(tables.totals) WHERE epoch = ?",
            save: """
                INSERT OR REPLACE INTO \(tables.totals) (\(columns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
    }

    /// The totals of an epoch, all zero where nothing was booked in it yet.
    static func load(_ epoch: Int64, _ tables: Tables, in db: Database) throws -> BookTotals {
        try PreparedStatement(sql[tables.mode].load, in: db)
            .first({ $0.add(epoch) }, of: tables.totals) { try BookTotals(from: &$0) }
            ?? BookTotals(epoch: epoch)
    }

    /// Writes them, and for paper's current epoch the account's line of `mode_state`, where that
    /// has changed since `before`.
    func save(since before: BookTotals, _ tables: Tables, in db: Database) throws {
        try PreparedStatement(Self.sql[tables.mode].save, in: db).run { row in
            row.add(epoch)
            row.add(tradesOpen)
            row.add(tradesClosed)
            row.add(tradesCancelled)
            row.add(orders)
            row.add(realized)
            row.add(fees)
            row.add(cash)
            row.add(firstTradeID)
        }
        guard tables.mode == .paper, (cash, realized) != (before.cash, before.realized) else {
            return
        }
        let account = "UPDATE mode_state SET paper_balance = ?, paper_realized_pnl = ?"
        try PreparedStatement(account, in: db).run { row in
            row.add(shown: cash)
            row.add(shown: realized)
        }
    }
}

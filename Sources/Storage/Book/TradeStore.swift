import Domain
import GRDB

/// Reads and writes the trades of one mode, inside a transaction.
struct TradeStore {
    let tables: Tables
    let db: Database

    private static let growth = [
        "shares", "quantity_billionths", "entry_price", "entry_value_nanos", "fees", "fees_nanos",
        "slippage", "slippage_nanos", "stop_loss", "stop_loss_nanos", "take_profit",
        "take_profit_nanos", "updated_at",
    ]
    private static let end = [
        "status", "exit_price", "exit_time", "exit_ns", "exit_value_nanos", "realized_pnl",
        "realized_nanos", "return_pct", "exit_reason", "exit_client_order_id", "listed_on",
        "listed_at",
    ]
    private static let fixed = [
        "symbol", "side", "entry_time", "entry_ns", "strategy", "regime", "signal_reason",
        "signal_explanation", "lot_id", "created_at",
    ]
    private static let insertColumns = (growth + end + fixed).joined(separator: ", ")
    private static let insertMarks =
        repeatElement("?", count: growth.count + end.count + fixed.count + 1)
        .joined(separator: ", ")
    private static let growthSet = growth.map { "\($0) = ?" }.joined(separator: ", ")
    private static let endSet = (growth + end).map { "\($0) = ?" }.joined(separator: ", ")

    /// The open trades of a symbol, oldest first.
    func open(_ symbol: Symbol) throws -> [BookedTrade] {
        let sql = """
            SELECT \(BookedTrade.columns(tables)) FROM \(tables.trades)
            WHERE status = 0 AND symbol = ? ORDER BY id
            """
        return try all(sql, [symbol.description])
    }

    /// All open trades, oldest first.
    func open() throws -> [BookedTrade] {
        try all(
            """
            SELECT \(BookedTrade.columns(tables)) FROM \(tables.trades)
            WHERE status = 0 ORDER BY id
            """, [])
    }

    func trade(_ id: Int64) throws -> BookedTrade? {
        let sql = "SELECT \(BookedTrade.columns(tables)) FROM \(tables.trades) WHERE id = ?"
        return try all(sql, [id]).first
    }

    /// What this exit has closed of this lot before, by earlier fills.
    func part(of lot: ClientOrderID, closedBy exit: ClientOrderID) throws -> BookedTrade? {
        let sql = """
            SELECT \(BookedTrade.columns(tables)) FROM \(tables.trades)
            WHERE exit_client_order_id = ? AND lot_id = ? AND status = 1
            """
        return try all(sql, [exit.description, lot.description]).first
    }

    /// Writes a new trade and gives it its number.
    func insert(_ trade: inout BookedTrade) throws {
        let isPaper = tables.mode == .paper
        var values = trade.growthValues + trade.endValues + trade.fixedValues
        values.append(trade.ownValue(in: tables.mode))
        let sql = """
            INSERT INTO \(tables.trades) (\(Self.insertColumns), \(tables.ownTradeColumn)\
            \(isPaper ? ", epoch" : "")) VALUES (\(Self.insertMarks)\(isPaper ? ", ?" : ""))
            """
        if isPaper { values.append(trade.epoch.databaseValue) }
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
        trade.id = db.lastInsertedRowID
    }

    /// Writes what changed; of a trade that is still open, only what can have changed.
    func update(_ trade: BookedTrade) throws {
        let isOpen = trade.status == .open
        let sql = """
            UPDATE \(tables.trades) SET \(isOpen ? Self.growthSet : Self.endSet),
            \(tables.ownTradeColumn) = ? WHERE id = ?
            """
        let values = trade.growthValues + (isOpen ? [] : trade.endValues)
        let own = [trade.ownValue(in: tables.mode), trade.id.databaseValue]
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values + own))
    }

    /// Takes away a part that was folded into its whole.
    func delete(_ trade: BookedTrade) throws {
        try db.cachedStatement(sql: "DELETE FROM \(tables.trades) WHERE id = ?")
            .execute(arguments: [trade.id])
    }

    func all(_ sql: String, _ arguments: StatementArguments) throws -> [BookedTrade] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        var trades: [BookedTrade] = []
        while let row = try rows.next() {
            trades.append(try BookedTrade(from: row, tables: tables))
        }
        return trades
    }
}

extension BookedTrade {
    /// The value of the column that only this mode has.
    fileprivate func ownValue(in mode: TradingMode) -> DatabaseValue {
        switch mode {
        case .paper: slippage.approximate.databaseValue
        case .live: brokerOrderID.databaseValue
        }
    }
}

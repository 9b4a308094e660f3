import GRDB

extension FirstSchema {
    /// What is recomputed from the journal: trades, positions and totals of one mode.
    static func createProjections(_ prefix: String, in db: Database) throws {
        let isPaper = prefix == "paper"
        try createTrades(prefix, isPaper: isPaper, in: db)
        try createTradeIndexes(prefix, epoch: isPaper ? "epoch, " : "", in: db)
        try createHoldings(prefix, isPaper: isPaper, in: db)
    }

    private static func createTrades(
        _ prefix: String, isPaper: Bool, in db: Database
    ) throws {
        let cost = isPaper ? "slippage_applied REAL NOT NULL DEFAULT 0.0" : "broker_order_id TEXT"
        try db.execute(
            sql: """
                CREATE TABLE \(prefix)_trades (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    symbol TEXT NOT NULL,
                    side INTEGER NOT NULL CHECK (side IN (0, 1)),
                    entry_price REAL NOT NULL,
                    entry_time TEXT NOT NULL,
                    exit_price REAL,
                    exit_time TEXT,
                    shares INTEGER NOT NULL,
                    stop_loss REAL NOT NULL,
                    take_profit REAL,
                    realized_pnl REAL,
                    status INTEGER NOT NULL DEFAULT 0 CHECK (status IN (0, 1, 2)),
                    strategy TEXT NOT NULL,
                    regime TEXT,
                    signal_reason TEXT,
                    signal_explanation TEXT,
                    \(cost),
                    created_at TEXT NOT NULL,
                    updated_at TEXT NOT NULL,
                    lot_id TEXT NOT NULL,
                    fees REAL NOT NULL,
                    slippage REAL NOT NULL,
                    return_pct REAL,
                    exit_reason TEXT,
                    listed_on TEXT NOT NULL,
                    listed_at INTEGER NOT NULL,
                    quantity_billionths INTEGER NOT NULL,
                    entry_value_nanos INTEGER NOT NULL,
                    exit_value_nanos INTEGER,
                    fees_nanos INTEGER NOT NULL,
                    slippage_nanos INTEGER NOT NULL,
                    realized_nanos INTEGER,
                    stop_loss_nanos INTEGER,
                    take_profit_nanos INTEGER,
                    exit_client_order_id TEXT,
                    entry_ns INTEGER NOT NULL,
                    exit_ns INTEGER\(isPaper ? ",\n    epoch INTEGER NOT NULL" : "")
                ) STRICT;
                """)
    }

    private static func createHoldings(
        _ prefix: String, isPaper: Bool, in db: Database
    ) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(prefix)_positions (
                    id INTEGER PRIMARY KEY,
                    symbol TEXT NOT NULL UNIQUE,
                    side INTEGER NOT NULL CHECK (side IN (0, 1)),
                    shares INTEGER NOT NULL,
                    entry_price REAL NOT NULL,
                    current_price REAL NOT NULL,
                    unrealized_pnl REAL NOT NULL,
                    stop_loss REAL NOT NULL,
                    take_profit REAL,
                    entry_time TEXT NOT NULL,
                    \(isPaper ? "" : "broker_position_id TEXT,")
                    updated_at TEXT NOT NULL,
                    quantity_billionths INTEGER NOT NULL,
                    entry_value_nanos INTEGER NOT NULL,
                    current_nanos INTEGER NOT NULL,
                    unrealized_nanos INTEGER NOT NULL,
                    stop_loss_nanos INTEGER,
                    take_profit_nanos INTEGER,
                    entry_ns INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE \(prefix)_totals (
                    epoch INTEGER PRIMARY KEY,
                    trades_open INTEGER NOT NULL DEFAULT 0,
                    trades_closed INTEGER NOT NULL DEFAULT 0,
                    trades_cancelled INTEGER NOT NULL DEFAULT 0,
                    orders INTEGER NOT NULL DEFAULT 0,
                    realized_nanos INTEGER NOT NULL DEFAULT 0,
                    fees_nanos INTEGER NOT NULL DEFAULT 0,
                    cash_nanos INTEGER NOT NULL DEFAULT 0,
                    first_trade_id INTEGER NOT NULL DEFAULT 1
                ) STRICT;
                """)
    }

    private static func createTradeIndexes(
        _ prefix: String, epoch: String, in db: Database
    ) throws {
        try db.execute(
            sql: """
                CREATE INDEX idx_\(prefix)_trades_symbol ON \(prefix)_trades(symbol);
                CREATE INDEX idx_\(prefix)_trades_status ON \(prefix)_trades(status);
                CREATE INDEX idx_\(prefix)_trades_entry_time ON \(prefix)_trades(entry_time);
                CREATE INDEX idx_\(prefix)_trades_listed
                    ON \(prefix)_trades(\(epoch)listed_at, id);
                CREATE INDEX idx_\(prefix)_trades_day
                    ON \(prefix)_trades(\(epoch)listed_on, status, realized_nanos);
                CREATE INDEX idx_\(prefix)_trades_open ON \(prefix)_trades(symbol, id)
                    WHERE status = 0;
                CREATE INDEX idx_\(prefix)_trades_exit
                    ON \(prefix)_trades(exit_client_order_id, lot_id)
                    WHERE exit_client_order_id IS NOT NULL;
                """)
    }
}

import GRDB

extension FirstSchema {
    /// The active mode, the paper account's epochs, settings and the audit chain.
    static func createDesk(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE mode_state (
                    id INTEGER PRIMARY KEY DEFAULT 1 CHECK (id = 1),
                    active_mode TEXT NOT NULL DEFAULT 'paper'
                        CHECK (active_mode IN ('paper', 'live')),
                    last_mode_change TEXT,
                    paper_balance REAL NOT NULL DEFAULT 100000.0,
                    paper_realized_pnl REAL NOT NULL DEFAULT 0.0
                ) STRICT;
                INSERT INTO mode_state DEFAULT VALUES;
                CREATE TABLE paper_epochs (
                    epoch INTEGER PRIMARY KEY,
                    started_ns INTEGER NOT NULL,
                    opening_cash_nanos INTEGER NOT NULL,
                    feed_kind TEXT,
                    feed_identity TEXT,
                    cursor_ns INTEGER,
                    cursor_count INTEGER NOT NULL DEFAULT 0,
                    first_trade_id INTEGER NOT NULL,
                    settings TEXT,
                    seal BLOB NOT NULL
                ) STRICT;
                CREATE TABLE settings (
                    key TEXT PRIMARY KEY NOT NULL,
                    value TEXT NOT NULL,
                    updated_ns INTEGER NOT NULL,
                    seal BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE audit_log (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    at_ns INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    detail TEXT NOT NULL,
                    previous_hash BLOB NOT NULL,
                    hash BLOB NOT NULL,
                    seal BLOB NOT NULL
                ) STRICT;
                CREATE INDEX idx_audit_log_kind ON audit_log(kind, id);
                """)
    }

    /// Bars, signals and backtests.
    static func createMarket(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE bars (
                    symbol TEXT NOT NULL,
                    timeframe TEXT NOT NULL,
                    month TEXT NOT NULL,
                    count INTEGER NOT NULL CHECK (count > 0),
                    first_ns INTEGER NOT NULL,
                    last_ns INTEGER NOT NULL,
                    payload BLOB NOT NULL,
                    digest BLOB NOT NULL,
                    seal BLOB NOT NULL,
                    PRIMARY KEY (symbol, timeframe, month)
                ) STRICT;
                CREATE TABLE signals (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    at_ns INTEGER NOT NULL,
                    recorded_ns INTEGER NOT NULL,
                    mode TEXT NOT NULL CHECK (mode IN ('paper', 'live')),
                    symbol TEXT NOT NULL,
                    strategy TEXT NOT NULL,
                    action TEXT NOT NULL,
                    regime TEXT,
                    reason TEXT,
                    explanation TEXT,
                    price_nanos INTEGER,
                    client_order_id TEXT,
                    outcome TEXT,
                    seal BLOB NOT NULL
                ) STRICT;
                CREATE INDEX idx_signals_symbol ON signals(symbol, id);
                """)
        try createBacktests(in: db)
    }

    private static func createBacktests(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE backtest_results (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    run_id TEXT NOT NULL UNIQUE,
                    symbol TEXT NOT NULL,
                    strategy_mode TEXT NOT NULL,
                    start_date TEXT NOT NULL,
                    end_date TEXT NOT NULL,
                    initial_capital REAL NOT NULL,
                    final_equity REAL NOT NULL,
                    total_return_pct REAL,
                    sharpe_ratio REAL,
                    max_drawdown_pct REAL,
                    win_rate REAL,
                    num_trades INTEGER,
                    equity_curve_json TEXT,
                    trades_json TEXT,
                    config_json TEXT,
                    created_at TEXT NOT NULL,
                    seal BLOB NOT NULL
                ) STRICT;
                CREATE INDEX idx_backtest_results_symbol ON backtest_results(symbol);
                CREATE TABLE backtest_chunks (
                    run_id TEXT NOT NULL REFERENCES backtest_results(run_id) ON DELETE CASCADE,
                    chunk INTEGER NOT NULL,
                    trades_json TEXT NOT NULL,
                    seal BLOB NOT NULL,
                    PRIMARY KEY (run_id, chunk)
                ) STRICT;
                CREATE TABLE backtest_runs (
                    run_id TEXT PRIMARY KEY NOT NULL,
                    state TEXT NOT NULL
                        CHECK (state IN ('queued', 'running', 'finished', 'failed', 'cancelled')),
                    progress REAL NOT NULL DEFAULT 0.0,
                    error TEXT,
                    config_json TEXT NOT NULL,
                    result_hash TEXT,
                    created_ns INTEGER NOT NULL,
                    updated_ns INTEGER NOT NULL,
                    seal BLOB NOT NULL
                ) STRICT;
                """)
    }
}

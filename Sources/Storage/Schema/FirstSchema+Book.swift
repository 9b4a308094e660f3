import GRDB

/// The tables of migration 1, as SQL and without types of the program: frozen.
enum FirstSchema {
    /// The tables of truth of one mode.
    static func createBook(_ prefix: String, in db: Database) throws {
        try createOrders(prefix, in: db)
        try createJournal(prefix, in: db)
        try createFills(prefix, in: db)
        try createCash(prefix, in: db)
    }

    private static func createOrders(_ prefix: String, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(prefix)_orders (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    client_order_id TEXT NOT NULL UNIQUE,
                    epoch INTEGER NOT NULL,
                    symbol TEXT NOT NULL,
                    side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
                    effect TEXT NOT NULL CHECK (effect IN ('open', 'close')),
                    lots TEXT CHECK ((lots IS NULL) = (effect = 'open')),
                    size_kind TEXT NOT NULL
                        CHECK (size_kind IN ('shares', 'notional', 'all_cash')),
                    quantity_billionths INTEGER,
                    notional_nanos INTEGER,
                    order_type TEXT NOT NULL,
                    limit_nanos INTEGER,
                    stop_nanos INTEGER,
                    trail_nanos INTEGER,
                    trail_billionths INTEGER,
                    time_in_force TEXT NOT NULL,
                    extended_hours INTEGER NOT NULL CHECK (extended_hours IN (0, 1)),
                    stop_loss_nanos INTEGER,
                    stop_limit_nanos INTEGER,
                    take_profit_nanos INTEGER,
                    strategy TEXT NOT NULL,
                    regime TEXT,
                    signal_reason TEXT,
                    signal_explanation TEXT,
                    role TEXT NOT NULL CHECK (role IN ('direct', 'stop', 'target')),
                    parent_client_order_id TEXT,
                    submitted_ns INTEGER NOT NULL,
                    created_ns INTEGER NOT NULL,
                    seal BLOB NOT NULL,
                    status TEXT NOT NULL DEFAULT 'pending',
                    terms_type TEXT,
                    terms_quantity_billionths INTEGER,
                    terms_limit_nanos INTEGER,
                    terms_stop_nanos INTEGER,
                    terms_trail_nanos INTEGER,
                    terms_trail_billionths INTEGER,
                    best_nanos INTEGER,
                    is_triggered INTEGER NOT NULL DEFAULT 0 CHECK (is_triggered IN (0, 1)),
                    filled_billionths INTEGER NOT NULL DEFAULT 0,
                    filled_value_nanos INTEGER NOT NULL DEFAULT 0,
                    fees_nanos INTEGER NOT NULL DEFAULT 0,
                    ending TEXT,
                    accepted_ns INTEGER,
                    accepted_sequence INTEGER,
                    updated_ns INTEGER NOT NULL DEFAULT 0,
                    broker_order_id TEXT
                ) STRICT;
                CREATE INDEX idx_\(prefix)_orders_epoch ON \(prefix)_orders(epoch, id);
                CREATE INDEX idx_\(prefix)_orders_parent
                    ON \(prefix)_orders(parent_client_order_id)
                    WHERE parent_client_order_id IS NOT NULL;
                CREATE INDEX idx_\(prefix)_orders_open ON \(prefix)_orders(id)
                    WHERE status IN ('pending', 'working', 'partially_filled', 'unknown');
                """)
    }

    private static func createJournal(_ prefix: String, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(prefix)_events (
                    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                    epoch INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    order_id INTEGER REFERENCES \(prefix)_orders(id),
                    order_type TEXT,
                    quantity_billionths INTEGER,
                    limit_nanos INTEGER,
                    stop_nanos INTEGER,
                    trail_nanos INTEGER,
                    trail_billionths INTEGER,
                    best_nanos INTEGER,
                    is_triggered INTEGER,
                    ending TEXT,
                    broker_order_id TEXT,
                    at_ns INTEGER NOT NULL,
                    recorded_ns INTEGER NOT NULL,
                    seal BLOB NOT NULL
                ) STRICT;
                CREATE INDEX idx_\(prefix)_events_order ON \(prefix)_events(order_id, sequence);
                """)
    }

    private static func createFills(_ prefix: String, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(prefix)_fills (
                    sequence INTEGER PRIMARY KEY REFERENCES \(prefix)_events(sequence),
                    epoch INTEGER NOT NULL,
                    order_id INTEGER NOT NULL REFERENCES \(prefix)_orders(id),
                    cumulative_billionths INTEGER NOT NULL,
                    quantity_billionths INTEGER NOT NULL CHECK (quantity_billionths > 0),
                    price_nanos INTEGER NOT NULL,
                    fee_nanos INTEGER NOT NULL,
                    slippage_nanos INTEGER NOT NULL,
                    is_last INTEGER NOT NULL CHECK (is_last IN (0, 1)),
                    rule TEXT NOT NULL,
                    source TEXT NOT NULL,
                    time_ns INTEGER NOT NULL,
                    seal BLOB NOT NULL,
                    UNIQUE (order_id, cumulative_billionths)
                ) STRICT;
                CREATE TABLE \(prefix)_actions (
                    sequence INTEGER PRIMARY KEY REFERENCES \(prefix)_events(sequence),
                    epoch INTEGER NOT NULL,
                    symbol TEXT NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN ('split', 'dividend')),
                    new INTEGER,
                    old INTEGER,
                    per_share_nanos INTEGER,
                    reference_nanos INTEGER,
                    unit_billionths INTEGER NOT NULL CHECK (unit_billionths > 0),
                    time_ns INTEGER NOT NULL,
                    seal BLOB NOT NULL
                ) STRICT;
                """)
    }

    private static func createCash(_ prefix: String, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(prefix)_cash (
                    sequence INTEGER PRIMARY KEY REFERENCES \(prefix)_events(sequence),
                    epoch INTEGER NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN
                        ('opening', 'fill', 'dividend', 'cash_in_lieu', 'deposit', 'withdrawal')),
                    amount_nanos INTEGER NOT NULL,
                    balance_nanos INTEGER NOT NULL,
                    time_ns INTEGER NOT NULL,
                    recorded_ns INTEGER NOT NULL,
                    seal BLOB NOT NULL
                ) STRICT;
                CREATE TABLE \(prefix)_marks (
                    symbol TEXT PRIMARY KEY NOT NULL,
                    price_nanos INTEGER NOT NULL,
                    at_ns INTEGER NOT NULL,
                    recorded_ns INTEGER NOT NULL,
                    seal BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE \(prefix)_equity (
                    epoch INTEGER NOT NULL,
                    day TEXT NOT NULL,
                    moment TEXT NOT NULL CHECK (moment IN ('first', 'last')),
                    equity_nanos INTEGER NOT NULL,
                    cash_nanos INTEGER NOT NULL,
                    positions_value_nanos INTEGER NOT NULL,
                    time_ns INTEGER NOT NULL,
                    sequence INTEGER NOT NULL,
                    seal BLOB NOT NULL,
                    PRIMARY KEY (epoch, day, moment)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}

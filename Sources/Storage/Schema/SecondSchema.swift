import GRDB

/// The tables and indexes of migration 2, as SQL and without types of the program: frozen.
enum SecondSchema {
    /// Kept sums of one mode's trades, filled from the trades that are there, and the indexes by
    /// which pages of them are found.
    static func createSums(_ prefix: String, in db: Database) throws {
        let isPaper = prefix == "paper"
        try createDays(prefix, epoch: isPaper ? "epoch" : "0", in: db)
        try createTallies(prefix, epoch: isPaper ? "epoch" : "0", in: db)
        try createIndexes(prefix, epoch: isPaper ? "epoch, " : "", in: db)
    }

    private static let sums = """
        trades_open INTEGER NOT NULL,
        trades_closed INTEGER NOT NULL,
        trades_cancelled INTEGER NOT NULL,
        realized_nanos INTEGER NOT NULL
        """
    private static let summing = """
        sum(status = 0), sum(status = 1), sum(status = 2), coalesce(sum(realized_nanos), 0)
        """

    private static func createDays(_ prefix: String, epoch: String, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(prefix)_days (
                    epoch INTEGER NOT NULL,
                    day TEXT NOT NULL,
                    \(sums),
                    PRIMARY KEY (epoch, day)
                ) STRICT, WITHOUT ROWID;
                INSERT INTO \(prefix)_days
                    SELECT \(epoch), listed_on, \(summing) FROM \(prefix)_trades GROUP BY 1, 2;
                """)
    }

    private static func createTallies(_ prefix: String, epoch: String, in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(prefix)_tallies (
                    epoch INTEGER NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN ('symbol', 'strategy')),
                    name TEXT NOT NULL,
                    \(sums),
                    PRIMARY KEY (epoch, kind, name)
                ) STRICT, WITHOUT ROWID;
                """)
        for kind in ["symbol", "strategy"] {
            try db.execute(
                sql: """
                    INSERT INTO \(prefix)_tallies
                        SELECT \(epoch), '\(kind)', \(kind), \(summing) FROM \(prefix)_trades
                        GROUP BY 1, 3;
                    """)
        }
    }

    /// Each of them gives a filtered list in its order; an id follows in every index by itself.
    private static func createIndexes(_ prefix: String, epoch: String, in db: Database) throws {
        try db.execute(
            sql: """
                DROP INDEX idx_\(prefix)_trades_day;
                DROP INDEX idx_\(prefix)_trades_symbol;
                DROP INDEX idx_\(prefix)_trades_status;
                CREATE INDEX idx_\(prefix)_trades_symbol
                    ON \(prefix)_trades(symbol, \(epoch)listed_at);
                CREATE INDEX idx_\(prefix)_trades_status
                    ON \(prefix)_trades(status, \(epoch)listed_at);
                CREATE INDEX idx_\(prefix)_trades_strategy
                    ON \(prefix)_trades(strategy, \(epoch)listed_at);
                """)
    }
}

import GRDB

extension SecondSchema {
    /// Makes the tables that every order is written to again, with the same columns and the same
    /// rules in other words.
    ///
    /// SQLite builds a table in memory for each `IN` of more than two values, each time that a row
    /// is written: with six of them an order cost a fifth more.
    static func rewriteRules(_ prefix: String, in db: Database) throws {
        try rewrite(
            "\(prefix)_orders",
            rules: [
                (
                    "size_kind IN ('shares', 'notional', 'all_cash')",
                    "size_kind = 'shares' OR size_kind = 'notional' OR size_kind = 'all_cash'"
                ),
                (
                    "role IN ('direct', 'stop', 'target')",
                    "role = 'direct' OR role = 'stop' OR role = 'target'"
                ),
            ], in: db)
        try rewrite(
            "\(prefix)_cash",
            rules: [
                (
                    """
                    kind IN
                            ('opening', 'fill', 'dividend', 'cash_in_lieu', 'deposit', 'withdrawal')
                    """,
                    """
                    kind = 'fill' OR kind = 'opening' OR kind = 'dividend'
                            OR kind = 'cash_in_lieu' OR kind = 'deposit' OR kind = 'withdrawal'
                    """
                )
            ], in: db)
        try rewrite(
            "\(prefix)_trades",
            rules: [("status IN (0, 1, 2)", "status = 0 OR status = 1 OR status = 2")], in: db)
        // Nothing looks a row of the journal up by its order.
        try db.execute(
            sql: """
                DROP INDEX idx_\(prefix)_events_order;
                DROP INDEX idx_\(prefix)_orders_open;
                CREATE INDEX idx_\(prefix)_orders_open ON \(prefix)_orders(id)
                    WHERE status = 'pending' OR status = 'working'
                        OR status = 'partially_filled' OR status = 'unknown';
                """)
    }

    /// Copies a table into one with other rules, which takes its name, its indexes and its last
    /// number.
    private static func rewrite(
        _ table: String, rules: [(old: String, new: String)], in db: Database
    ) throws {
        let definition = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
        guard var sql = try String.fetchOne(db, sql: definition, arguments: [table]) else {
            throw StorageError.corrupt("there is no table \(table)")
        }
        let naming = (old: "CREATE TABLE \(table) ", new: "CREATE TABLE new_\(table) ")
        for (old, new) in [naming] + rules {
            guard let range = sql.firstRange(of: old) else {
                throw StorageError.corrupt("the table \(table) is not as it was made")
            }
            sql.replaceSubrange(range, with: new)
        }
        let indexes = try String.fetchAll(
            db,
            sql: """
                SELECT sql FROM sqlite_master
                WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name
                """, arguments: [table])
        try db.execute(
            sql: """
                \(sql);
                INSERT INTO new_\(table) SELECT * FROM \(table);
                DELETE FROM sqlite_sequence WHERE name = 'new_\(table)';
                INSERT INTO sqlite_sequence (name, seq)
                    SELECT 'new_\(table)', seq FROM sqlite_sequence WHERE name = '\(table)';
                DROP TABLE \(table);
                ALTER TABLE new_\(table) RENAME TO \(table);
                \(indexes.joined(separator: ";\n"));
                """)
    }
}

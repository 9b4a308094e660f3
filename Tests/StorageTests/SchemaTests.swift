import GRDB
import Storage
import Testing

/// The tables of the design, column by column: `name TYPE`, `?` where NULL is allowed, then the
/// default.
@Suite struct SchemaTests {
    @Test func `the live trades have the columns of the design`() throws {
        try expect(
            "live_trades",
            """
            id INTEGER?, symbol TEXT, side INTEGER, entry_price REAL, entry_time TEXT,
            exit_price REAL?, exit_time TEXT?, shares INTEGER, stop_loss REAL, take_profit REAL?,
            realized_pnl REAL?, status INTEGER = 0, strategy TEXT, regime TEXT?,
            signal_reason TEXT?, signal_explanation TEXT?, broker_order_id TEXT?,
            created_at TEXT, updated_at TEXT
            """)
    }

    @Test func `the paper trades have the columns of the design`() throws {
        try expect(
            "paper_trades",
            """
            id INTEGER?, symbol TEXT, side INTEGER, entry_price REAL, entry_time TEXT,
            exit_price REAL?, exit_time TEXT?, shares INTEGER, stop_loss REAL, take_profit REAL?,
            realized_pnl REAL?, status INTEGER = 0, strategy TEXT, regime TEXT?,
            signal_reason TEXT?, signal_explanation TEXT?, slippage_applied REAL = 0.0,
            created_at TEXT, updated_at TEXT
            """)
        #expect(try columns("paper_trades").contains("broker_order_id TEXT?") == false)
    }

    @Test(arguments: ["live_trades", "paper_trades"])
    func `the trades have our own columns too`(_ table: String) throws {
        let own = """
            lot_id TEXT, fees REAL, slippage REAL, return_pct REAL?, exit_reason TEXT?,
            listed_on TEXT, listed_at INTEGER, quantity_billionths INTEGER
            """
        let names = try columns(table)
        for column in split(own) { #expect(names.contains(column), "\(table).\(column)") }
        #expect(names.contains("epoch INTEGER") == (table == "paper_trades"))
    }

    @Test func `the positions have the columns of the design`() throws {
        let common = """
            id INTEGER?, symbol TEXT, side INTEGER, shares INTEGER, entry_price REAL,
            current_price REAL, unrealized_pnl REAL, stop_loss REAL, take_profit REAL?,
            entry_time TEXT,
            """
        try expect("live_positions", common + " broker_position_id TEXT?, updated_at TEXT")
        try expect("paper_positions", common + " updated_at TEXT")
        for table in ["live_positions", "paper_positions"] {
            #expect(try uniqueColumns(table) == ["symbol"])
        }
    }

    @Test func `the backtest results and the mode have the columns of the design`() throws {
        try expect(
            "backtest_results",
            """
            id INTEGER?, run_id TEXT, symbol TEXT, strategy_mode TEXT, start_date TEXT,
            end_date TEXT, initial_capital REAL, final_equity REAL, total_return_pct REAL?,
            sharpe_ratio REAL?, max_drawdown_pct REAL?, win_rate REAL?, num_trades INTEGER?,
            equity_curve_json TEXT?, trades_json TEXT?, config_json TEXT?, created_at TEXT
            """)
        #expect(try uniqueColumns("backtest_results") == ["run_id"])
        try expect(
            "mode_state",
            """
            id INTEGER = 1?, active_mode TEXT = 'paper', last_mode_change TEXT?,
            paper_balance REAL = 100000.0, paper_realized_pnl REAL = 0.0
            """)
    }

    @Test func `the indexes of the design are there`() throws {
        let expected = ["live", "paper"].flatMap { mode in
            ["symbol", "status", "entry_time"].map { "idx_\(mode)_trades_\($0)" }
        }
        let found = try read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'index'")
        }
        for index in expected + ["idx_backtest_results_symbol"] {
            #expect(found.contains(index), "\(index)")
        }
    }

    @Test func `there is one row of the mode, and no other mode than two`() throws {
        let folder = try TemporaryFolder()
        _ = try Ledger.open(at: folder.path("a.sqlite"), surroundings: .resting)
        let file = try DatabaseQueue(path: folder.path("a.sqlite"))
        let row = try file.read { try Row.fetchOne($0, sql: "SELECT * FROM mode_state") }
        #expect(row?["active_mode"] == "paper")
        #expect(row?["paper_balance"] == 100_000.0)
        for sql in [
            "INSERT INTO mode_state (id) VALUES (2)", "UPDATE mode_state SET active_mode = 'both'",
        ] {
            #expect(throws: DatabaseError.self) { try file.write { try $0.execute(sql: sql) } }
        }
    }

    private func expect(_ table: String, _ design: String) throws {
        let expected = split(design)
        let found = try columns(table)
        #expect(Array(found.prefix(expected.count)) == expected, "\(table)")
    }

    private func split(_ design: String) -> [String] {
        design.split { $0 == "," || $0 == "\n" }
            .map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    }

    private func columns(_ table: String) throws -> [String] {
        try read { db in
            try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))").map { row in
                let standard = (row["dflt_value"] as String?).map { " = \($0)" } ?? ""
                let mayBeNull = (row["notnull"] as Int) == 0 ? "?" : ""
                return "\(row["name"] as String) \(row["type"] as String)\(standard)\(mayBeNull)"
            }
        }
    }

    private func uniqueColumns(_ table: String) throws -> [String] {
        try read { db in
            let lists = try Row.fetchAll(db, sql: "PRAGMA index_list(\(table))")
            return try lists.filter { $0["unique"] == 1 && $0["origin"] == "u" }.flatMap { list in
                try Row.fetchAll(db, sql: "PRAGMA index_info(\(list["name"] as String))")
                    .map { $0["name"] as String }
            }
        }
    }

    private func read<T>(_ body: (Database) throws -> T) throws -> T {
        let folder = try TemporaryFolder()
        try Ledger.open(at: folder.path("a.sqlite"), surroundings: .resting).close()
        return try DatabaseQueue(path: folder.path("a.sqlite")).read(body)
    }
}

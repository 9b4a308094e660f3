import Domain
import GRDB

extension BacktestRows {
    private static let summaryColumns = """
        id, run_id, symbol, strategy_mode, start_date, end_date, initial_capital, final_equity,
        total_return_pct, sharpe_ratio, max_drawdown_pct, win_rate, num_trades, created_at,
        CASE WHEN json_valid(config_json) THEN json_extract(config_json, '$.parameters') END
            AS parameters
        """

    static func page(
        of symbol: Symbol?, before id: Int64?, limit: Int, in db: Database
    ) throws -> [BacktestSummary] {
        // A result of several symbols names them joined by commas.
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT \(summaryColumns) FROM backtest_results
                    WHERE (?1 IS NULL OR instr(',' || symbol || ',', ',' || ?1 || ',') > 0)
                        AND id < ?2
                    ORDER BY id DESC LIMIT ?3
                    """), arguments: [symbol?.description, id ?? .max, limit])
        return try rows.map(summary)
    }

    static func detail(of runID: String, in db: Database) throws -> BacktestDetail? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT \(summaryColumns), equity_curve_json, trades_json, config_json,
                    (SELECT count(*) FROM backtest_chunks c WHERE c.run_id = r.run_id) AS chunks
                FROM backtest_results r WHERE run_id = ?
                """, arguments: [runID])
        guard let row else { return nil }
        let curve = String.fromDatabaseValue(row["equity_curve_json"]).flatMap(EquityCurveText.read)
        guard let curve, let trades = String.fromDatabaseValue(row["trades_json"]) else {
            throw StorageError.corrupt("the curve or the trades of backtest \(runID)")
        }
        return BacktestDetail(
            summary: try summary(row), equity: curve, trades: trades, tradePages: 1 + row["chunks"],
            config: String.fromDatabaseValue(row["config_json"]))
    }

    static func trades(of runID: String, page: Int, in db: Database) throws -> String? {
        guard page > 1 else {
            guard page == 1 else { return nil }
            let sql = "SELECT trades_json FROM backtest_results WHERE run_id = ?"
            return try String.fetchOne(db, sql: sql, arguments: [runID])
        }
        let sql = "SELECT trades_json FROM backtest_chunks WHERE run_id = ? AND chunk = ?"
        return try String.fetchOne(db, sql: sql, arguments: [runID, page - 1])
    }

    private static func summary(_ row: Row) throws -> BacktestSummary {
        var cells = Cells(row, of: results.name)
        var figures = BacktestFigures()
        figures.totalReturnPercent = Double.fromDatabaseValue(row[8])
        figures.sharpeRatio = Double.fromDatabaseValue(row[9])
        figures.maxDrawdownPercent = Double.fromDatabaseValue(row[10])
        figures.winRate = Double.fromDatabaseValue(row[11])
        guard let created = String.fromDatabaseValue(row[13]).flatMap({ Timestamp($0) }),
            let initial = Double.fromDatabaseValue(row[6]),
            let final = Double.fromDatabaseValue(row[7])
        else { throw StorageError.corrupt("a row of \(results.name)") }
        return BacktestSummary(
            id: try cells.integer(), runID: try cells.text(),
            symbols: try cells.parsed(symbols), strategyMode: try cells.text(),
            start: try cells.parsed { Day($0) }, end: try cells.parsed { Day($0) },
            initialCapital: initial, finalEquity: final, figures: figures,
            tradeCount: Int.fromDatabaseValue(row[12]) ?? 0, createdAt: created,
            parameters: String.fromDatabaseValue(row["parameters"]))
    }

    private static func symbols(_ text: String) -> [Symbol]? {
        let parts = text.split(separator: ",")
        let symbols = parts.compactMap { Symbol($0) }
        return symbols.count == parts.count ? symbols : nil
    }
}

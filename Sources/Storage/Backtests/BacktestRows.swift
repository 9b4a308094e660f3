import Domain
import GRDB

/// The rows of the backtests' tables.
enum BacktestRows {
    /// How many trades a page holds: the first lies in the result's row, each other in a chunk.
    static let tradesPerPage = 10_000

    static let results = SealedTable(
        "backtest_results", key: ["run_id"],
        columns: [
            "id", "run_id", "symbol", "strategy_mode", "start_date", "end_date",
            "initial_capital", "final_equity", "total_return_pct", "sharpe_ratio",
            "max_drawdown_pct", "win_rate", "num_trades", "equity_curve_json", "trades_json",
            "config_json", "created_at",
        ])
    static let chunks = SealedTable(
        "backtest_chunks", key: ["run_id", "chunk"], columns: ["run_id", "chunk", "trades_json"])
    static let runs = SealedTable(
        "backtest_runs", key: ["run_id"],
        columns: [
            "run_id", "state", "progress", "error", "config_json", "result_hash", "created_ns",
            "updated_ns",
        ])

    static func insert(_ result: BacktestResult, in db: Database) throws -> Int64 {
        let known = "SELECT 1 FROM backtest_results WHERE run_id = ?"
        guard try Int.fetchOne(db, sql: known, arguments: [result.runID]) == nil else {
            throw StorageError.refused("the result of run \(result.runID) was saved before")
        }
        let id = try NextNumber.of(results.name, in: db)
        let trades = result.trades[...]
        try results.insert(
            [id.databaseValue, result.runID.databaseValue] + values(of: result)
                + [array(of: trades.prefix(tradesPerPage)).databaseValue]
                + [
                    result.config.map(\.databaseValue) ?? .null,
                    result.createdAt.description.databaseValue,
                ], into: db)
        var rest = trades.dropFirst(tradesPerPage)
        var chunk = 1
        while !rest.isEmpty {
            let text = array(of: rest.prefix(tradesPerPage))
            try chunks.insert(
                [result.runID.databaseValue, chunk.databaseValue, text.databaseValue], into: db)
            rest = rest.dropFirst(tradesPerPage)
            chunk += 1
        }
        return id
    }

    /// The columns from `symbol` to `equity_curve_json`.
    private static func values(of result: BacktestResult) -> [DatabaseValue] {
        let symbols = result.symbols.sorted().map(\.description).joined(separator: ",")
        let figures = result.figures
        return [
            symbols.databaseValue, result.strategyMode.databaseValue,
            result.start.description.databaseValue, result.end.description.databaseValue,
            result.initialCapital.approximate.databaseValue,
            result.finalEquity.approximate.databaseValue,
            value(figures.totalReturnPercent), value(figures.sharpeRatio),
            value(figures.maxDrawdownPercent), value(figures.winRate),
            result.trades.count.databaseValue,
            EquityCurveText.write(EquityPoint.thinned(result.equity)).databaseValue,
        ]
    }

    /// NaN is unknown too: SQLite would turn it into NULL and the seal would not fit.
    private static func value(_ figure: Double?) -> DatabaseValue {
        guard let figure, figure.isFinite else { return .null }
        return figure.databaseValue
    }

    private static func array(of objects: ArraySlice<String>) -> String {
        "[\(objects.joined(separator: ","))]"
    }
}

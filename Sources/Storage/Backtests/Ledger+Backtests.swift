public import Domain
import GRDB

extension Ledger {
    /// Keeps the result of a successful backtest.
    ///
    /// - Returns: its number.
    /// - Throws: `.refused` where a run of this name was saved before.
    @discardableResult
    public func save(_ result: BacktestResult) async throws(StorageError) -> Int64 {
        try await write { db in try BacktestRows.insert(result, in: db) }
    }

    /// Backtests with numbers below `before`, newest first; of one symbol, also among others.
    public func backtests(
        of symbol: Symbol? = nil, before id: Int64? = nil, limit: Int = 50
    ) async throws(StorageError) -> [BacktestSummary] {
        try await read { db in
            try BacktestRows.page(of: symbol, before: id, limit: limit, in: db)
        }
    }

    /// A backtest with its curve and the first page of its trades, or nil.
    public func backtest(_ runID: String) async throws(StorageError) -> BacktestDetail? {
        try await read { db in try BacktestRows.detail(of: runID, in: db) }
    }

    /// A page of a backtest's trades, from 1, as a JSON array; nil where there is none.
    public func backtestTrades(
        _ runID: String, page: Int
    ) async throws(StorageError) -> String? {
        try await read { db in try BacktestRows.trades(of: runID, page: page, in: db) }
    }
}

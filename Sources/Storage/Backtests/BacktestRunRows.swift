import Domain
import GRDB

/// The rows of `backtest_runs`.
enum BacktestRunRows {
    static func put(_ run: BacktestRunRecord, in db: Database) throws {
        try BacktestRows.runs.replace(
            [
                run.runID.databaseValue, run.state.rawValue.databaseValue,
                run.progress.databaseValue, run.error?.databaseValue ?? .null,
                run.config.databaseValue, run.resultHash?.databaseValue ?? .null,
                run.createdAt.databaseValue, run.updatedAt.databaseValue,
            ], in: db)
    }

    static func run(_ runID: String, in db: Database) throws -> BacktestRunRecord? {
        try Row.fetchOne(db, sql: "\(selection) WHERE run_id = ?", arguments: [runID]).map(record)
    }

    static func newest(_ limit: Int, in db: Database) throws -> [BacktestRunRecord] {
        let sql = "\(selection) ORDER BY created_ns DESC, run_id DESC LIMIT ?"
        return try Row.fetchAll(db, sql: sql, arguments: [limit]).map(record)
    }

    static func unfinished(in db: Database) throws -> [BacktestRunRecord] {
        try Row.fetchAll(db, sql: "\(selection) WHERE state IN ('queued', 'running')").map(record)
    }

    private static var selection: String {
        "SELECT \(BacktestRows.runs.columns.joined(separator: ", ")) FROM backtest_runs"
    }

    private static func record(_ row: Row) throws -> BacktestRunRecord {
        var cells = Cells(row, of: "backtest_runs")
        let runID = try cells.text()
        let state = try cells.parsed(BacktestRunRecord.State.init(rawValue:))
        _ = cells.optionalInteger()  // The progress, which is no integer and is read below.
        let error = cells.optionalText()
        let config = try cells.text()
        let hash = cells.optionalText()
        var run = BacktestRunRecord(runID: runID, config: config, createdAt: try cells.time())
        run.state = state
        run.progress = Double.fromDatabaseValue(row[2]) ?? 0
        run.error = error
        run.resultHash = hash
        run.updatedAt = try cells.time()
        return run
    }
}

extension Ledger {
    /// Writes down how far a run is.
    public func put(_ run: BacktestRunRecord) async throws(StorageError) {
        try await writeBeside { db in try BacktestRunRows.put(run, in: db) }
    }

    /// Keeps the result of a run and its end, both or neither.
    public func finish(
        _ run: BacktestRunRecord, with result: BacktestResult
    ) async throws(StorageError) {
        try await writeBeside { db in
            _ = try BacktestRows.insert(result, in: db)
            try BacktestRunRows.put(run, in: db)
        }
    }

    /// A run by its name, or nil.
    public func backtestRun(_ runID: String) async throws(StorageError) -> BacktestRunRecord? {
        try await read { db in try BacktestRunRows.run(runID, in: db) }
    }

    /// The runs that were asked for last, newest first.
    public func backtestRuns(limit: Int = 50) async throws(StorageError) -> [BacktestRunRecord] {
        try await read { db in try BacktestRunRows.newest(limit, in: db) }
    }

    /// Ends the runs that a crash has left under way.
    ///
    /// - Returns: how many there were.
    @discardableResult
    public func failUnfinishedBacktests(
        because error: String
    ) async throws(StorageError) -> Int {
        let now = surroundings.wallNow()
        return try await writeBeside { db in
            let runs = try BacktestRunRows.unfinished(in: db)
            for var run in runs {
                run.state = .failed
                run.error = error
                run.updatedAt = now
                try BacktestRunRows.put(run, in: db)
            }
            return runs.count
        }
    }
}

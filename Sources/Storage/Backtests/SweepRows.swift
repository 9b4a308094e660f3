import Domain
import GRDB

/// The rows of `backtest_sweeps`.
enum SweepRows {
    static let table = SealedTable(
        "backtest_sweeps", key: ["run_id"], columns: ["run_id", "result_json"])

    static func insert(_ runID: String, _ result: String, in db: Database) throws {
        try table.insert([runID.databaseValue, result.databaseValue], into: db)
    }

    static func result(of runID: String, in db: Database) throws -> String? {
        let sql = "SELECT result_json FROM backtest_sweeps WHERE run_id = ?"
        return try String.fetchOne(db, sql: sql, arguments: [runID])
    }
}

extension Ledger {
    /// Keeps what a sweep came to, a JSON object, and the end of its run, both or neither.
    public func finish(
        _ run: BacktestRunRecord, withSweep result: String
    ) async throws(StorageError) {
        try await writeBeside { db in
            try BacktestRunRows.put(run, in: db)
            try SweepRows.insert(run.runID, result, in: db)
        }
    }

    /// What a sweep came to, as a JSON object, or nil.
    public func sweep(_ runID: String) async throws(StorageError) -> String? {
        try await read { db in try SweepRows.result(of: runID, in: db) }
    }
}

import GRDB

/// The table of migration 4, as SQL and without types of the program: frozen.
enum FourthSchema {
    /// What sweeps came to; the run of the same name says what was asked for.
    static func createSweeps(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE backtest_sweeps (
                    run_id TEXT PRIMARY KEY NOT NULL REFERENCES backtest_runs(run_id),
                    result_json TEXT NOT NULL,
                    seal BLOB NOT NULL
                ) STRICT;
                """)
    }
}

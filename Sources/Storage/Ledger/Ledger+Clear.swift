public import Domain
import GRDB

extension Ledger {
    /// Empties trades, positions, orders, fills, cash, equity, signals and backtest results of both
    /// modes. Bars, settings and the audit chain stay, and the chain records it.
    ///
    /// - Throws: `.refused` while there are live positions or working live orders.
    public func clearAllTradingData(
        openingCash: Money = .paperOpening
    ) async throws(StorageError) {
        try await write { [surroundings] db in
            try Clearing.check(in: db)
            for mode in TradingMode.allCases { try Clearing.empty(.of(mode), in: db) }
            try Clearing.emptyShared(in: db)
            try Epochs.startFirst(openingCash: openingCash, surroundings: surroundings, in: db)
            try AuditChain.append(
                AuditEntry(kind: "trading_data_cleared", time: surroundings.wallNow()), in: db)
        }
    }
}

/// The emptying of the desk.
private enum Clearing {
    static func check(in db: Database) throws {
        let tables = Tables.of(.live)
        let positions = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(tables.positions)") ?? 0
        let orders = try OrderStore(tables: tables, db: db).open(Epochs.live).count
        guard positions == 0, orders == 0 else {
            throw StorageError.refused(
                "there are \(positions) live positions and \(orders) working live orders")
        }
    }

    /// The tables that name rows of others go before those.
    static func empty(_ tables: Tables, in db: Database) throws {
        let names = [
            tables.fills.name, tables.actions.name, tables.cash.name, tables.events.name,
            tables.orders.name, tables.trades, tables.positions, tables.totals,
            tables.days, tables.tallies, tables.marks.name, tables.equity.name,
        ]
        for name in names { try db.execute(sql: "DELETE FROM \(name)") }
    }

    static func emptyShared(in db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM paper_epochs;
                DELETE FROM signals;
                DELETE FROM backtest_chunks;
                DELETE FROM backtest_results;
                DELETE FROM backtest_sweeps;
                DELETE FROM backtest_runs;
                UPDATE mode_state SET active_mode = 'paper', last_mode_change = NULL,
                    paper_balance = 100000.0, paper_realized_pnl = 0.0;
                """)
    }
}

import Domain
import GRDB

/// Compares the desk's own state with the audit chain and the paper account.
struct DeskExamination {
    /// The word for an emptied desk in the audit chain.
    static let clearing = "trading_data_cleared"

    let db: Database

    /// The line of `mode_state` and the epochs' first trades.
    func comparePaper(with fold: inout JournalFold) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT epoch, first_trade_id, opening_cash_nanos FROM paper_epochs")
        var missing = fold.totals
        for row in rows {
            let epoch: Int64 = row["epoch"]
            missing[epoch] = nil
            guard let totals = fold.totals[epoch] else {
                fold.findings.add(
                    "paper_epochs", row: "\(epoch)", column: "epoch", found: "\(epoch)",
                    expected: "an epoch that the journal knows")
                continue
            }
            fold.findings.compare(
                row, of: "paper_epochs", key: "\(epoch)",
                with: [("first_trade_id", totals.firstTradeID.databaseValue)])
        }
        for epoch in missing.keys.sorted() {
            fold.findings.add(
                "paper_epochs", row: "\(epoch)", found: "no row",
                expected: "the epoch that the journal speaks of")
        }
        let account = fold.totals.max { $0.key < $1.key }?.value
        try compareMode(
            with: [
                // A file whose making was cut off has no epoch yet: the next opening begins it.
                ("paper_balance", number((account?.cash ?? .paperOpening).approximate)),
                ("paper_realized_pnl", number((account?.realized ?? .zero).approximate)),
            ], into: &fold.findings)
    }

    private func compareMode(
        with account: ExpectedCells, into findings: inout Findings
    ) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM mode_state") else {
            findings.add("mode_state", found: "no row", expected: "one")
            return
        }
        let (mode, change) = try lastMode()
        let state: ExpectedCells = [
            ("id", 1.databaseValue), ("active_mode", mode.rawValue.databaseValue),
            ("last_mode_change", text(change?.description)),
        ]
        findings.compare(row, of: "mode_state", key: "1", with: state + account)
    }

    /// The mode that the audit chain tells of, and since when.
    private func lastMode() throws -> (TradingMode, Timestamp?) {
        let sql = """
            SELECT kind, detail, at_ns FROM audit_log WHERE kind IN (?, ?)
            ORDER BY id DESC LIMIT 1
            """
        let row = try Row.fetchOne(db, sql: sql, arguments: [ModeState.auditKind, Self.clearing])
        guard let row, row[0] == ModeState.auditKind else { return (.paper, nil) }
        let detail: String = row[1]
        let mode: TradingMode = detail.contains("\"live\"") ? .live : .paper
        return (mode, Timestamp(nanoseconds: row[2]))
    }
}

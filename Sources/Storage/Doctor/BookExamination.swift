import Domain
import GRDB

/// Recomputes one mode's orders, trades, positions, cash and totals from its journal, and compares.
struct BookExamination {
    let tables: Tables
    let db: Database

    static func run(_ mode: TradingMode, in db: Database, into findings: inout Findings) throws {
        let examination = BookExamination(tables: .of(mode), db: db)
        var fold = try examination.followed()
        try fold.compareRest()
        try SumExamination(tables: examination.tables, db: db)
            .run(fold.sums, into: &fold.findings)
        try examination.comparePositions(with: &fold)
        try examination.compareTotals(with: &fold)
        try examination.findStrays(into: &fold.findings)
        try examination.compareLastNumbers(with: &fold)
        if mode == .paper { try DeskExamination(db: db).comparePaper(with: &fold) }
        findings.add(fold.findings.list)
    }

    /// What the journal comes to at its end, where all that is done was compared already.
    func followed() throws -> JournalFold {
        var fold = try JournalFold(
            JournalSource(tables: tables, db: db), firstTradeID: firstTradeID())
        try followJournal(with: &fold)
        return fold
    }

    /// The number that the first trade of the journal got: 1, unless the desk was cleared since.
    private func firstTradeID() throws -> Int64 {
        if tables.mode == .paper {
            let sql = "SELECT first_trade_id FROM paper_epochs ORDER BY epoch LIMIT 1"
            return try Int64.fetchOne(db, sql: sql) ?? 1
        }
        let sql = "SELECT 1 FROM audit_log WHERE kind = ?"
        let wasCleared = try Bool.fetchOne(db, sql: sql, arguments: [DeskExamination.clearing])
        guard wasCleared == true else { return 1 }
        return try Int64.fetchOne(db, sql: "SELECT min(id) FROM \(tables.trades)") ?? 1
    }

    private func followJournal(with fold: inout JournalFold) throws {
        let rows = try Row.fetchCursor(db, sql: JournalRow.sql(tables))
        var last: Int64?
        while let row = try rows.next(), !fold.findings.isFull {
            let sequence: Int64 = row[0]
            if let last, sequence != last &+ 1 {
                fold.findings.add(
                    tables.events.name, row: "\(last &+ 1)", column: "sequence",
                    found: "\(sequence)", expected: "\(last &+ 1)")
            }
            last = sequence
            do {
                let row = try JournalRow(row, tables)
                try fold.apply(row)
                try fold.settle(after: row)
            } catch {
                fold.findings.add(
                    tables.events.name, row: "\(sequence)", found: "\(error)",
                    expected: "a row that can follow those before it")
            }
        }
        try compare(last, withLastNumberOf: tables.events.name, "sequence", in: &fold.findings)
    }

    /// Rows cut off at the end leave no gap, but the file remembers the last number it gave.
    private func compare(
        _ last: Int64?, withLastNumberOf table: String, _ column: String,
        in findings: inout Findings
    ) throws {
        guard let last else { return }
        let sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        let given = try DatabaseValue.fetchOne(db, sql: sql, arguments: [table]) ?? .null
        guard given != last.databaseValue else { return }
        findings.add(
            table, row: "\(last)", column: column, found: "the last row",
            expected: "rows up to \(given.shown)")
        findings.add(
            "sqlite_sequence", row: table, column: "seq", found: given.shown, expected: "\(last)")
    }

    private func comparePositions(with fold: inout JournalFold) throws {
        var prices: [String: Price] = [:]
        let marks = try Row.fetchCursor(
            db, sql: "SELECT symbol, price_nanos FROM \(tables.marks.name)")
        while let row = try marks.next() { prices[row[0]] = Price(nanos: row[1]) }
        var expected = fold.positions
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(tables.positions)")
        while let row = try rows.next() {
            let name = (row["symbol"] as DatabaseValue).text
            guard let position = Symbol(name).flatMap({ expected.removeValue(forKey: $0) }) else {
                fold.findings.add(
                    tables.positions, row: name, column: "symbol", found: name,
                    expected: "no such position")
                continue
            }
            let cells = try position.cells(tables.mode, price: prices[name])
            fold.findings.compare(row, of: tables.positions, key: name, with: cells)
        }
        for position in expected.values.sorted(by: { $0.id < $1.id }) {
            fold.findings.add(
                tables.positions, row: "\(position.symbol)", found: "no row",
                expected: "\(position.quantity) \(position.symbol)")
        }
    }

    private func compareTotals(with fold: inout JournalFold) throws {
        var expected = fold.totals
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(tables.totals)")
        while let row = try rows.next() {
            let epoch: Int64 = row["epoch"]
            // Live may have written a price before anything happened: then all sums are zero.
            var totals = expected.removeValue(forKey: epoch)
            if tables.mode == .live, epoch == Epochs.live, totals == nil {
                totals = FoldedTotals(firstTradeID: 1)
            }
            guard let totals else {
                fold.findings.add(
                    tables.totals, row: "\(epoch)", column: "epoch", found: "\(epoch)",
                    expected: "no such epoch")
                continue
            }
            fold.findings.compare(
                row, of: tables.totals, key: "\(epoch)", with: totals.cells(epoch))
        }
        for epoch in expected.keys.sorted() {
            fold.findings.add(
                tables.totals, row: "\(epoch)", found: "no row", expected: "the epoch's sums")
        }
    }

    /// Rows of fills, actions and cash that no row of the journal speaks of.
    private func findStrays(into findings: inout Findings) throws {
        let owners = [
            (tables.fills.name, "'filled'"), (tables.actions.name, "'adjusted'"),
            (tables.cash.name, "'filled', 'adjusted', 'cash'"),
        ]
        for (table, kinds) in owners {
            let sequences = try Int64.fetchAll(
                db,
                sql: """
                    SELECT sequence FROM \(table) stray WHERE NOT EXISTS
                        (SELECT 1 FROM \(tables.events.name)
                        WHERE sequence = stray.sequence AND kind IN (\(kinds)))
                    """)
            for sequence in sequences {
                findings.add(
                    table, row: "\(sequence)", column: "sequence", found: "\(sequence)",
                    expected: "the number of a journal row of its kind")
            }
        }
    }

    private func compareLastNumbers(with fold: inout JournalFold) throws {
        let lastOrder = try Int64.fetchOne(db, sql: "SELECT max(id) FROM \(tables.orders.name)")
        try compare(
            lastOrder, withLastNumberOf: tables.orders.name, "id", in: &fold.findings)
        guard fold.hasTrades else { return }
        try compare(
            fold.nextTrade &- 1, withLastNumberOf: tables.trades, "id", in: &fold.findings)
    }
}

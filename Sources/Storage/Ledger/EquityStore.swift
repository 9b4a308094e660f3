import Domain
import GRDB

/// Reads and writes the equity marks of one mode, inside a transaction.
final class EquityStore {
    private let tables: Tables
    private let hasFirst: PreparedStatement
    private let replacing: PreparedStatement

    private static let hasFirst = PerMode { tables in
        "SELECT 1 FROM \(tables.equity.name) WHERE epoch = ? AND day = ? AND moment = 'first'"
    }

    init(tables: Tables, db: Database) {
        self.tables = tables
        hasFirst = PreparedStatement(Self.hasFirst[tables.mode], in: db)
        replacing = PreparedStatement(tables.equity.replaceSQL, in: db)
    }

    /// Whether a day has its first mark.
    func hasFirst(of day: Day, epoch: Int64) throws -> Bool {
        try hasFirst.first(
            { row in
                row.add(epoch)
                row.add(iso: day)
            }, of: tables.equity.name
        ) { _ in true } ?? false
    }

    /// Writes a mark over the one of its moment.
    func replace(_ line: EquityLine, moment: String, of day: Day, epoch: Int64) throws {
        let (name, mark) = (day.description, line.mark)
        try replacing.run { row in
            row.beginSeal(
                tables.equity.runningSeal { key in
                    key.add(epoch)
                    key.add(name)
                    key.add(moment)
                })
            row.add(epoch)
            row.add(name)
            row.add(moment)
            row.add(mark.equity)
            row.add(mark.cash)
            row.add(mark.positionsValue)
            row.add(mark.time)
            row.add(line.sequence)
            row.endSeal()
        }
    }
}

/// An equity mark, and the newest row of the journal at that time.
struct EquityLine {
    let mark: EquityMark
    let sequence: Int64
}

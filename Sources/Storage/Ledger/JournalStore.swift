import Domain
import GRDB

/// Writes the journal of one mode and what hangs on it, inside a transaction.
final class JournalStore {
    private let tables: Tables
    private let events: PreparedStatement
    private let actions: PreparedStatement
    private let cash: PreparedStatement

    init(tables: Tables, db: Database) {
        self.tables = tables
        events = PreparedStatement(tables.events.insertSQL, in: db)
        actions = PreparedStatement(tables.actions.insertSQL, in: db)
        cash = PreparedStatement(tables.cash.insertSQL, in: db)
    }

    func insert(_ line: JournalLine, epoch: Int64) throws {
        let (entry, terms) = (line.entry, line.entry.terms)
        try events.run { row in
            row.beginSeal(tables.events.runningSeal { $0.add(line.sequence) })
            row.add(line.sequence)
            row.add(epoch)
            row.add(entry.kind.rawValue)
            row.add(entry.order)
            let type = terms.map { OrderTypeColumns($0.type) }
            row.add(type?.name)
            row.add(terms?.quantity)
            row.add(type?.limit)
            row.add(type?.stop)
            row.add(type?.trail)
            row.add(type?.trailRate)
            row.add(terms?.best)
            row.add((terms?.isTriggered).map { $0 ? 1 : 0 as Int64 })
            row.add(entry.ending?.rawValue)
            row.add(entry.brokerOrderID)
            row.add(entry.at)
            row.add(line.recordedAt)
            row.endSeal()
        }
    }

    func insert(_ line: ActionLine, epoch: Int64) throws {
        let adjustment = line.adjustment
        let (kind, new, old, perShare): (String, Int64?, Int64?, Price?) =
            switch adjustment.action {
            case .split(let new, let old): ("split", new, old, nil)
            case .dividend(let perShare): ("dividend", nil, nil, perShare)
            }
        try actions.run { row in
            row.beginSeal(tables.actions.runningSeal { $0.add(line.sequence) })
            row.add(line.sequence)
            row.add(epoch)
            row.add(adjustment.symbol.description)
            row.add(kind)
            row.add(new)
            row.add(old)
            row.add(perShare)
            row.add(adjustment.reference)
            row.add(adjustment.unit)
            row.add(adjustment.time)
            row.endSeal()
        }
    }

    func insert(_ line: CashLine, epoch: Int64) throws {
        try cash.run { row in
            row.beginSeal(tables.cash.runningSeal { $0.add(line.sequence) })
            row.add(line.sequence)
            row.add(epoch)
            row.add(line.kind)
            row.add(line.amount)
            row.add(line.balance)
            row.add(line.time)
            row.add(line.recordedAt)
            row.endSeal()
        }
    }
}

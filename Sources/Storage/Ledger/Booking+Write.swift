import Domain
import GRDB

extension Booking {
    /// Puts all that the batches came to into the open transaction.
    ///
    /// Rows that others name go before those, and all of them in the order of their numbers, which
    /// is the order of the file.
    consuming func write() throws {
        try writeOrders()
        try writeJournal()
        try writeTrades()
        try writeSums()
        try writePositions()
        try writeEquity()
        try totals.save(since: totalsBefore, tables, in: db)
        if let cursor { try Epochs.move(to: cursor, in: db) }
        surroundings.checkpoint(.projectionWritten)
    }

    private func writeOrders() throws {
        let changed = orders.all.values.filter(\.isChanged)
        for draft in changed.sorted(by: { $0.order.id < $1.order.id }) {
            try draft.isStored
                ? stores.orders.update(draft.order) : stores.orders.insert(draft.order)
        }
    }

    private func writeJournal() throws {
        for line in journal.lines {
            try stores.journal.insert(line, epoch: journal.epoch)
            guard [.intent, .placed].contains(line.entry.kind) else { continue }
            surroundings.checkpoint(.intentWritten)
        }
        for line in journal.fills {
            try stores.fills.insert(line, epoch: journal.epoch)
            surroundings.checkpoint(.fillWritten)
        }
        for line in journal.actions { try stores.journal.insert(line, epoch: journal.epoch) }
        for line in journal.cash { try stores.journal.insert(line, epoch: journal.epoch) }
    }

    private func writeTrades() throws {
        let changed = trades.all.filter(\.value.isChanged)
        for (id, draft) in changed.sorted(by: { $0.key < $1.key }) {
            // Also one that is gone already: its number was given, and the file must know that.
            if !draft.isStored { try stores.trades.insert(draft.trade) }
            if draft.isGone {
                try stores.trades.delete(id)
            } else if draft.isStored {
                try stores.trades.update(draft.trade)
            }
        }
    }

    private func writeSums() throws {
        for (key, change) in sums.all where change != TradeSums() {
            try stores.sums.add(change, to: key, epoch: journal.epoch)
        }
    }

    private func writePositions() throws {
        for (symbol, holding) in holdings.all.sorted(by: { $0.key < $1.key }) {
            try holding.save(to: stores.positions, symbol: symbol)
        }
        for (_, draft) in marks.all.sorted(by: { $0.key < $1.key }) {
            try stores.positions.write(draft.mark, at: draft.recordedAt)
        }
    }

    private func writeEquity() throws {
        for (day, draft) in equity.all.sorted(by: { $0.key < $1.key }) {
            for (line, moment) in [(draft.first, "first"), (draft.last, "last")] {
                guard let line else { continue }
                try stores.equity.replace(line, moment: moment, of: day, epoch: journal.epoch)
            }
        }
    }
}

import Domain
import GRDB
import MarketCalendar

extension Booking {
    /// Books all of a batch, or nothing where anything of it cannot be.
    mutating func book(_ batch: Batch) throws -> BatchReceipt {
        try trying { booking in
            var outcomes: [IntentOutcome] = []
            for ticket in batch.intents {
                let outcome = try booking.record(ticket, as: .intent, at: batch.submittedAt)
                if batch.intentsAreNew, case .known = outcome {
                    throw StorageError.conflict(ticket.id)
                }
                outcomes.append(outcome)
            }
            for report in batch.reports { try booking.book(report) }
            for finding in batch.findings { try booking.book(finding) }
            for movement in batch.cash { try booking.book(movement) }
            for mark in batch.marks { try booking.book(mark) }
            for mark in batch.equity { try booking.book(mark) }
            if let cursor = batch.cursor { try booking.move(to: cursor) }
            return booking.receipt(outcomes)
        }
    }

    private func receipt(_ outcomes: [IntentOutcome]) -> BatchReceipt {
        BatchReceipt(
            intents: outcomes, epoch: journal.epoch, sequence: journal.sequence,
            cash: totals.cash, echoes: echoes)
    }

    /// Books a movement of cash that belongs to a row of the journal.
    mutating func move(
        _ amount: Money, kind: String, sequence: Int64, at time: Timestamp
    ) throws {
        try totals.cash += amount
        journal.append(
            CashLine(
                sequence: sequence, kind: kind, amount: amount, balance: totals.cash, time: time,
                recordedAt: now))
    }

    private mutating func book(_ movement: CashMovement) throws {
        let sequence = journal.append(JournalEntry(kind: .cash, at: movement.time))
        try move(
            movement.amount, kind: movement.kind.rawValue, sequence: sequence, at: movement.time)
    }

    /// Takes a price, at which what is held is valued.
    private mutating func book(_ mark: Mark) throws {
        var holding = try holding(mark.symbol)
        holding.price = mark.price
        holdings[mark.symbol] = holding
        marks[mark.symbol] = MarkDraft(mark: mark, recordedAt: now)
    }

    /// Takes what the account is worth: the day's first mark stays, the last one is replaced.
    private mutating func book(_ mark: EquityMark) throws {
        let day = NewYork.day(of: mark.time)
        var draft =
            try equity[day]
            ?? EquityDraft(hasFirst: stores.equity.hasFirst(of: day, epoch: journal.epoch))
        let line = EquityLine(mark: mark, sequence: journal.sequence)
        if !draft.hasFirst { (draft.hasFirst, draft.first) = (true, line) }
        draft.last = line
        equity[day] = draft
    }

    private mutating func move(to cursor: FeedCursor) throws {
        guard tables.mode == .paper else {
            throw StorageError.refused("live prices have no cursor")
        }
        self.cursor = cursor
    }
}

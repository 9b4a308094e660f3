public import Domain
import GRDB

extension Ledger {
    /// Writes a batch down; when this returns, it is on disk, and when it throws, nothing of it is.
    ///
    /// An intent that was recorded before is answered as known. A fill that was booked before is an
    /// echo. Neither changes anything.
    @discardableResult
    public func commit(_ batch: Batch) async throws(StorageError) -> BatchReceipt {
        try await write { [surroundings] db in
            var booking = try Booking(batch.mode, surroundings, in: db)
            return try booking.book(batch)
        }
    }

    /// Writes down orders that are about to be sent.
    ///
    /// - Throws: `.conflict` where a name stands for another order; then none is recorded.
    @discardableResult
    public func recordIntents(
        _ tickets: [OrderTicket], mode: TradingMode, submittedAt: Timestamp
    ) async throws(StorageError) -> [IntentOutcome] {
        var batch = Batch(mode: mode, submittedAt: submittedAt)
        batch.intents = tickets
        return try await commit(batch).intents
    }

    /// Books what a venue reported, with the prices and the cursor that go with it.
    @discardableResult
    public func book(
        _ reports: [OrderReport], mode: TradingMode, marks: [Mark] = [],
        cursor: FeedCursor? = nil
    ) async throws(StorageError) -> BatchReceipt {
        var batch = Batch(mode: mode, submittedAt: surroundings.marketNow())
        batch.reports = reports
        batch.marks = marks
        batch.cursor = cursor
        return try await commit(batch)
    }
}

extension Booking {
    /// Books all of a batch.
    mutating func book(_ batch: Batch) throws -> BatchReceipt {
        var outcomes: [IntentOutcome] = []
        for ticket in batch.intents {
            let outcome = try record(ticket, as: .intent, at: batch.submittedAt)
            if batch.intentsAreNew, case .known = outcome {
                throw StorageError.conflict(ticket.id)
            }
            outcomes.append(outcome)
        }
        for report in batch.reports { try book(report) }
        for finding in batch.findings { try book(finding) }
        for movement in batch.cash {
            let sequence = try journal.append(JournalEntry(kind: .cash, at: movement.time))
            try move(
                movement.amount, kind: movement.kind.rawValue, sequence: sequence,
                at: movement.time)
        }
        for mark in batch.marks { try self.mark(mark) }
        try finish()
        for equity in batch.equity { try write(equity) }
        if let cursor = batch.cursor { try Epochs.move(to: cursor, batch.mode, in: db) }
        return BatchReceipt(
            intents: outcomes, epoch: journal.epoch, sequence: journal.sequence,
            cash: totals.cash, echoes: echoes)
    }
}

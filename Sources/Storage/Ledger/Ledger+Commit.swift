public import Domain

extension Ledger {
    /// Writes a batch down; when this returns, it is on disk, and when it throws, nothing of it is.
    ///
    /// An intent that was recorded before is answered as known. A fill that was booked before is an
    /// echo. Neither changes anything.
    @discardableResult
    public func commit(_ batch: Batch) async throws(StorageError) -> BatchReceipt {
        try await writes.write { commit in try commit.book(batch) }
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

public import Domain
import GRDB

extension Ledger {
    /// Ends the paper account's epoch and starts a new one: open orders are cancelled, open trades
    /// end without an exit, positions are gone. What was stays readable under the old epoch.
    ///
    /// There is no mode to give: live cannot be reset.
    @discardableResult
    public func resetPaper(
        openingCash: Money = .paperOpening
    ) async throws(StorageError) -> PaperEpoch {
        guard openingCash > .zero else { throw .refused("an account opens with more than nothing") }
        return try await write { [surroundings] db in
            var booking = try Booking(.paper, surroundings, in: db)
            try booking.endEpoch(at: surroundings.marketNow())
            try booking.write()
            let last = try Epochs.newest(in: db)
            try Epochs.start(
                last.id + 1, openingCash: openingCash, after: last, surroundings, in: db)
            try AuditChain.append(
                AuditEntry(
                    kind: "paper_reset",
                    detail: "{\"epoch\":\(last.id + 1),\"opening_cash\":\"\(openingCash)\"}",
                    time: surroundings.wallNow()), in: db)
            return try Epochs.newest(in: db)
        }
    }

    /// Ties the paper account's epoch to the feed that makes its prices, and returns the epoch with
    /// the cursor to go on from.
    ///
    /// An epoch without orders takes any feed. One with orders is bound to its own, since fills of
    /// two histories in one account would mean nothing.
    ///
    /// - Parameter continued: a feed that the caller has found to be the beginning of `feed`: an
    ///   epoch bound to it goes on with the longer one.
    /// - Throws: `.refused`, naming the ways out.
    @discardableResult
    public func bindPaper(
        to feed: FeedBinding, continuing continued: FeedBinding? = nil, settings: String? = nil
    ) async throws(StorageError) -> PaperEpoch {
        try await write { db in
            var epoch = try Epochs.newest(in: db)
            let isUsed = try BookTotals.load(epoch.id, .of(.paper), in: db).orders > 0
            if let continued, epoch.feed == continued {
                epoch.feed = feed
            } else if epoch.feed != feed {
                guard !isUsed else { throw StorageError.refused(Epochs.refusal(of: feed, epoch)) }
                epoch.feed = feed
                epoch.cursor = nil
            }
            if !isUsed || epoch.settings == nil { epoch.settings = settings ?? epoch.settings }
            try epoch.save(in: db)
            return epoch
        }
    }

    /// The epochs of the paper account, newest first.
    public func paperEpochs() async throws(StorageError) -> [PaperEpoch] {
        try await read { db in
            let sql = "SELECT \(PaperEpoch.columns) FROM paper_epochs ORDER BY epoch DESC"
            return try PreparedStatement(sql, in: db).all(of: "paper_epochs") {
                try PaperEpoch(from: &$0)
            }
        }
    }
}

extension Epochs {
    fileprivate static func refusal(of feed: FeedBinding, _ epoch: PaperEpoch) -> String {
        let own = epoch.feed.map { "\($0.kind) \($0.identity)" } ?? "another feed"
        return """
            the paper account trades on \(own) and cannot go on with \(feed.kind) \
            \(feed.identity): serve that feed, reset the paper account, or use another database
            """
    }
}

extension Booking {
    /// Ends all that is open in a paper epoch.
    ///
    /// The trades go first: they keep the stops that they had.
    fileprivate mutating func endEpoch(at time: Timestamp) throws {
        try trying { booking in
            booking.journal.append(JournalEntry(kind: .reset, at: time))
            try booking.endTrades()
            for order in try booking.stores.orders.open(booking.journal.epoch) {
                try booking.book(.cancelled(order.ticket.id, .reset, at: time))
            }
        }
    }

    private mutating func endTrades() throws {
        let cancelling =
            "UPDATE \(tables.trades) SET status = 2, updated_at = ? WHERE status = 0"
        try PreparedStatement(cancelling, in: db).run { $0.add(iso: now) }
        totals.sums.cancelOpen()
        try SumStore.cancelOpen(journal.epoch, tables, in: db)
        try db.execute(sql: "DELETE FROM \(tables.positions)")
        try db.execute(sql: "DELETE FROM \(tables.marks.name)")
    }
}

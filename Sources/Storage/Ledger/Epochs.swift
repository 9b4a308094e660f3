import Domain
import GRDB

/// The epochs of the paper account; live has the one epoch 0.
enum Epochs {
    /// The epoch of live.
    static let live: Int64 = 0

    /// The number of the epoch that is written to.
    static func current(_ mode: TradingMode, in db: Database) throws -> Int64 {
        switch mode {
        case .live: return live
        case .paper:
            let sql = "SELECT epoch FROM paper_epochs ORDER BY epoch DESC LIMIT 1"
            return try PreparedStatement(sql, in: db).first(of: "paper_epochs") {
                try $0.integer()
            } ?? 0
        }
    }

    /// Paper's newest epoch.
    static func newest(in db: Database) throws -> PaperEpoch {
        let sql = "SELECT \(PaperEpoch.columns) FROM paper_epochs ORDER BY epoch DESC LIMIT 1"
        let epoch = try PreparedStatement(sql, in: db).first(of: "paper_epochs") {
            try PaperEpoch(from: &$0)
        }
        guard let epoch else { throw StorageError.corrupt("the paper account has no epoch") }
        return epoch
    }

    /// Starts paper's first epoch in a new file.
    static func startFirst(
        openingCash: Money, surroundings: Surroundings, in db: Database
    ) throws {
        guard try current(.paper, in: db) == 0 else { return }
        try start(1, openingCash: openingCash, after: nil, surroundings, in: db)
    }

    /// Starts an epoch with its opening cash; the feed goes on where it was.
    static func start(
        _ number: Int64, openingCash: Money, after last: PaperEpoch?,
        _ surroundings: Surroundings, in db: Database
    ) throws {
        let epoch = PaperEpoch(
            id: number, startedAt: surroundings.wallNow(), openingCash: openingCash,
            feed: last?.feed, cursor: last?.cursor,
            firstTradeID: try NextNumber.of(Tables.of(.paper).trades, in: db),
            settings: last?.settings)
        try epoch.save(in: db)
        var booking = try Booking(.paper, surroundings, in: db)
        booking.totals.firstTradeID = epoch.firstTradeID
        var batch = Batch(mode: .paper, submittedAt: surroundings.marketNow())
        batch.cash = [
            CashMovement(kind: .opening, amount: openingCash, time: batch.submittedAt)
        ]
        _ = try booking.book(batch)
        try booking.write()
    }

    /// Notes how far paper's feed has been read.
    static func move(to cursor: FeedCursor, in db: Database) throws {
        var epoch = try newest(in: db)
        epoch.cursor = cursor
        try epoch.save(in: db)
    }
}

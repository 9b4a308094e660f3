public import Domain
import GRDB

/// A paper account from its opening to its reset.
public struct PaperEpoch: Hashable, Sendable, Identifiable {
    /// Its number, from 1.
    public let id: Int64
    /// Wall time of its start.
    public let startedAt: Timestamp
    /// What it started with.
    public let openingCash: Money
    /// The feed that makes its prices; nil before one was bound.
    public internal(set) var feed: FeedBinding?
    /// How far the feed has been read.
    public internal(set) var cursor: FeedCursor?
    /// The lowest number that a trade of it can have.
    public let firstTradeID: Int64
    /// Cost model and seed, as JSON.
    public internal(set) var settings: String?
}

extension PaperEpoch {
    /// The columns that `init(from:)` reads, in its order.
    static let columns = """
        epoch, started_ns, opening_cash_nanos, feed_kind, feed_identity, cursor_ns, cursor_count,
        first_trade_id, settings
        """

    init(from cells: inout Cells) throws {
        id = try cells.integer()
        startedAt = try cells.time()
        openingCash = try cells.amount()
        let (kind, identity) = (cells.optionalText(), cells.optionalText())
        feed = kind.map { FeedBinding(kind: $0, identity: identity ?? "") }
        let time = cells.optionalTime()
        let count = try cells.integer()
        cursor = time.map { FeedCursor(time: $0, count: count) }
        firstTradeID = try cells.integer()
        settings = cells.optionalText()
    }

    /// Writes the epoch, new or changed.
    func save(in db: Database) throws {
        try SealedTable.paperEpochs.replace(
            [
                id.databaseValue, startedAt.databaseValue, openingCash.databaseValue,
                (feed?.kind).databaseValue, (feed?.identity).databaseValue,
                (cursor?.time).databaseValue, (cursor?.count ?? 0).databaseValue,
                firstTradeID.databaseValue, settings.databaseValue,
            ], in: db)
    }
}

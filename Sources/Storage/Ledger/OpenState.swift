public import Domain
import GRDB

/// All that an engine needs to go on where it was.
public struct OpenState: Hashable, Sendable {
    /// The epoch; 0 in live.
    public let epoch: Int64
    /// The cash account's balance.
    public let cash: Money
    /// The open lots by symbol, oldest first.
    public let lots: [Symbol: [Lot]]
    /// The orders that may still fill, by the age that the venue gives them; those that it has not
    /// taken yet come last, in the order of their intents.
    public let orders: [BookedOrder]
    /// The last prices written.
    public let marks: [Symbol: Mark]
    /// The feed of the epoch; nil in live, and before one was bound.
    public let feed: FeedBinding?
    /// How far the feed has been read.
    public let cursor: FeedCursor?
    /// Cost model and seed of the epoch, as JSON.
    public let settings: String?
    /// The newest row of the journal.
    public let sequence: Int64
}

extension Ledger {
    /// What a mode's engine needs to go on, all of one moment.
    public func openState(_ mode: TradingMode) async throws(StorageError) -> OpenState {
        try await read { db in try OpenState(of: mode, in: db) }
    }
}

extension OpenState {
    init(of mode: TradingMode, in db: Database) throws {
        let tables = Tables.of(mode)
        epoch = try Epochs.current(mode, in: db)
        cash = try BookTotals.load(epoch, tables, in: db).cash
        var lots: [Symbol: [Lot]] = [:]
        for trade in try TradeStore(tables: tables, db: db).open() {
            lots[trade.symbol, default: []].append(trade.openLot)
        }
        self.lots = lots
        orders = try OrderStore(tables: tables, db: db).open(epoch)
        marks = try PositionStore(tables: tables, db: db).marks()
        let account = mode == .paper ? try Epochs.newest(in: db) : nil
        feed = account?.feed
        cursor = account?.cursor
        settings = account?.settings
        let newest = "SELECT coalesce(max(sequence), 0) FROM \(tables.events.name)"
        sequence =
            try PreparedStatement(newest, in: db).first(of: tables.events.name) {
                try $0.integer()
            } ?? 0
    }
}

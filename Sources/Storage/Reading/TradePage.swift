public import Domain
import GRDB

/// Which trades are asked for.
public struct TradeQuery: Hashable, Sendable {
    /// Whose.
    public var mode: TradingMode
    /// The paper epoch; nil for the current one.
    public var epoch: Int64?
    /// Of this symbol only.
    public var symbol: Symbol?
    /// Of this strategy only.
    public var strategy: StrategyName?
    /// Of this status only.
    public var status: TradeStatus?
    /// Listed on this New York day or later.
    public var from: Day?
    /// Listed on this New York day or earlier.
    public var to: Day?
    /// How many at most.
    public var limit: Int = 50
    /// Only those listed after this place, which is the last of the page before.
    public var after: TradeKey?
    /// How many to pass over first: without symbol and strategy whole days of them at once, by
    /// their kept counts.
    public var offset: Int = 0

    /// The newest trades of a mode.
    public init(mode: TradingMode) { self.mode = mode }

    /// Whether only some of an epoch's trades are asked for.
    public var isFiltered: Bool {
        symbol != nil || strategy != nil || status != nil || from != nil || to != nil
    }
}

/// The place of a trade in the list, newest first.
public struct TradeKey: Hashable, Sendable {
    /// When it is listed.
    public var listedAt: Timestamp
    /// Its number, which parts those of one instant.
    public var id: Int64

    /// A place.
    public init(listedAt: Timestamp, id: Int64) {
        self.listedAt = listedAt
        self.id = id
    }
}

/// A page of trades.
public struct TradePage: Hashable, Sendable {
    /// The trades, newest first.
    public let trades: [BookedTrade]
    /// How many there are on all pages.
    public let total: Int64
    /// Whether the counting was ended early, and there are more.
    public let totalIsMinimum: Bool
    /// Where the next page starts; nil on the last.
    public let next: TradeKey?
}

extension Ledger {
    /// How far the trades of a filtered list are counted.
    public static var countedTradesMax: Int64 { 100_000 }

    /// A page of trades, newest first by the time they are listed under.
    public func trades(_ query: TradeQuery) async throws(StorageError) -> TradePage {
        try await read { db in try TradeList(query, in: db).page() }
    }
}

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
    /// How many to pass over first; a key is quicker for far pages.
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

/// A query on its way to SQL.
struct TradeList {
    private let query: TradeQuery
    private let tables: Tables
    private let epoch: Int64
    private let db: Database
    private var conditions: [String] = []
    private var arguments: [DatabaseValue] = []

    init(_ query: TradeQuery, in db: Database) throws {
        self.query = query
        self.db = db
        tables = .of(query.mode)
        epoch = try query.epoch ?? Epochs.current(query.mode, in: db)
        require("\(tables.tradeEpoch) = ?", epoch.databaseValue)
        if let symbol = query.symbol { require("symbol = ?", symbol.description.databaseValue) }
        if let name = query.strategy { require("strategy = ?", name.description.databaseValue) }
        if let status = query.status { require("status = ?", status.rawValue.databaseValue) }
        if let from = query.from { require("listed_on >= ?", from.description.databaseValue) }
        if let to = query.to { require("listed_on <= ?", to.description.databaseValue) }
    }

    func page() throws -> TradePage {
        let limit = max(1, query.limit)
        let found = try trades(limit: limit + 1)
        let (total, isMinimum) = try total()
        let shown = Array(found.prefix(limit))
        let next = found.count > limit ? shown.last : nil
        return TradePage(
            trades: shown, total: total, totalIsMinimum: isMinimum,
            next: next.map { TradeKey(listedAt: $0.listedAt, id: $0.id) })
    }

    func closed() throws -> [ClosedTrade] {
        let sql = """
            SELECT \(ClosedTrade.columns) FROM \(tables.trades)
            WHERE \(filter) ORDER BY listed_at DESC, id DESC LIMIT ?
            """
        let values = arguments + [max(1, query.limit).databaseValue]
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: sql), arguments: StatementArguments(values))
        var trades: [ClosedTrade] = []
        while let row = try rows.next() {
            trades.append(try ClosedTrade(from: row, table: tables.trades))
        }
        return trades
    }

    private mutating func require(_ condition: String, _ value: DatabaseValue) {
        conditions.append(condition)
        arguments.append(value)
    }

    private var filter: String { conditions.joined(separator: " AND ") }

    private func trades(limit: Int) throws -> [BookedTrade] {
        var (filter, values) = (filter, arguments)
        if let after = query.after {
            filter += " AND (listed_at, id) < (?, ?)"
            values += [after.listedAt.databaseValue, after.id.databaseValue]
        }
        let sql = """
            SELECT \(BookedTrade.columns(tables)) FROM \(tables.trades)
            WHERE \(filter) ORDER BY listed_at DESC, id DESC LIMIT ? OFFSET ?
            """
        values += [limit.databaseValue, max(0, query.offset).databaseValue]
        return try TradeStore(tables: tables, db: db).all(sql, StatementArguments(values))
    }

    /// Kept in each transaction for a whole epoch, counted up to a bound for a part of it.
    private func total() throws -> (Int64, isMinimum: Bool) {
        guard query.isFiltered else {
            return (try BookTotals.load(epoch, tables, in: db).trades, false)
        }
        let bound = Ledger.countedTradesMax
        let sql = """
            SELECT count(*) FROM (SELECT 1 FROM \(tables.trades) WHERE \(filter) LIMIT ?)
            """
        let count =
            try Int64.fetchOne(
                db.cachedStatement(sql: sql),
                arguments: StatementArguments(arguments + [(bound + 1).databaseValue])) ?? 0
        return (min(count, bound), count > bound)
    }
}

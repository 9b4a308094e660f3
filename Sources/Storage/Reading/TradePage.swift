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
private struct TradeList {
    private let query: TradeQuery
    private let tables: Tables
    private let epoch: Int64
    private let db: Database
    private var conditions: [String] = []
    private var arguments: [Argument] = []

    private enum Argument {
        case integer(Int64)
        case text(String)
    }

    init(_ query: TradeQuery, in db: Database) throws {
        self.query = query
        self.db = db
        tables = .of(query.mode)
        epoch = try query.epoch ?? Epochs.current(query.mode, in: db)
        require("\(tables.tradeEpoch) = ?", .integer(epoch))
        if let symbol = query.symbol { require("symbol = ?", .text(symbol.description)) }
        if let name = query.strategy { require("strategy = ?", .text(name.description)) }
        if let status = query.status { require("status = ?", .integer(Int64(status.rawValue))) }
        if let from = query.from { require("listed_on >= ?", .text(from.description)) }
        if let to = query.to { require("listed_on <= ?", .text(to.description)) }
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

    private mutating func require(_ condition: String, _ value: Argument) {
        conditions.append(condition)
        arguments.append(value)
    }

    private var filter: String { conditions.joined(separator: " AND ") }

    private func trades(limit: Int) throws -> [BookedTrade] {
        var (filter, values) = (filter, arguments)
        if let after = query.after {
            filter += " AND (listed_at, id) < (?, ?)"
            values += [.integer(after.listedAt.nanoseconds), .integer(after.id)]
        }
        let sql = """
            SELECT \(BookedTrade.columns(tables)) FROM \(tables.trades)
            WHERE \(filter) ORDER BY listed_at DESC, id DESC LIMIT ? OFFSET ?
            """
        values += [.integer(Int64(limit)), .integer(Int64(max(0, query.offset)))]
        return try PreparedStatement(sql, in: db).all(
            { Self.bind(values, to: &$0) }, of: tables.trades
        ) { try BookedTrade(from: &$0, mode: query.mode) }
    }

    private static func bind(_ values: [Argument], to row: inout RowBinding) {
        for value in values {
            switch value {
            case .integer(let number): row.add(number)
            case .text(let text): row.add(text)
            }
        }
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
        let values = arguments + [.integer(bound + 1)]
        let count =
            try PreparedStatement(sql, in: db).first(
                { Self.bind(values, to: &$0) }, of: tables.trades
            ) { try $0.integer() } ?? 0
        return (min(count, bound), count > bound)
    }
}

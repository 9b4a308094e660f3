import Domain
import GRDB
import MarketCalendar

/// A query of trades on its way to SQL.
struct TradeList {
    private let query: TradeQuery
    private let tables: Tables
    private let epoch: Int64
    private let db: Database
    private var filter = TradeFilter()

    init(_ query: TradeQuery, in db: Database) throws {
        self.query = query
        self.db = db
        tables = .of(query.mode)
        epoch = try query.epoch ?? Epochs.current(query.mode, in: db)
        filter.require("\(tables.tradeEpoch) = ?", .integer(epoch))
        if let symbol = query.symbol { filter.require("symbol = ?", .text(symbol.description)) }
        if let name = query.strategy { filter.require("strategy = ?", .text(name.description)) }
        if let status = query.status {
            filter.require("status = ?", .integer(Int64(status.rawValue)))
        }
        // By instants instead of `listed_on`, since the indexes end in them.
        if let from = query.from { filter.require("listed_at >= ?", .integer(from.firstInstant)) }
        if let to = query.to { filter.require(before: to.advanced(by: 1)) }
    }

    func page() throws -> TradePage {
        let limit = min(max(1, query.limit), .max - 1)
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
            WHERE \(filter.sql) ORDER BY listed_at DESC, id DESC LIMIT ?
            """
        return try PreparedStatement(sql, in: db).all(
            { row in
                filter.bind(to: &row)
                row.add(Int64(max(1, query.limit)))
            }, of: tables.trades
        ) { try ClosedTrade(from: &$0) }
    }

    private func trades(limit: Int) throws -> [BookedTrade] {
        var filter = filter
        var offset = Int64(max(0, query.offset))
        if let after = query.after {
            filter.require(
                "(listed_at, id) < (?, ?)", .integer(after.listedAt.nanoseconds),
                .integer(after.id))
        } else if offset > 0, days.canSum {
            guard let place = try days.place(after: offset) else { return [] }
            filter.require(before: place.day.advanced(by: 1))
            offset = place.rest
        }
        let sql = """
            SELECT \(BookedTrade.columns(tables)) FROM \(tables.trades)
            WHERE \(filter.sql) ORDER BY listed_at DESC, id DESC LIMIT ? OFFSET ?
            """
        return try PreparedStatement(sql, in: db).all(
            { row in
                filter.bind(to: &row)
                row.add(Int64(limit))
                row.add(offset)
            }, of: tables.trades
        ) { try BookedTrade(from: &$0, mode: query.mode) }
    }

    private var days: ListedDays { ListedDays(query, epoch: epoch, tables: tables, db: db) }

    /// Taken from a kept sum where there is one of just these trades, else counted up to a bound.
    private func total() throws -> (Int64, isMinimum: Bool) {
        let (symbol, strategy) = (query.symbol?.description, query.strategy?.description)
        switch (symbol, strategy, query.from ?? query.to) {
        case (nil, nil, nil):
            let totals = try BookTotals.load(epoch, tables, in: db)
            return (totals.sums.count(of: query.status), false)
        case (nil, nil, _?): return (try days.length(), false)
        case (let symbol?, nil, nil): return (try tally("symbol", symbol), false)
        case (nil, let strategy?, nil): return (try tally("strategy", strategy), false)
        default: return try counted()
        }
    }

    private func tally(_ kind: String, _ name: String) throws -> Int64 {
        try SumStore(tables: tables, db: db).tally(kind, name, epoch: epoch)
            .count(of: query.status)
    }

    private func counted() throws -> (Int64, isMinimum: Bool) {
        let bound = Ledger.countedTradesMax
        let sql = """
            SELECT count(*) FROM (SELECT 1 FROM \(tables.trades) WHERE \(filter.sql) LIMIT ?)
            """
        let count =
            try PreparedStatement(sql, in: db).first(
                { row in
                    filter.bind(to: &row)
                    row.add(bound + 1)
                }, of: tables.trades
            ) { try $0.integer() } ?? 0
        return (min(count, bound), count > bound)
    }
}

/// The conditions of a list, and what they compare with.
private struct TradeFilter {
    enum Value {
        case integer(Int64)
        case text(String)
    }

    private var conditions: [String] = []
    private var values: [Value] = []

    var sql: String { conditions.joined(separator: " AND ") }

    mutating func require(_ condition: String, _ values: Value...) {
        conditions.append(condition)
        self.values += values
    }

    /// Only what is listed before a day begins.
    mutating func require(before day: Day) { require("listed_at < ?", .integer(day.firstInstant)) }

    func bind(to row: inout RowBinding) {
        for value in values {
            switch value {
            case .integer(let number): row.add(number)
            case .text(let text): row.add(text)
            }
        }
    }
}

extension Day {
    /// The nanosecond at which it begins in New York; of a day too far away for one, the nearest.
    fileprivate var firstInstant: Int64 {
        switch civil.year {
        case ..<1678: .min
        case 1678...2261: NewYork.instant(of: self, secondsOfDay: 0).nanoseconds
        default: .max
        }
    }
}

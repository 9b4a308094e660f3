import Domain
import GRDB
import Testing

@testable import Storage

@Suite struct ReadingTests {
    @Test func `pages follow each other without a gap or a double`() async throws {
        let ledger = try await Self.withTrades(25)
        var query = TradeQuery(mode: .paper)
        query.limit = 10
        var seen: [BookedTrade] = []
        repeat {
            let page = try await ledger.trades(query)
            #expect(page.total == 25 && !page.totalIsMinimum)
            seen += page.trades
            query.after = page.next
        } while query.after != nil
        #expect(seen.count == 25 && Set(seen.map(\.id)).count == 25)
        let keys = seen.map { ($0.listedAt, $0.id) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test func `filters name symbol, strategy, status and days`() async throws {
        let ledger = try await Self.withTrades(25)
        func count(_ change: (inout TradeQuery) throws -> Void) async throws -> Int64 {
            var query = TradeQuery(mode: .paper)
            try change(&query)
            let page = try await ledger.trades(query)
            #expect(page.trades.count == Int(page.total))
            return page.total
        }
        #expect(try await count { $0.symbol = try symbol("GOOG") } == 13)
        #expect(try await count { $0.strategy = .manual } == 25)
        #expect(try await count { $0.strategy = .external } == 0)
        #expect(try await count { $0.status = .closed } == 0)
        #expect(try await count { $0.from = Day("2026-01-23") } == 10)
        #expect(try await count { $0.to = Day("2026-01-22") } == 15)
    }

    @Test func `pages by number are those by key, whatever days lie between`() async throws {
        let ledger = try await Self.withTrades(60)
        for number in 0..<10 as Range<Int64> {
            let exit = try sell("exit\(number)", 1, of: "AAPL")
            try await ledger.trade(exit, exit.filled(at: "12", second: 40 * 3_600 + number * 7))
        }
        let midnight: Int64 = 52_200  // Of New York, in seconds after the opening.
        for second in [midnight - 1, midnight] {
            let ticket = try buy("m\(second)", 1)
            try await ledger.trade(ticket, ticket.filled(at: "10", second: second))
        }
        let changes: [(inout TradeQuery) throws -> Void] = [
            { _ in }, { $0.status = .open }, { $0.status = .closed }, { $0.status = .cancelled },
            { $0.from = Day("2026-01-23") }, { $0.to = Day("2026-01-23") },
            { ($0.from, $0.to, $0.status) = (Day("2026-01-23"), Day("2026-01-24"), .open) },
            { $0.symbol = try symbol("AAPL") }, { $0.strategy = .manual },
            { ($0.symbol, $0.status) = (try symbol("AAPL"), .closed) },
            { $0.to = Day("2025-01-01") },
        ]
        for (index, change) in changes.enumerated() {
            var query = TradeQuery(mode: .paper)
            try change(&query)
            query.limit = 500
            let all = try await ledger.trades(query).trades
            for offset in 0...all.count + 1 {
                (query.limit, query.offset) = (7, offset)
                let page = try await ledger.trades(query)
                let expected = all.dropFirst(offset)
                #expect(page.trades == Array(expected.prefix(7)), "query \(index) at \(offset)")
                #expect((page.next != nil) == (expected.count > 7), "query \(index) at \(offset)")
                #expect(page.total == all.count && !page.totalIsMinimum, "query \(index)")
            }
        }
    }

    @Test func `days that no instant lies in name none or all of the trades`() async throws {
        let ledger = try await Self.withTrades(3)
        let (first, last) = (Day(year: 1, month: 1, day: 1), Day(year: 9_999, month: 12, day: 31))
        for (from, to, count) in [(first, last, 3), (last, nil, 0), (nil, first, 0)] {
            var query = TradeQuery(mode: .paper)
            (query.from, query.to) = (from, to)
            let page = try await ledger.trades(query)
            #expect(page.trades.count == count && page.total == count)
        }
    }

    @Test func `far pages are found by the kept days`() async throws {
        let ledger = try await Self.withTrades(60)
        try await ledger.write { db in  // As if a thousand were listed on the newest day.
            try db.execute(
                sql: """
                    UPDATE paper_days SET trades_open = 0, trades_closed = 1000
                    WHERE day = (SELECT max(day) FROM paper_days)
                    """)
        }
        var query = TradeQuery(mode: .paper)
        query.offset = 1_000
        let page = try await ledger.trades(query)
        #expect(page.trades.first?.listedOn == Day("2026-01-23"))
    }

    @Test func `orders are found by several names at once`() async throws {
        let ledger = try await Self.withTrades(3)
        let names = try [name("t2"), name("none"), name("t0")]
        let orders = try await ledger.orders(named: names, mode: .paper)
        #expect(orders.keys.sorted { $0.description < $1.description } == [names[2], names[0]])
        for (name, order) in orders {
            #expect(try await ledger.order(name, mode: .paper) == order)
        }
    }

    @Test func `days count their trades and sum what was realized`() async throws {
        let ledger = try await Self.withTrades(25)
        let exit = try sell("exit", 2, of: "GOOG")
        try await ledger.trade(exit, exit.filled(at: "12", second: 24 * 3_600))
        let days = try await ledger.dayGroups(.paper)
        #expect(days.map(\.trades) == [12, 13] && days.map(\.open) == [10, 13])
        #expect(try days.map(\.realized) == [money("4"), .zero])
    }

    @Test func `the fills of a trade are those of its entry and its exit`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        let (entry, exit) = (try buy("a", 10), try sell("b", 10))
        let fills = [
            try entry.fill(4, to: 4, at: "100"), try entry.fill(6, to: 10, at: "101"),
            try exit.filled(at: "102"),
        ]
        try await ledger.trade(entry, fills[0], fills[1])
        try await ledger.trade(exit, fills[2])
        let trade = try #require(await ledger.allTrades().first)
        #expect(try await ledger.fills(ofTrade: trade.id, mode: .paper) == fills)
        #expect(try await ledger.trade(trade.id, mode: .paper) == trade)
        #expect(try await ledger.orders(.paper).map(\.ticket.id) == [exit.id, entry.id])
    }

    /// A share a trade, an hour apart, in turn of two symbols.
    static func withTrades(_ count: Int64) async throws -> Ledger {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        for number in 0..<count {
            let ticket = try buy("t\(number)", 1, of: number % 2 == 0 ? "GOOG" : "AAPL")
            try await ledger.trade(ticket, ticket.filled(at: "10", second: number * 3_600))
        }
        return ledger
    }
}

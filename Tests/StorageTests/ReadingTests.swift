import Domain
import Storage
import Testing

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

import Brokers
import Domain
import MarketCalendar
import MarketData
import Storage
import TestSupport
import Testing

@testable import Desk

@Suite struct SyntheticFeedTests {
    private static let market = SyntheticMarket(
        seed: 7, symbols: ["AAA", "BBB", "CCC"].compactMap { Symbol($0) })

    private static func scene(
        on ledger: Ledger? = nil, at now: Timestamp = DeskScene.wall, seed: UInt64 = 7
    ) async throws -> DeskScene {
        try await DeskScene.open([:], ledger: ledger) { options in
            options.feed = .synthetic(seed: seed, symbols: market.symbols)
            options.timing = FeedTiming(now: { now }, sleep: { _ in await Task.yield() })
        }
    }

    @Test func `a new desk has a price of everything before anything has moved`() async throws {
        let scene = try await Self.scene()
        let quotes = scene.paper.board.quotes
        #expect(quotes.map(\.symbol) == Self.market.symbols)
        #expect(quotes.allSatisfy { $0.feed == "synthetic" && $0.previousClose != nil })
        for quote in quotes {
            #expect(quote.quote == Self.market.quote(of: quote.symbol, at: quote.quote.time))
        }
        let state = await scene.desk.feed.state
        #expect(state.marketTime == DeskScene.wall && state.progress == nil && !state.isOver)
    }

    @Test func `a second asked for brings one quote of every symbol`() async throws {
        let scene = try await Self.scene()
        let before = scene.paper.board.quotes.map(\.quote.time)
        let state = await scene.step()
        let after = scene.paper.board.quotes.map(\.quote.time)
        for (earlier, later) in zip(before, after) {
            #expect(later == earlier.advanced(byNanoseconds: 1_000_000_000))
        }
        #expect(state.marketTime == after.max())
    }

    @Test func `a market order fills on the next quote at the far side`() async throws {
        let scene = try await Self.scene()
        try await scene.place("a", .buy, 10)
        await scene.step()
        let id = try PaperScene.id("a")
        let order = try #require(try await scene.ledger.order(id, mode: .paper))
        let quote = try #require(scene.paper.board.quote(of: Self.market.symbols[0]))
        #expect(order.averagePrice == quote.quote.ask)
    }

    @Test func `a restart goes on at the cursor, whatever the clock on the wall says`()
        async throws
    {
        let scene = try await Self.scene()
        try await scene.place("a", .buy, 10)
        await scene.step(3)
        try await scene.desk.paperBroker.flush()
        let later = DeskScene.wall.advanced(bySeconds: 86_400)
        let again = try await Self.scene(on: scene.ledger, at: later)
        #expect(await again.desk.feed.state.marketTime == scene.desk.feed.state.marketTime)
        #expect(again.paper.board.quotes.map(\.quote) == scene.paper.board.quotes.map(\.quote))
        await scene.step()
        await again.step()
        #expect(again.paper.board.quotes.map(\.quote) == scene.paper.board.quotes.map(\.quote))
    }

    @Test func `a used account refuses another seed, and says what to do`() async throws {
        let scene = try await Self.scene()
        try await scene.place("a", .buy, 10)
        await scene.step()
        try await scene.desk.paperBroker.flush()
        await #expect {
            try await Self.scene(on: scene.ledger, seed: 8)
        } throws: { "\($0)".contains("use another database") }
    }

    @Test func `days end at midnight in New York`() {
        let midnight = NewYork.midnight(before: DeskScene.wall.advanced(bySeconds: 86_400))
        let start = FeedCursor(time: midnight.advanced(byNanoseconds: -1), count: 5)
        var source = SyntheticSource(Self.market, after: start)
        let step = source.next()
        #expect(
            step?.map(\.event).dropLast() == [.closed(at: midnight), .opened(at: midnight)])
        #expect(step?.last?.event.price?.quote.time == midnight)
        #expect(step?.last?.cursor == FeedCursor(time: midnight, count: 8))
    }

    @Test func `its history has the newest bars asked for and none of the future`() async throws {
        let scene = try await Self.scene()
        let symbol = Self.market.symbols[0]
        let all = Timestamp(nanoseconds: .min)..<Timestamp(nanoseconds: .max)
        for timeframe in Timeframe.allCases {
            let bars = try await scene.desk.history.bars(
                of: symbol, timeframe, in: all, newest: 3)
            #expect(bars.count == 3, "\(timeframe)")
            let end = DeskScene.wall.advanced(bySeconds: -Int64(timeframe.seconds))
            #expect(bars.allSatisfy { $0.start <= end.advanced(bySeconds: 3_600) })
        }
    }

    @Test func `its history goes three weeks back, so that no chart holds up the desk`()
        async throws
    {
        let scene = try await Self.scene()
        let all = Timestamp(nanoseconds: .min)..<Timestamp(nanoseconds: .max)
        let bars = try await scene.desk.history.bars(
            of: Self.market.symbols[0], .day1, in: all, newest: MarketHistory.barsMax)
        #expect((19...21).contains(bars.count))
    }
}

import Domain
import Foundation
import MarketData
import Testing

/// What any quote of any synthetic market promises, and the few that must never change.
@Suite struct SyntheticMarketTests {
    /// Listed names, and names that only their hash describes: XL and PX cost about a dollar.
    static let names = [
        "AAPL", "AMZN", "F", "GOOG", "IBM", "MSFT", "NVDA", "SPY", "TSLA", "XOM", "A", "B", "C",
        "D",
        "E", "BRK.B", "BTC/USD",
    ]

    /// Times from 2000 to 2100.
    static func times(_ count: Int, seed: UInt64) -> [Timestamp] {
        var chance = SeededGenerator(seed: seed)
        let all = SyntheticMarket.times
        return (0..<count).map { _ in
            Timestamp(
                nanoseconds: Int64.random(
                    in: all.lowerBound.nanoseconds..<all.upperBound.nanoseconds, using: &chance))
        }
    }

    static func market(_ seed: UInt64) throws -> SyntheticMarket {
        SyntheticMarket(seed: seed, symbols: try names.map(symbol))
    }

    @Test(arguments: 1...30)
    func `every quote can be traded on`(_ seed: UInt64) throws {
        let market = try Self.market(seed &* 0x9E37_79B9_7F4A_7C15)
        for time in Self.times(40, seed: seed) {
            for symbol in market.symbols {
                let quote = try #require(market.quote(of: symbol, at: time))
                expectSane(quote, "seed \(seed), \(symbol) at \(time): \(quote)")
                #expect(quote.time == time)
            }
        }
    }

    private func expectSane(_ quote: Quote, _ comment: Comment) {
        #expect(quote.fault == nil, comment)
        for price in [quote.bid, quote.ask, quote.last] { #expect(price.isOnStep, comment) }
        #expect(quote.bid <= quote.last && quote.last <= quote.ask, comment)
        let spread = quote.ask.nanos - quote.bid.nanos
        #expect(spread >= quote.bid.step.nanos, comment)
        #expect(spread <= max(quote.bid.step.nanos, quote.bid.nanos / 500), comment)
        for size in [quote.bidSize, quote.askSize] {
            #expect(size > .zero && size.billionths % (100 * Quantity.oneShare) == 0, comment)
        }
    }

    @Test func `below a dollar prices have their own step, and both sides keep it at the border`()
        throws
    {
        let symbols = try ["XL", "PX"].map(symbol)
        var (below, at) = (0, 0)
        for seed in 1...100 as ClosedRange<UInt64> {
            let market = SyntheticMarket(seed: seed, symbols: symbols)
            for time in Self.times(40, seed: seed) {
                for symbol in symbols {
                    let quote = try #require(market.quote(of: symbol, at: time))
                    expectSane(quote, "seed \(seed), \(symbol) at \(time): \(quote)")
                    below += quote.ask.nanos < 1_000_000_000 ? 1 : 0
                    at +=
                        quote.bid.nanos < 1_000_000_000 && quote.ask.nanos >= 1_000_000_000 ? 1 : 0
                }
            }
        }
        #expect(below > 1_000)
        #expect(at > 0)
    }

    @Test func `the order of calls, other symbols and other markets change nothing`() throws {
        let market = try Self.market(7)
        let times = Self.times(50, seed: 7)
        let asked = times.flatMap { time in market.symbols.map { ($0, time) } }
        let quotes = asked.map { market.quote(of: $0.0, at: $0.1) }
        let again = asked.reversed().map { asked in
            SyntheticMarket(seed: 7, symbols: [asked.0]).quote(of: asked.0, at: asked.1)
        }
        #expect(quotes == again.reversed())
    }

    @Test func `other seeds and other symbols have other prices`() throws {
        let time = try instant("2026-01-22T14:30:00Z")
        let apple = try symbol("AAPL")
        let prices = (0..<500 as Range<UInt64>).compactMap {
            SyntheticMarket(seed: $0).quote(of: apple, at: time)?.last
        }
        #expect(Set(prices).count > 480)
        let market = try Self.market(1)
        let quotes = market.symbols.compactMap { market.quote(of: $0, at: time) }
        #expect(Set(quotes.map(\.last)).count == Self.names.count)
        #expect(Set(quotes.map { "\($0.bidSize) \($0.askSize)" }).count > 5)
    }

    @Test func `what is not in the market has no quote`() throws {
        let market = SyntheticMarket(seed: 42)
        let times = SyntheticMarket.times
        let apple = try symbol("AAPL")
        #expect(market.quote(of: try symbol("TSLA"), at: times.lowerBound) == nil)
        #expect(market.quote(of: apple, at: times.lowerBound) != nil)
        #expect(market.quote(of: apple, at: times.lowerBound.advanced(byNanoseconds: -1)) == nil)
        #expect(market.quote(of: apple, at: times.upperBound) == nil)
        #expect(market.quote(of: apple, at: times.upperBound.advanced(byNanoseconds: -1)) != nil)
        for extreme in [Int64.min, 0, Int64.max] {
            #expect(market.quote(of: apple, at: Timestamp(nanoseconds: extreme)) == nil)
        }
        #expect(try instant("2000-01-01T05:00:00Z") == times.lowerBound)
        #expect(try instant("2101-01-01T05:00:00Z") == times.upperBound)
        let empty = SyntheticMarket(seed: 42, symbols: [])
        #expect(empty.symbols.isEmpty && empty.quote(of: apple, at: times.lowerBound) == nil)
    }

    @Test func `the identity names all that a quote depends on`() throws {
        #expect(
            SyntheticMarket(seed: 42).identity
                == "v1 seed:42 AAPL,AMZN,F,GOOG,IBM,MSFT,NVDA,SPY")
        let pair = try ["MSFT", "AAPL", "MSFT"].map(symbol)
        let market = SyntheticMarket(seed: .max, symbols: pair)
        #expect(market.identity == "v1 seed:18446744073709551615 AAPL,MSFT")
        #expect(market == SyntheticMarket(seed: .max, symbols: pair.reversed()))
        #expect(Set([market, SyntheticMarket(seed: .max, symbols: pair)]).count == 1)
        #expect(market != SyntheticMarket(seed: 1, symbols: pair))
        #expect(market != SyntheticMarket(seed: .max))
    }
}

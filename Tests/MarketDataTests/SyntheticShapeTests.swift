import Domain
import Foundation
import MarketCalendar
import MarketData
import Testing

/// That synthetic prices look like a market's at every scale.
@Suite struct SyntheticShapeTests {
    /// The natural logarithms of a symbol's last prices at even distances.
    private func logarithms(
        _ market: SyntheticMarket, _ symbol: Symbol, from start: Timestamp, every seconds: Int64,
        count: Int64
    ) throws -> [Double] {
        try (0..<count).map { index in
            let time = start.advanced(bySeconds: index * seconds)
            return log(try #require(market.quote(of: symbol, at: time)).last.approximate)
        }
    }

    private func changes(_ values: [Double]) -> [Double] {
        zip(values, values.dropFirst()).map { $1 - $0 }
    }

    private func deviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }

    @Test(arguments: 1...3)
    func `a year of daily closes is as volatile as shares are`(_ seed: UInt64) throws {
        let market = try SyntheticMarketTests.market(seed)
        let start = try instant("2024-01-01T05:00:00Z")
        for symbol in market.symbols {
            let closes = try logarithms(
                market, symbol, from: start, every: 86_400, count: 366)
            let daily = deviation(changes(closes))
            // By the 252 sessions of an exchange and by the 365 days of this market.
            let range = 0.10...0.80
            #expect(range.contains(daily * 252.0.squareRoot()), "seed \(seed) \(symbol)")
            #expect(range.contains(daily * 365.0.squareRoot()), "seed \(seed) \(symbol)")
        }
    }

    @Test func `volatility grows with the root of time, as a random walk's does`() throws {
        let start = try instant("2024-01-01T05:00:00Z")
        let ratios = try [60, 3_600, 86_400, 20 * 86_400].map { seconds in
            var moves: [Double] = []
            for seed in 1...20 as ClosedRange<UInt64> {
                let market = SyntheticMarket(seed: seed)
                let symbol = try symbol("AAPL")
                for index in 0..<40 as Range<Int64> {
                    // Days apart, and each at another time of day.
                    let time = start.advanced(bySeconds: index * (9 * 86_400 + 8_111))
                    moves += changes(
                        try logarithms(market, symbol, from: time, every: seconds, count: 2))
                }
            }
            return deviation(moves) / Double(seconds).squareRoot()
        }
        let yearly = ratios.map { $0 * (365 * 86_400.0).squareRoot() }
        #expect(yearly.allSatisfy { (0.20...0.36).contains($0) }, "\(yearly)")
    }

    @Test func `a price stays between a fifth and five times its level`() throws {
        let levels = ["AAPL": 230.0, "NVDA": 140, "F": 12, "SPY": 590]
        for seed in 1...20 as ClosedRange<UInt64> {
            let market = SyntheticMarket(seed: seed)
            for (name, level) in levels {
                let prices = try logarithms(
                    market, try symbol(name), from: try instant("2000-01-01T05:00:00Z"),
                    every: 61 * 86_401, count: 600
                ).map { exp($0) / level }
                #expect(prices.allSatisfy { (0.2...5).contains($0) }, "seed \(seed) \(name)")
                let (low, high) = (prices.min() ?? 1, prices.max() ?? 1)
                #expect(low < 0.95 && high > 1.05 && high > 1.2 * low, "seed \(seed) \(name)")
            }
        }
    }

    /// Openings, midnights, New Year and the changes of the clocks: where a shape may break.
    static let borders = [
        "2026-01-22T14:30:00Z", "2026-01-22T21:00:00Z", "2026-01-22T05:00:00Z",
        "2026-01-01T05:00:00Z", "2026-03-08T05:00:00Z", "2026-03-08T07:00:00Z",
        "2026-03-08T08:00:00Z", "2026-03-09T04:00:00Z", "2026-11-01T04:00:00Z",
        "2026-11-01T05:00:00Z", "2026-11-01T06:00:00Z", "2026-11-01T07:00:00Z",
        "2026-11-01T09:00:00Z", "2026-11-02T05:00:00Z", "2099-12-31T23:59:00Z",
    ]

    @Test(arguments: borders)
    func `no second moves a price by more than a quarter of a percent`(_ border: String) throws {
        let start = try instant(border).advanced(bySeconds: -30)
        for seed in 1...3 as ClosedRange<UInt64> {
            let market = try SyntheticMarketTests.market(seed)
            for symbol in market.symbols {
                var before: Int64?
                for second in 0..<60 as Range<Int64> {
                    let time = start.advanced(bySeconds: second)
                    let last = try #require(market.quote(of: symbol, at: time)).last
                    // Rounding moves both prices by up to half a step.
                    let bound = last.nanos / 400 + last.step.nanos
                    #expect(
                        abs(last.nanos - (before ?? last.nanos)) <= bound,
                        "seed \(seed) \(symbol) at \(time)")
                    before = last.nanos
                }
            }
        }
    }

    @Test func `a millisecond moves hardly any price, and a minute most`() throws {
        let market = SyntheticMarket(seed: 3)
        let symbol = try symbol("AAPL")
        let start = try instant("2026-01-22T15:00:00Z")
        var (still, moved) = (0, 0)
        for index in 0..<300 as Range<Int64> {
            let time = start.advanced(bySeconds: index * 61)
            let last = market.quote(of: symbol, at: time)?.last
            let next = time.advanced(byNanoseconds: 1_000_000)
            still += market.quote(of: symbol, at: next)?.last == last ? 1 : 0
            let later = time.advanced(bySeconds: 60)
            moved += market.quote(of: symbol, at: later)?.last != last ? 1 : 0
        }
        #expect(still > 285)
        #expect(moved > 270)
    }

    @Test func `the market is livelier after the open and before the close than at night`() throws {
        let day = try day("2026-01-22")
        // Midnight, after the open, noon, before the close, evening.
        let moves = try [3_600, 34_200, 45_000, 57_000, 75_600].map { second in
            var moves: [Double] = []
            for seed in 1...6 as ClosedRange<UInt64> {
                for distance in 0..<10 {
                    let start = NewYork.instant(
                        of: day.advanced(by: 11 * distance), secondsOfDay: second)
                    moves += changes(
                        try logarithms(
                            SyntheticMarket(seed: seed), try symbol("SPY"), from: start, every: 60,
                            count: 11))
                }
            }
            return deviation(moves)
        }
        #expect(moves[1] > 1.3 * moves[2] && moves[3] > 1.2 * moves[2], "\(moves)")
        #expect(moves[2] > 2 * moves[0] && moves[2] > 2 * moves[4], "\(moves)")
    }
}

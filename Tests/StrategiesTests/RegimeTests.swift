import Indicators
import Strategies
import Testing

@Suite struct RegimeTests {
    @Test func `it says nothing until both averages are there`() {
        var detector = RegimeDetector()
        let regimes = rising(200).map { detector.next($0) }
        #expect(regimes.firstIndex { $0 != nil } == detector.warmUp - 1)
        #expect(regimes.dropFirst(detector.warmUp - 1).allSatisfy { $0 != nil })
    }

    @Test func `a price that rises bar by bar trends, and so does one that falls`() {
        #expect(last(rising(200)) == .trendCalm)
        #expect(last(rising(200).map(mirrored)) == .trendCalm)
    }

    @Test func `a price that swings around one level ranges`() {
        #expect(last(swinging(300, by: 1)) == .rangeCalm)
    }

    @Test func `swings that grow make a range volatile, and the same swings become usual`() {
        let wild = swinging(200, by: 1) + swinging(30, by: 3)
        #expect(last(wild) == .rangeVolatile)
        #expect(last(wild + swinging(200, by: 3)) == .rangeCalm)
    }

    @Test func `on the border a market keeps the name that it has`() {
        var rules = RegimeRules()
        (rules.period, rules.memory) = (5, 5)
        var (changes, last): (Int, MarketRegime?) = (0, nil)
        var (detector, nervous) = (RegimeDetector(rules), 0)
        rules.rangeBelow = rules.trendFrom
        rules.calmBelow = rules.volatileFrom
        var (bare, before) = (RegimeDetector(rules), MarketRegime?.none)
        for candle in walk(2_000) {
            let (own, other) = (detector.next(candle), bare.next(candle))
            if own != last { changes += 1 }
            if other != before { nervous += 1 }
            (last, before) = (own, other)
        }
        #expect(changes < nervous)
    }

    @Test func `a price that never moves ranges calmly`() {
        #expect(last(swinging(200, by: 0)) == .rangeCalm)
    }

    @Test func `a regime is its two answers`() {
        for regime in MarketRegime.allCases {
            #expect(
                MarketRegime(isTrending: regime.isTrending, isVolatile: regime.isVolatile)
                    == regime)
        }
    }

    private func last(_ candles: [Candle]) -> MarketRegime? {
        var detector = RegimeDetector()
        return candles.map { detector.next($0) }.last ?? nil
    }

    private func rising(_ count: Int) -> [Candle] {
        (0..<count).map { candle(100 + Double($0), range: 1.5) }
    }

    private func swinging(_ count: Int, by range: Double) -> [Candle] {
        (0..<count).map { candle(100 + ($0 % 2 == 0 ? range : -range) / 4, range: range) }
    }

    private func mirrored(_ candle: Candle) -> Candle {
        Candle(
            open: 500 - candle.open, high: 500 - candle.low, low: 500 - candle.high,
            close: 500 - candle.close, volume: 1)
    }

    private func walk(_ count: Int) -> [Candle] {
        var (chance, price): (UInt64, Double) = (7, 100)
        return (0..<count).map { _ in
            chance ^= chance << 13
            chance ^= chance >> 7
            chance ^= chance << 17
            price = max(50, price + Double(chance % 201) / 100 - 1)
            return candle(price, range: 0.5 + Double(chance % 100) / 100)
        }
    }

    private func candle(_ close: Double, range: Double) -> Candle {
        Candle(
            open: close, high: close + range / 2, low: close - range / 2, close: close, volume: 1)
    }
}

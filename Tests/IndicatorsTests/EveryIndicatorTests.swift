import Indicators
import Testing

@Suite struct EveryIndicatorTests {
    @Test(arguments: IndicatorCase.all)
    func `it is nil until its warm-up is over and never again`(_ indicator: IndicatorCase) {
        let lines = indicator.run(Market.walk(200), false)
        #expect(lines.prefix(indicator.warmUp - 1).allSatisfy { $0.isEmpty })
        #expect(lines.dropFirst(indicator.warmUp - 1).allSatisfy { !$0.isEmpty })
    }

    @Test(arguments: IndicatorCase.all)
    func `after a reset it is as new`(_ indicator: IndicatorCase) {
        let candles = Market.walk(150)
        #expect(indicator.run(candles, true) == indicator.run(candles, false))
    }

    @Test(arguments: IndicatorCase.all)
    func `it has no NaN and nothing infinite, on flat prices and without volume either`(
        _ indicator: IndicatorCase
    ) {
        for candles in [Market.flat(60), Market.flat(60, at: 1e6, volume: 1e12)] {
            let lines = indicator.run(candles + Market.walk(60) + Market.flat(60), false)
            #expect(lines.joined().allSatisfy { $0.isFinite })
        }
    }

    @Test(arguments: IndicatorCase.all)
    func `what it said does not depend on what comes later`(_ indicator: IndicatorCase) {
        let candles = Market.walk(120)
        let whole = indicator.run(candles, false)
        for end in [1, 7, 60, 119] {
            let part = indicator.run(Array(candles.prefix(end)), false)
            #expect(part == Array(whole.prefix(end)))
        }
    }
}

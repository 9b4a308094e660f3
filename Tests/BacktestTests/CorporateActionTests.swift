import Backtest
import Domain
import MarketData
import PerformanceMetrics
import Strategies
import Testing

@Suite struct CorporateActionTests {
    /// The same company with one share for two: prices doubled before the split's day.
    private func unadjusted(_ bars: [Bar], before split: Int) -> [Bar] {
        bars.enumerated().map { index, bar in
            guard index < split else { return bar }
            func twice(_ price: Price) -> Price { Price(nanos: price.nanos * 2) }
            return Bar(
                start: bar.start, open: twice(bar.open), high: twice(bar.high),
                low: twice(bar.low), close: twice(bar.close),
                volume: Volume(thousandths: bar.volume.thousandths / 2))
        }
    }

    private func action(_ action: CorporateAction, at bar: Bar) throws -> DatedAction {
        DatedAction(
            day: bar.start.advanced(bySeconds: 3 * 3_600).utcDay,
            symbol: try #require(Symbol("AAA")), action: action)
    }

    @Test(arguments: [
        ("sma_cross", ["fast": "3", "slow": "8"]),
        ("donchian_atr", ["up": "8", "dn": "5", "trail": "2"]),
        ("rsi_reversion", ["n": "5", "lo": "40"]),
    ])
    func `a split changes no decision and no return`(
        _ name: String, _ values: [String: String]
    ) throws {
        let bars = Scene.walk(400)
        var config = try Scene.config(name, values)
        config.cash = Money(nanos: 1_000_000_000_000_000_000)
        let adjusted = try BacktestRun(config, on: Scene.data(bars)).run()
        for split in [100, 203, 310] {
            let data = try Scene.data(
                unadjusted(bars, before: split),
                actions: [action(.split(new: 2, old: 1), at: bars[split])])
            let own = try BacktestRun(config, on: data).run()
            #expect(own.trades.map(\.entryBar) == adjusted.trades.map(\.entryBar))
            #expect(own.trades.map(\.exitBar) == adjusted.trades.map(\.exitBar))
            for (left, right) in zip(own.trades, adjusted.trades) {
                #expect(abs(left.returnFraction - right.returnFraction) < 1e-6)
            }
            let report = try BacktestReport(own, on: data)
            let other = try BacktestReport(adjusted, on: Scene.data(bars))
            for (left, right) in zip(report.excursions, other.excursions) {
                #expect(abs(left.adverse - right.adverse) < 1e-6)
                #expect(abs(left.favourable - right.favourable) < 1e-6)
            }
        }
    }

    @Test func `a dividend comes as cash for the shares held, and counts in equity`() throws {
        let bars = Scene.walk(200)
        let config = try Scene.config("sma_cross", ["fast": "3", "slow": "8"])
        let plain = try BacktestRun(config, on: Scene.data(bars)).run()
        let trade = try #require(plain.trades.first { $0.exitBar > $0.entryBar + 2 })
        let day = trade.entryBar + 1
        let data = try Scene.data(
            bars, actions: [action(.dividend(perShare: Price(nanos: 500_000_000)), at: bars[day])])
        let paid = try BacktestRun(config, on: data).run()
        let expected = Money(nanos: trade.quantity.wholeShares * 500_000_000)
        #expect(paid.dividends == expected)
        #expect(try paid.equity[day] == plain.equity[day] + expected)
    }
}

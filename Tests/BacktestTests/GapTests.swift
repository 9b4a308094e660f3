import Backtest
import Domain
import Strategies
import Testing

@Suite struct GapTests {
    /// Day bars of these days, at midnight UTC in the middle of the day in New York.
    private func series(_ days: [String]) throws -> BacktestSeries {
        let bars = try days.map { day in
            var bar = Scene.walk(1)[0]
            bar.start = try #require(Timestamp("\(day)T15:00:00.000Z"))
            return bar
        }
        return try Scene.series(bars, "AAA")
    }

    @Test func `sessions without a bar are named, weekends and holidays are none`() throws {
        // 2012-01-02 was a holiday, 2012-01-07 and 08 a weekend.
        let whole = ["2011-12-30", "2012-01-03", "2012-01-04", "2012-01-05", "2012-01-06"]
        #expect(try series(whole + ["2012-01-09"]).missingSessions == [])
        let part = try series(["2011-12-30", "2012-01-04", "2012-01-09"]).missingSessions
        #expect(
            part?.map(\.description) == ["2012-01-03", "2012-01-05", "2012-01-06"])
    }

    @Test func `what the calendar does not cover is unknown`() throws {
        #expect(try series(["1990-01-02", "1990-01-03"]).missingSessions == nil)
    }

    @Test func `a gap changes nothing but what is known`() throws {
        let bars = Scene.walk(200)
        let gap = Array(bars[..<90] + bars[110...])
        let outcome = try BacktestRun(
            Scene.config("sma_cross", ["fast": "3", "slow": "8"]), on: Scene.data(gap)
        ).run()
        #expect(outcome.equity.count == 180)
    }
}

import Domain
import Indicators
import Testing

@Suite struct IndicatorValueTests {
    @Test func `an EMA starts at the mean of its first values`() {
        var average = ExponentialMovingAverage(3)
        #expect([1, 2, 3, 7].map { average.next($0) } == [nil, nil, 2, 4.5])
    }

    @Test func `prices that only rise have an RSI of 100, those that stand still of 0`() {
        var index = RelativeStrengthIndex(3)
        #expect([1, 2, 3, 4].map { index.next($0) } == [nil, nil, nil, 100])
        index.reset()
        #expect([1, 1, 1, 1].map { index.next($0) } == [nil, nil, nil, 0])
    }

    @Test func `a gap counts in the true range`() {
        var range = TrueRange()
        _ = range.next(candle(10, 9, 10))
        #expect(range.next(candle(15, 14, 14)) == 5)
        #expect(range.next(candle(11, 10, 11)) == 4)
    }

    @Test func `the aligned MACD starts all lines together, the other its line first`() {
        func starts(_ seeding: MovingAverageConvergence.Seeding) -> (Int?, Int?) {
            var indicator = MovingAverageConvergence(fast: 2, slow: 4, signal: 3, seeding: seeding)
            let lines = (0..<10).map { indicator.next(Double($0 * $0)) }
            return (
                lines.firstIndex { $0 != nil }, lines.firstIndex { $0?.signal != nil }
            )
        }
        #expect(starts(.own) == (3, 5))
        #expect(starts(.aligned) == (5, 5))
    }

    @Test func `a session starts the weighted price anew`() {
        var price = VolumeWeightedPrice()
        _ = price.next(candle(10, 10, 10, volume: 100))
        #expect(price.next(candle(20, 20, 20, volume: 300)) == 17.5)
        price.startSession()
        #expect(price.next(candle(30, 30, 30, volume: 1)) == 30)
    }

    @Test func `without volume the weighted price is the bar's own`() {
        var price = RollingVolumeWeightedPrice(2)
        _ = price.next(candle(10, 10, 10, volume: 5))
        _ = price.next(candle(20, 20, 20, volume: 0))
        #expect(price.next(candle(33, 30, 30, volume: 0)) == 31)
    }

    @Test func `a candle holds the nearest binary numbers to its bar`() {
        let bar = Bar(
            start: Timestamp(nanoseconds: 0), open: Price(nanos: 100_335_000_000),
            high: Price(nanos: 104_060_000_000), low: Price(nanos: 95_960_000_000),
            close: Price(nanos: 100_335_000_001), volume: Volume(thousandths: 1_500))
        let candle = Candle(bar)
        #expect(candle.open == 100.335)
        #expect(candle.close == 100.335000001)
        #expect(candle.volume == 1.5)
    }

    private func candle(
        _ high: Double, _ low: Double, _ close: Double, volume: Double = 1
    ) -> Candle {
        Candle(open: low, high: high, low: low, close: close, volume: volume)
    }
}

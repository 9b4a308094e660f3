import Indicators
import Testing

@Suite struct RollingTests {
    private let closes = Market.walk(500).map(\.close)

    @Test(arguments: [1, 2, 3, 10, 64])
    func `rolling figures are those of the window worked out anew`(_ period: Int) throws {
        var average = SimpleMovingAverage(period)
        var weighted = WeightedMovingAverage(period)
        var spread = StandardDeviation(period)
        var (highest, lowest) = (HighestValue(period), LowestValue(period))
        for (index, close) in closes.enumerated() {
            let own = (
                average.next(close), weighted.next(close), spread.next(close),
                highest.next(close), lowest.next(close)
            )
            guard index >= period - 1 else { continue }
            let window = closes[(index - period + 1)...index]
            let mean = window.reduce(0, +) / Double(period)
            #expect(near(own.0, mean))
            let weights = zip(window, 1...).reduce(0) { $0 + $1.0 * Double($1.1) }
            #expect(near(own.1, weights / Double(period * (period + 1) / 2)))
            let squares = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            #expect(near(own.2?.deviation, (squares / Double(period)).squareRoot()))
            #expect(own.3 == window.max())
            #expect(own.4 == window.min())
        }
    }

    @Test func `a sum does not drift after a value that dwarfs the rest`() {
        var average = SimpleMovingAverage(3)
        for value in [1, 1e17, 1, 2] { _ = average.next(value) }
        _ = average.next(3)
        #expect(average.next(4) == 3)
    }

    @Test func `equal values have a spread of exactly zero, whatever came before`() {
        var spread = StandardDeviation(5)
        for value in [1e9, 0.1, 7] { _ = spread.next(value) }
        for _ in 0..<4 { _ = spread.next(0.1) }
        #expect(spread.next(0.1)?.deviation == 0)
    }

    private func near(_ left: Double?, _ right: Double) -> Bool {
        left.map { abs($0 - right) <= 1e-9 * max(1, abs(right)) } ?? false
    }
}

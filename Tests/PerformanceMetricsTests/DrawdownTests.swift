import Domain
import PerformanceMetrics
import Testing

@Suite struct DrawdownTests {
    @Test func `a fall goes from the last bar at the high to the first bar back at it`() throws {
        let drawdown = Drawdown(of: try curve([100, 110, 110, 99, 105, 110, 108]))
        #expect(agree(drawdown.deepest, -0.1))
        #expect(drawdown.peakIndex == 2 && drawdown.troughIndex == 3)
        #expect(drawdown.longestBars == 3 && drawdown.longestUnderwaterBars == 2)
        #expect(drawdown.longestDays == 3)
        #expect(agree(drawdown.current, 108.0 / 110 - 1))
    }

    @Test func `of two equal falls the first is told`() throws {
        let drawdown = Drawdown(of: try curve([100, 50, 50, 100, 50]))
        #expect(drawdown.peakIndex == 0 && drawdown.troughIndex == 1)
    }

    @Test func `a curve that never falls has no peak and no trough`() throws {
        let drawdown = Drawdown(of: try curve([100, 100, 120]))
        #expect(drawdown.deepest == 0 && drawdown.current == 0)
        #expect(drawdown.peakIndex == nil && drawdown.troughIndex == nil)
        #expect(drawdown.longestBars == 0 && drawdown.longestDays == 0)
    }

    @Test func `2,000 random curves fall as a plain search finds`() throws {
        var generator = SeededGenerator(state: 3)
        for _ in 0..<2_000 {
            let equity = (0..<Int.random(in: 1...30, using: &generator)).map { _ in
                Double(Int.random(in: 1...12, using: &generator))
            }
            let drawdown = Drawdown(of: try curve(equity))
            let plain = PlainDrawdown(equity)
            #expect(drawdown.deepest == plain.deepest, "\(equity)")
            #expect(drawdown.troughIndex == plain.trough, "\(equity)")
            #expect(drawdown.peakIndex == plain.peak, "\(equity)")
            #expect(drawdown.longestBars == plain.longest, "\(equity)")
            #expect(drawdown.longestUnderwaterBars == plain.underwater, "\(equity)")
            #expect(try curve(equity).drawdowns == plain.depths.map(Optional.some), "\(equity)")
        }
    }
}

/// The definitions word by word, without a running state.
private struct PlainDrawdown {
    let depths: [Double]
    let deepest: Double
    let trough, peak: Int?
    let longest, underwater: Int

    init(_ equity: [Double]) {
        let high = equity.indices.map { equity[...$0].max() ?? 0 }
        let depths = zip(equity, high).map { $0 / $1 - 1 }
        self.depths = depths
        let deepest = depths.min() ?? 0
        let trough = deepest < 0 ? depths.firstIndex(of: deepest) : nil
        self.deepest = deepest
        self.trough = trough
        peak = trough.flatMap { end in (0...end).last { equity[$0] == high[end] } }
        let episodes = equity.indices.filter { $0 + 1 < equity.count && depths[$0] == 0 }
            .filter { depths[$0 + 1] < 0 }
            .map { start in
                let back = equity.indices.first { $0 > start && equity[$0] >= equity[start] }
                let below = (back ?? equity.count) - start - 1
                return (bars: (back ?? equity.count - 1) - start, below: below)
            }
        longest = episodes.map(\.bars).max() ?? 0
        underwater = episodes.map(\.below).max() ?? 0
    }
}

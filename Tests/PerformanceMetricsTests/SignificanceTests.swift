import Testing

@testable import PerformanceMetrics

@Suite struct SignificanceTests {
    @Test(arguments: [
        (0.5, 0.0), (0.975, 1.959_963_984_540_054), (0.99, 2.326_347_874_040_841),
        (0.001, -3.090_232_306_167_813), (1e-9, -5.997_807_015_008_1),
    ])
    func `the normal distribution has its known values, both ways`(
        _ share: Double, _ value: Double
    ) throws {
        #expect(agree(NormalDistribution.value(above: share), value))
        #expect(agree(NormalDistribution.share(below: value), share, within: 1e-12))
    }

    @Test(arguments: [0, 1, -0.1, 1.1, Double.nan])
    func `no value lies above a share that is none`(_ share: Double) {
        #expect(NormalDistribution.value(above: share) == nil)
    }

    @Test func `the best of a hundred useless trials is that of Bailey and López de Prado`() throws
    {
        // Their example: a variance of 0.5 a year over 250 days, and a maximum of 0.1132 a day.
        let own = try #require(
            DeflatedSharpe(
                of: walk(), trials: 100, deviation: (0.5 / 250).squareRoot()))
        #expect(abs(own.expectedMaximum - 0.1132) < 5e-5)
    }

    @Test func `more trials deflate, one does not`() throws {
        let curve = try walk()
        let one = try #require(DeflatedSharpe(of: curve))
        #expect(one.expectedMaximum == 0)
        #expect(one.deflated == one.probabilistic)
        var before = one.deflated
        for trials in [2, 10, 1_000] {
            let own = try #require(DeflatedSharpe(of: curve, trials: trials))
            #expect(own.periodSharpe == one.periodSharpe)
            #expect(own.deflated < before)
            before = own.deflated
        }
    }

    @Test func `the ratio is that of the curve's statistics`() throws {
        let curve = try walk()
        let own = try #require(DeflatedSharpe(of: curve))
        let statistics = CurveStatistics(of: curve, periodsPerYear: 1)
        #expect(agree(own.periodSharpe, statistics.sharpe))
    }

    @Test func `curves without a ratio have no significance`() throws {
        for equity in [[100], [100, 101], [100, 100, 100, 100], [100, -1, 100, 101]] {
            #expect(DeflatedSharpe(of: try curve(equity.map(Double.init))) == nil)
        }
    }

    private func walk() throws -> EquityCurve {
        var chance = SeededGenerator(state: 7)
        var worth = 100.0
        return try curve(
            (0..<500).map { _ in
                worth *= 1.0005 + Double.random(in: -0.01...0.01, using: &chance)
                return worth
            })
    }
}

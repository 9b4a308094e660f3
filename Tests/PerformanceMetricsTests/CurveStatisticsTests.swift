import Domain
import Foundation
import PerformanceMetrics
import Testing

@Suite struct CurveStatisticsTests {
    @Test func `growth at a constant rate has no Sharpe ratio, whatever rounding leaves`() throws {
        for rate in [1.001, 1.01, 0.999, 1.5] {
            var equity = [100_000.0]
            // Rounded to nanodollars, as an account's equity is.
            for _ in 0..<60 { equity.append(((equity.last ?? 0) * rate * 1e9).rounded() / 1e9) }
            let statistics = CurveStatistics(of: try curve(equity), periodsPerYear: 252)
            #expect(statistics.sharpe == nil, "rate \(rate)")
            #expect(agree(statistics.annualVolatility, 0))
        }
    }

    @Test func `a return that never differs from the risk-free one has neither ratio`() throws {
        var equity = [100_000.0]
        for _ in 0..<60 { equity.append((equity.last ?? 0) * 1.001) }
        let statistics = CurveStatistics(
            of: try curve(equity), periodsPerYear: 252, riskFreePerPeriod: 0.001)
        #expect(statistics.sharpe == nil && statistics.sortino == nil)
    }

    @Test func `a small but real spread has a Sharpe ratio`() throws {
        let equity = (0..<50).map { index in 100_000 + Double(index / 2) * 0.001 }
        #expect(CurveStatistics(of: try curve(equity), periodsPerYear: 252).sharpe != nil)
    }

    @Test func `a single point has a total and a drawdown of zero, and nothing else`() throws {
        let statistics = CurveStatistics(of: try curve([100]), periodsPerYear: 252)
        #expect(statistics.totalReturn == 0 && statistics.drawdown.deepest == 0)
        let rest = [
            statistics.annualGrowth, statistics.calendarAnnualGrowth, statistics.annualVolatility,
            statistics.sharpe, statistics.sortino, statistics.calmar, statistics.recoveryFactor,
            statistics.positivePeriodRate,
        ]
        #expect(rest.allSatisfy { $0 == nil })
    }

    @Test func `debt leaves the total and the drawdown, and nothing that rests on returns`() throws
    {
        let statistics = CurveStatistics(of: try curve([100, 50, -20, 10]), periodsPerYear: 252)
        #expect(agree(statistics.totalReturn, -0.9))
        #expect(agree(statistics.drawdown.deepest, -1.2))
        #expect(statistics.annualGrowth == nil && statistics.sharpe == nil)
        #expect(statistics.positivePeriodCount == nil && statistics.calmar == nil)
    }

    @Test func `an account that starts at nothing or in debt has no growth to speak of`() throws {
        #expect(CurveStatistics(of: try curve([-100, 50]), periodsPerYear: 252).totalReturn == nil)
        let statistics = CurveStatistics(of: try curve([0, 0, 10]), periodsPerYear: 252)
        #expect(statistics.totalReturn == nil && statistics.annualGrowth == nil)
        #expect(
            CurveStatistics(of: try curve([0, 0]), periodsPerYear: 252).drawdown.deepest == nil)
    }

    @Test func `the recovery factor is total return over the deepest drawdown`() throws {
        let statistics = CurveStatistics(of: try curve([100, 80, 120]), periodsPerYear: 252)
        #expect(agree(statistics.recoveryFactor, 1))
    }

    @Test func `hours count as fractions of days`() throws {
        let start = try #require(Timestamp("2024-03-01T14:30Z"))
        let times = (0..<7).map { start.advanced(bySeconds: Int64($0) * 3_600) }
        let hourly = try EquityCurve(
            times: times, equity: [100, 101, 99, 98, 100, 102, 103], dayOf: \.utcDay)
        let statistics = CurveStatistics(of: hourly, periodsPerYear: 6_048)
        #expect(statistics.drawdown.longestBars == 4)
        #expect(agree(statistics.drawdown.longestDays, 4.0 / 24))
        // A quarter of a day, so a year is 1,461 times as long.
        #expect(agree(statistics.calendarAnnualGrowth, pow(1.03, 1_461) - 1))
    }

    @Test(arguments: [0, -252, Double.nan, .infinity])
    func `no sensible year leaves out what needs one`(_ periodsPerYear: Double) throws {
        let statistics = CurveStatistics(
            of: try curve([100, 90, 120, 110]), periodsPerYear: periodsPerYear)
        #expect(statistics.annualGrowth == nil && statistics.annualVolatility == nil)
        #expect(statistics.sharpe == nil && statistics.sortino == nil && statistics.calmar == nil)
        #expect(statistics.totalReturn != nil && statistics.calendarAnnualGrowth != nil)
    }

    @Test func `what is no curve is refused with the place`() throws {
        let day = try #require(Day("2024-01-30"))
        #expect(throws: EquityCurveFault.empty) { try EquityCurve(days: [], equity: []) }
        #expect(throws: EquityCurveFault.lengthsDiffer) {
            try EquityCurve(days: [day], equity: [1, 2])
        }
        #expect(throws: EquityCurveFault.notFinite(index: 1)) {
            try EquityCurve(days: [day, day], equity: [1, .nan])
        }
        #expect(throws: EquityCurveFault.goesBack(index: 1)) {
            try EquityCurve(days: [day, day.advanced(by: -1)], equity: [1, 2])
        }
    }

    @Test func `no figure of 5,000 wild curves is NaN or infinite`() throws {
        var generator = SeededGenerator(state: 11)
        let amounts = [
            0, -0.0, 1e-300, 1e300, -1e300, Double.leastNonzeroMagnitude, 1, 100, -7, 1e5,
        ]
        for _ in 0..<5_000 {
            let equity = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                amounts[Int.random(in: 0..<amounts.count, using: &generator)]
            }
            let curve = try curve(equity)
            let statistics = CurveStatistics(of: curve, periodsPerYear: 252)
            let activity = Activity(
                of: curve, isInvested: [], tradedValue: 1e300, periodsPerYear: 252)
            let table = MonthlyReturns(of: curve).years.flatMap { $0.months + [$0.total] }
            let all =
                numbers(in: statistics) + numbers(in: statistics.drawdown) + numbers(in: activity)
                + table.compactMap(\.self) + curve.drawdowns.compactMap(\.self)
                + curve.dayReturns.map(\.value)
            #expect(all.allSatisfy { $0.isFinite }, "\(equity): \(all)")
        }
    }

    private func numbers(in value: Any) -> [Double] {
        Mirror(reflecting: value).children.compactMap { $0.value as? Double }
    }
}

import Domain
import PerformanceMetrics
import Testing

@Suite struct PeriodTableTests {
    @Test func `a month runs from the last point before it to its own last`() throws {
        // January 30 and 31, then three days of February.
        let table = MonthlyReturns(of: try curve([100, 110, 121, 99, 132]))
        let row = try #require(table.years.first)
        #expect(table.years.count == 1 && row.year == 2024 && row.months.count == 12)
        #expect(agree(row.months[0], 0.1))
        #expect(agree(row.months[1], 0.2))
        #expect(row.months[2...].allSatisfy { $0 == nil })
        #expect(agree(row.total, 0.32))
    }

    @Test func `a month of the first point alone has no return`() throws {
        let days = [try #require(Day("2023-12-29")), try #require(Day("2024-01-02"))]
        let table = MonthlyReturns(of: try EquityCurve(days: days, equity: [100, 90]))
        #expect(table.years.map(\.year) == [2023, 2024])
        #expect(table.years[0].months[11] == nil && table.years[0].total == nil)
        #expect(agree(table.years[1].months[0], -0.1) && agree(table.years[1].total, -0.1))
    }

    @Test func `months compound to their year, and years to the total`() throws {
        var generator = SeededGenerator(state: 5)
        var equity = [1_000.0]
        for _ in 0..<1_500 {
            equity.append((equity.last ?? 0) * Double.random(in: 0.97...1.0301, using: &generator))
        }
        let curve = try curve(equity)
        let years = MonthlyReturns(of: curve).years
        #expect(years.count == 5)
        for year in years {
            let product = year.months.reduce(1) { $0 * (1 + ($1 ?? 0)) }
            #expect(agree(product - 1, year.total))
        }
        let total = years.reduce(1) { $0 * (1 + ($1.total ?? 0)) } - 1
        #expect(agree(total, CurveStatistics(of: curve, periodsPerYear: 252).totalReturn))
    }

    @Test func `the best and the worst day are told with their dates`() throws {
        let curve = try curve([100, 110, 88, 88, 96.8, 77.44])
        #expect(curve.bestDay?.day == Day("2024-01-31"))
        #expect(agree(curve.bestDay?.value, 0.1))
        #expect(curve.worstDay?.day == Day("2024-02-01"))
        #expect(agree(curve.worstDay?.value, -0.2))
    }

    @Test func `days of an intraday curve are the days that the caller names`() throws {
        let start = try #require(Timestamp("2024-01-31T23:00Z"))
        let times = (0..<4).map { start.advanced(bySeconds: Int64($0) * 3_600) }
        // Two hours west of Greenwich midnight comes two hours later.
        let curve = try EquityCurve(times: times, equity: [100, 105, 110, 55]) {
            $0.advanced(bySeconds: -2 * 3_600).utcDay
        }
        #expect(curve.dayReturns.map(\.day) == [Day("2024-01-31"), Day("2024-02-01")])
        #expect(agree(curve.dayReturns.first?.value, 0.1))
        #expect(agree(curve.dayReturns.last?.value, -0.5))
    }

    @Test func `debt has no return, neither by day nor by month`() throws {
        let curve = try curve([100, -50, -60])
        #expect(curve.dayReturns.isEmpty && curve.bestDay == nil && curve.worstDay == nil)
        #expect(MonthlyReturns(of: curve).years.first?.months.allSatisfy { $0 == nil } == true)
    }

    @Test func `exposure is a share of bars, turnover a multiple of mean equity`() throws {
        let activity = Activity(
            of: try curve([100, 200, 300]), isInvested: [false, true, true], tradedValue: 800,
            periodsPerYear: 252)
        #expect(agree(activity.exposure, 2.0 / 3))
        #expect(activity.turnover == 4 && activity.annualTurnover == 504)
        let idle = Activity(
            of: try curve([0]), isInvested: [], tradedValue: 0, periodsPerYear: 252)
        #expect(idle.exposure == nil && idle.turnover == nil && idle.annualTurnover == nil)
    }
}

import PerformanceMetrics
import Testing

@Suite struct ComparisonTests {
    @Test func `a curve beside itself has beta and correlation of 1 and no excess`() throws {
        let own = try curve([100, 110, 99, 120])
        let beside = HoldingComparison(of: own, with: own, periodsPerYear: 252)
        #expect(agree(beside.beta, 1))
        #expect(agree(beside.correlation, 1))
        #expect(beside.excessReturn == 0)
        #expect(agree(beside.holdingDrawdown, -0.1))
    }

    @Test func `half invested moves half as much`() throws {
        let holding = try curve([100, 110, 121, 108.9])
        let half = try curve([100, 105, 110.25, 104.7375])
        let beside = HoldingComparison(of: half, with: holding, periodsPerYear: 252)
        #expect(agree(beside.beta, 0.5))
        #expect(agree(beside.correlation, 1))
    }

    @Test func `beside a price that does not move nothing is told`() throws {
        let beside = HoldingComparison(
            of: try curve([100, 110, 99]), with: try curve([1, 1, 1]), periodsPerYear: 252)
        #expect(beside.beta == nil)
        #expect(beside.correlation == nil)
        #expect(beside.holdingReturn == 0)
    }

    @Test func `an excursion is at most 0 against and at least 0 for the owner`() {
        let own = Excursion(worst: 0.1, best: -0.1)
        #expect(own.adverse == 0 && own.favourable == 0)
        let all = ExcursionStatistics(of: [
            Excursion(worst: -0.1, best: 0.3), Excursion(worst: -0.3, best: 0.1),
        ])
        #expect(all.meanAdverse == -0.2 && all.worstAdverse == -0.3)
        #expect(all.meanFavourable == 0.2 && all.bestFavourable == 0.3)
        #expect(ExcursionStatistics(of: []).meanAdverse == nil)
    }

    @Test func `a table has a row a key, in their order, which sum up to the whole`() throws {
        let trades = try [("stop", -5.0), ("signal", 10), ("stop", -2)].map { key, profit in
            (
                key: key,
                result: try #require(TradeResult(profit: profit, returnFraction: profit / 100))
            )
        }
        let table = TradeTable(of: trades)
        #expect(table.rows.map(\.key) == ["signal", "stop"])
        #expect(table.rows.map(\.statistics.netProfit) == [10, -7])
        #expect(table.rows.map(\.statistics.tradeCount) == [1, 2])
    }

    @Test func `fees are told a trade, of gross profit and of capital`() {
        let fees = FeeStatistics(total: 20, netProfit: 80, tradeCount: 4, capital: 1_000)
        #expect(fees.perTrade == 5)
        #expect(fees.shareOfGrossProfit == 0.2)
        #expect(fees.shareOfCapital == 0.02)
        let none = FeeStatistics(total: 0, netProfit: -1, tradeCount: 0, capital: 0)
        #expect(none.perTrade == nil && none.shareOfGrossProfit == nil)
        #expect(none.shareOfCapital == nil)
    }
}

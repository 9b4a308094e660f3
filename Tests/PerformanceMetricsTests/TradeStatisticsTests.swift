import PerformanceMetrics
import Testing

@Suite struct TradeStatisticsTests {
    @Test func `a break-even trade is neither win nor loss and ends a streak`() throws {
        let statistics = TradeStatistics(of: try results([5, 5, 0, 5, -1, -1]))
        #expect(statistics.winCount == 3 && statistics.lossCount == 2)
        #expect(statistics.breakEvenCount == 1 && statistics.winRate == 0.5)
        #expect(statistics.streaks.longestWins == 2 && statistics.streaks.longestLosses == 2)
        #expect(statistics.streaks.current == -2)
        #expect(Streaks(of: try results([5, 0])).current == 0)
        #expect(Streaks(of: try results([-1, 5, 5, 5])).current == 3)
    }

    @Test func `no loss leaves out profit factor and payoff, no win makes the factor zero`() throws
    {
        let wins = TradeStatistics(of: try results([1, 2]))
        #expect(wins.profitFactor == nil && wins.payoffRatio == nil && wins.averageLoss == nil)
        let losses = TradeStatistics(of: try results([-1, -2]))
        #expect(losses.profitFactor == 0 && losses.payoffRatio == nil && losses.largestWin == nil)
    }

    @Test func `without a trade there are counts and sums of zero and nothing else`() {
        let none = TradeStatistics(of: [])
        #expect(none.tradeCount == 0 && none.netProfit == 0 && none.streaks.current == 0)
        #expect(none.winRate == nil && none.expectancy == nil && none.averageHeldSeconds == nil)
    }

    @Test func `holding times are averaged over the trades that know theirs`() throws {
        let trades = [
            TradeResult(profit: 1, returnFraction: 0.1, heldSeconds: 60),
            TradeResult(profit: 1, returnFraction: 0.1, heldSeconds: 180),
            TradeResult(profit: 1, returnFraction: 0.1),
        ].compactMap(\.self)
        #expect(TradeStatistics(of: trades).averageHeldSeconds == 120)
    }

    @Test func `what is no number is no result`() {
        #expect(TradeResult(profit: .nan, returnFraction: 0) == nil)
        #expect(TradeResult(profit: 1e16, returnFraction: 0) == nil)
        #expect(TradeResult(profit: 0, returnFraction: .infinity) == nil)
        #expect(TradeResult(profit: 0, returnFraction: 0, heldSeconds: .nan) == nil)
    }

    @Test func `a large win and its loss do not swallow the cents between them`() throws {
        let statistics = TradeStatistics(of: try results([1e15, 0.01, 0.01, 0.01, -1e15]))
        #expect(agree(statistics.netProfit, 0.03))
    }

    private func results(_ profits: [Double]) throws -> [TradeResult] {
        try profits.map { try #require(TradeResult(profit: $0, returnFraction: $0 / 100)) }
    }
}

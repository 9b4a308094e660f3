import Domain
import PerformanceMetrics
import Testing

@Suite struct GoldenMetricsTests {
    @Test func `every curve of the reference has its figures`() throws {
        let cases = try Goldens.load().cases
        #expect(cases.count >= 13)
        for golden in cases {
            let days = try golden.dates.map { try #require(Day($0)) }
            let statistics = CurveStatistics(
                of: try EquityCurve(days: days, equity: golden.equity),
                periodsPerYear: golden.periods_per_year,
                riskFreePerPeriod: golden.risk_free_per_period)
            expectEqual(figures(of: statistics), golden.expected, golden.id)
        }
    }

    @Test func `every list of trades of the reference has its figures`() throws {
        let cases = try Goldens.load().trade_cases
        #expect(cases.count >= 9)
        for golden in cases {
            let trades = try golden.trades.map {
                try #require(TradeResult(profit: $0.pnl, returnFraction: $0.return_pct))
            }
            expectEqual(
                figures(of: TradeStatistics(of: trades)), golden.expected, golden.id)
        }
    }

    private func figures(of curve: CurveStatistics) -> [String: Double?] {
        [
            "n_points": Double(curve.pointCount),
            "n_returns": Double(curve.returnCount),
            "total_return": curve.totalReturn,
            "max_drawdown": curve.drawdown.deepest,
            "max_drawdown_peak_index": curve.drawdown.peakIndex.map(Double.init),
            "max_drawdown_trough_index": curve.drawdown.troughIndex.map(Double.init),
            "max_drawdown_duration_bars": Double(curve.drawdown.longestBars),
            "max_drawdown_duration_days": curve.drawdown.longestDays,
            "max_underwater_bars": Double(curve.drawdown.longestUnderwaterBars),
            "cagr": curve.annualGrowth,
            "cagr_calendar": curve.calendarAnnualGrowth,
            "ann_volatility": curve.annualVolatility,
            "sharpe": curve.sharpe,
            "sortino": curve.sortino,
            "calmar": curve.calmar,
            "n_positive_periods": curve.positivePeriodCount.map(Double.init),
            "n_negative_periods": curve.negativePeriodCount.map(Double.init),
            "positive_period_rate": curve.positivePeriodRate,
        ]
    }

    private func figures(of trades: TradeStatistics) -> [String: Double?] {
        [
            "n_trades": Double(trades.tradeCount),
            "n_wins": Double(trades.winCount),
            "n_losses": Double(trades.lossCount),
            "n_breakeven": Double(trades.breakEvenCount),
            "net_pnl": trades.netProfit,
            "gross_profit": trades.grossProfit,
            "gross_loss": trades.grossLoss,
            "win_rate": trades.winRate,
            "profit_factor": trades.profitFactor,
            "expectancy": trades.expectancy,
            "expectancy_pct": trades.expectedReturn,
            "avg_win": trades.averageWin,
            "avg_loss": trades.averageLoss,
            "payoff_ratio": trades.payoffRatio,
            "largest_win": trades.largestWin,
            "largest_loss": trades.largestLoss,
            "max_consecutive_wins": Double(trades.streaks.longestWins),
            "max_consecutive_losses": Double(trades.streaks.longestLosses),
        ]
    }
}

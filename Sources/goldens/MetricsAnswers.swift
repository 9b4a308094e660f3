import Domain
import Foundation
import PerformanceMetrics

extension Answerer {
    /// The statistics of equity curves and of lists of trades.
    static let metrics = Answerer(schema: "metrics-golden/1") { file in
        let questions = try JSONDecoder().decode(MetricsQuestions.self, from: file.data())
        return .object([
            "schema": .string("metrics-golden/1"),
            "cases": .array(try questions.cases.map { try $0.answer() }),
            "trade_cases": .array(try questions.tradeCases.map { try $0.answer() }),
        ])
    }
}

/// The questions of a file; the answers beside them are not declared, so they can't be read.
private struct MetricsQuestions: Decodable {
    struct Curve: Decodable {
        let id: String
        let periodsPerYear: Double
        let riskFreePerPeriod: Double?
        let dates: [String]
        let equity: [Double]

        enum CodingKeys: String, CodingKey {
            case id, dates, equity
            case periodsPerYear = "periods_per_year"
            case riskFreePerPeriod = "risk_free_per_period"
        }
    }

    struct Trades: Decodable {
        struct Trade: Decodable {
            let pnl: Double
            let returnFraction: Double

            enum CodingKeys: String, CodingKey {
                case pnl
                case returnFraction = "return_pct"
            }
        }

        let id: String
        let trades: [Trade]
    }

    let cases: [Curve]
    let tradeCases: [Trades]

    enum CodingKeys: String, CodingKey {
        case cases
        case tradeCases = "trade_cases"
    }
}

extension MetricsQuestions.Curve {
    func answer() throws -> JSONValue {
        let curve = try EquityCurve(
            times: try dates.map(instant), equity: equity, dayOf: \.utcDay)
        let statistics = CurveStatistics(
            of: curve, periodsPerYear: periodsPerYear, riskFreePerPeriod: riskFreePerPeriod ?? 0)
        return .object(["id": .string(id), "expected": .object(statistics.fields)])
    }

    /// A date, or a date with a time; one without a zone counts as UTC, since only spans are asked
    /// for.
    private func instant(_ text: String) throws -> Timestamp {
        if let day = Day(text) { return Timestamp(day: day) }
        guard let instant = Timestamp(text) ?? Timestamp(text + "Z") else {
            throw GoldensFault("\(id): no date: \(text)")
        }
        return instant
    }
}

extension MetricsQuestions.Trades {
    func answer() throws -> JSONValue {
        let results = try trades.map {
            guard let result = TradeResult(profit: $0.pnl, returnFraction: $0.returnFraction) else {
                throw GoldensFault("\(id): no such trade")
            }
            return result
        }
        return .object([
            "id": .string(id), "expected": .object(TradeStatistics(of: results).fields),
        ])
    }
}

extension CurveStatistics {
    /// The figures by their names in the reference file.
    fileprivate var fields: [String: JSONValue] {
        [
            "n_points": .integer(pointCount),
            "n_returns": .integer(returnCount),
            "total_return": JSONValue(totalReturn),
            "max_drawdown": JSONValue(drawdown.deepest),
            "max_drawdown_peak_index": JSONValue(drawdown.peakIndex),
            "max_drawdown_trough_index": JSONValue(drawdown.troughIndex),
            "max_drawdown_duration_bars": .integer(drawdown.longestBars),
            "max_drawdown_duration_days": .number(drawdown.longestDays),
            "max_underwater_bars": .integer(drawdown.longestUnderwaterBars),
            "cagr": JSONValue(annualGrowth),
            "cagr_calendar": JSONValue(calendarAnnualGrowth),
            "ann_volatility": JSONValue(annualVolatility),
            "sharpe": JSONValue(sharpe),
            "sortino": JSONValue(sortino),
            "calmar": JSONValue(calmar),
            "n_positive_periods": JSONValue(positivePeriodCount),
            "n_negative_periods": JSONValue(negativePeriodCount),
            "positive_period_rate": JSONValue(positivePeriodRate),
        ]
    }
}

extension TradeStatistics {
    /// The figures by their names in the reference file.
    fileprivate var fields: [String: JSONValue] {
        [
            "n_trades": .integer(tradeCount),
            "n_wins": .integer(winCount),
            "n_losses": .integer(lossCount),
            "n_breakeven": .integer(breakEvenCount),
            "net_pnl": .number(netProfit),
            "gross_profit": .number(grossProfit),
            "gross_loss": .number(grossLoss),
            "win_rate": JSONValue(winRate),
            "profit_factor": JSONValue(profitFactor),
            "expectancy": JSONValue(expectancy),
            "expectancy_pct": JSONValue(expectedReturn),
            "avg_win": JSONValue(averageWin),
            "avg_loss": JSONValue(averageLoss),
            "payoff_ratio": JSONValue(payoffRatio),
            "largest_win": JSONValue(largestWin),
            "largest_loss": JSONValue(largestLoss),
            "max_consecutive_wins": .integer(streaks.longestWins),
            "max_consecutive_losses": .integer(streaks.longestLosses),
        ]
    }
}

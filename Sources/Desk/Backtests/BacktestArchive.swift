public import Backtest
public import Domain
import ExactJSON
import MarketCalendar
import PerformanceMetrics
public import Storage
import Strategies

/// A run that came to its end, with all that its result is made of.
public struct BacktestArchive: Sendable {
    /// What was run.
    public let config: BacktestConfig
    /// On what.
    public let data: BacktestData
    /// What it came to.
    public let report: BacktestReport
    /// The request as JSON.
    public let asked: String

    /// A run of these parts.
    public init(
        _ report: BacktestReport, of config: BacktestConfig, on data: BacktestData, asked: String
    ) {
        self.report = report
        self.config = config
        self.data = data
        self.asked = asked
    }

    /// The result as it is kept.
    ///
    /// - Parameter time: wall time.
    public func result(named runID: String, at time: Timestamp) -> BacktestResult {
        var result = BacktestResult(
            runID: runID, symbols: Set(report.outcome.symbols),
            strategyMode: config.strategy.description.name, days: days, createdAt: time)
        result.initialCapital = report.outcome.initialCash
        result.finalEquity = report.outcome.finalEquity
        result.figures.totalReturnPercent = report.curve.totalReturn.map { $0 * 100 }
        result.figures.sharpeRatio = report.curve.sharpe
        result.figures.maxDrawdownPercent = report.curve.drawdown.deepest.map { $0 * 100 }
        result.figures.winRate = report.trades.winRate
        result.equity = zip(report.times, report.outcome.equity).map {
            EquityPoint(time: $0, equity: $1)
        }
        result.trades = report.tradeTexts(label: label)
        result.config = text
        return result
    }

    /// The first day of trading and the last one.
    private var days: ClosedRange<Day> {
        let times = report.times
        guard let first = times.first, let last = times.last else {
            return Day(number: 0)...Day(number: 0)
        }
        let (start, end) = (NewYork.day(of: first), NewYork.day(of: last))
        return min(end, max(start, config.from ?? start))...end
    }

    private func label(_ lane: Int, _ bar: Int) -> String {
        data.series[lane].bars[bar].start.description
    }

    /// What was asked for, what every parameter was, the hash and all figures.
    private var text: String {
        var json = JSONWriter(capacity: 4_096)
        json.object { json in
            json.name("request")
            json.raw(asked.utf8)
            json.name("parameters")
            json.array(config.values.all) { json, item in
                json.object { json in
                    json.name("name")
                    json.string(item.name)
                    json.name("value")
                    json.string(item.value.description)
                }
            }
            json.name("result_hash")
            json.string(report.outcome.digest)
            json.name("stats")
            json.object { report.writeStats(into: &$0) }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

public import Domain
import MarketCalendar
public import PerformanceMetrics

/// What an outcome says in figures: of its curve, its trades and its costs.
public struct BacktestReport: Sendable {
    /// What was run, and what it came to.
    public let outcome: BacktestOutcome
    /// The statistics of closed trades.
    public let trades: TradeStatistics
    /// How far each closed trade went either way, in their order.
    public let excursions: [Excursion]
    /// The same by symbol.
    public let bySymbol: TradeTable
    /// The same by what ended the trade.
    public let byCause: TradeTable
    /// What trading cost.
    public let fees: FeeStatistics
    /// The statistics of the curve.
    public let curve: CurveStatistics
    /// Beside buying all symbols in equal parts at the first close, and holding.
    public let holding: HoldingComparison
    /// How sure one may be of the Sharpe ratio; nil where that is undefined.
    public let significance: DeflatedSharpe?
    /// When the points of the curve were taken.
    public let times: [Timestamp]
    /// Points of the curve in a year.
    public let periodsPerYear: Double
    /// Moments at which something was held.
    public let heldPoints: Int

    /// The report of an outcome on its data.
    ///
    /// - Parameter trials: how many runs were tried before this one was chosen, this one included.
    public init(
        _ outcome: BacktestOutcome, on data: BacktestData, trials: Int = 1
    ) throws(EquityCurveFault) {
        self.outcome = outcome
        let points = CurvePoints(outcome, data)
        let results = outcome.trades.map { trade in
            TradeResult(
                profit: trade.profit.approximate, returnFraction: trade.returnFraction,
                heldSeconds: points.seconds(of: trade))
        }
        let known = zip(outcome.trades, results).compactMap { trade, result in
            result.map { (trade, $0) }
        }
        trades = TradeStatistics(of: known.map(\.1))
        excursions = outcome.trades.map { data.excursion(of: $0) }
        bySymbol = TradeTable(of: known.map { (outcome.symbols[$0.lane].description, $1) })
        byCause = TradeTable(of: known.map { ($0.cause.rawValue, $1) })
        fees = FeeStatistics(
            total: outcome.fees.approximate, netProfit: trades.netProfit,
            tradeCount: trades.tradeCount, capital: outcome.initialCash.approximate)
        let curve = try points.curve(outcome.equity.map(\.approximate))
        periodsPerYear = points.periodsPerYear
        times = points.times
        self.curve = CurveStatistics(of: curve, periodsPerYear: periodsPerYear)
        holding = HoldingComparison(
            of: curve, with: try points.curve(data.held(at: points.times)),
            periodsPerYear: periodsPerYear)
        significance = DeflatedSharpe(of: curve, trials: trials)
        heldPoints = outcome.heldPoints
    }

    /// The sum of fees of closed trades, without those of open positions.
    public var closedFees: Money {
        outcome.trades.reduce(.zero) { (try? $0 + $1.fees) ?? $0 }
    }
}

extension BacktestOutcome {
    /// Moments at which something was held, from entry to exit inclusive, each once.
    fileprivate var heldPoints: Int {
        var change = [Int32](repeating: 0, count: equity.count + 1)
        func note(_ points: ClosedRange<Int>) {
            change[points.lowerBound] += 1
            change[min(points.upperBound + 1, equity.count)] -= 1
        }
        for trade in trades { note(trade.points) }
        for holding in open { note(holding.entryPoint...(equity.count - 1)) }
        var (held, count): (Int32, Int) = (0, 0)
        for step in change.dropLast() {
            held += step
            if held > 0 { count += 1 }
        }
        return count
    }
}

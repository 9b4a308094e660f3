import RealModule

/// What an equity curve earned and what it risked. What is undefined is nil, never 0, NaN or
/// infinite.
///
/// With r[t] = E[t] / E[t-1] - 1 (0 where E[t-1] is 0), n returns, N periods a year and the
/// risk-free return rf of one period. Where equity is ever below zero, all that rests on r is nil.
/// Sources: `empyrical-reloaded` 0.7.1 and `quantstats` 0.0.86, whose figures these are.
public struct CurveStatistics: Equatable, Sendable {
    /// How many points the curve has.
    public let pointCount: Int
    /// How many returns: one less.
    public let returnCount: Int
    /// E[n] / E[0] - 1, as a fraction; nil unless E[0] is above zero.
    public let totalReturn: Double?
    /// The compound growth of a year of N periods: (E[n] / E[0])^(N / n) - 1.
    public let annualGrowth: Double?
    /// The compound growth of a calendar year: (E[n] / E[0])^(365.25 / days) - 1.
    public let calendarAnnualGrowth: Double?
    /// The sample deviation of r times the root of N; nil for fewer than two returns.
    public let annualVolatility: Double?
    /// mean(r - rf) / deviation(r - rf) * sqrt(N) (W. Sharpe, 1994); nil for fewer than two returns
    /// and where the deviation is none but rounding noise.
    public let sharpe: Double?
    /// mean(r - rf) * sqrt(N) over the downside deviation of all n returns (F. Sortino, 1991); nil
    /// for fewer than two returns and where none is below rf.
    public let sortino: Double?
    /// Annual growth over the depth of the deepest drawdown (T. Young, 1991); nil without one.
    public let calmar: Double?
    /// Total return over the depth of the deepest drawdown (quantstats' recovery factor); nil
    /// without one.
    public let recoveryFactor: Double?
    /// How many returns are above zero.
    public let positivePeriodCount: Int?
    /// How many returns are below zero.
    public let negativePeriodCount: Int?
    /// The share of returns above zero, 0 to 1; nil without a return.
    public let positivePeriodRate: Double?
    /// How far and how long the curve stood below its maximum.
    public let drawdown: Drawdown

    /// The statistics of a curve.
    ///
    /// - Parameters:
    ///   - periodsPerYear: N, above zero: 252 for daily points. Otherwise what rests on it is nil.
    ///   - riskFreePerPeriod: rf as a fraction of one period, not of a year.
    public init(of curve: EquityCurve, periodsPerYear: Double, riskFreePerPeriod: Double = 0) {
        let drawdown = Drawdown(of: curve)
        let returns = PeriodReturns(of: curve)
        let growth = Growth(of: curve, returns: returns)
        // NaN spreads to all that rests on it, and `ifFinite` makes that absent.
        let perYear = periodsPerYear > 0 ? periodsPerYear : .nan
        let ratios = returns.map {
            Ratios($0, riskFree: riskFreePerPeriod, rootOfPeriods: perYear.squareRoot())
        }
        pointCount = curve.equity.count
        returnCount = curve.equity.count - 1
        totalReturn = growth.total
        annualGrowth = growth.compounded(perYear / Double(returnCount))
        calendarAnnualGrowth = growth.compounded(365.25 / curve.days(from: 0, to: returnCount))
        annualVolatility = ratios?.annualVolatility
        sharpe = ratios?.sharpe
        sortino = ratios?.sortino
        calmar = quotient(annualGrowth, byDepthOf: drawdown)
        recoveryFactor = quotient(totalReturn, byDepthOf: drawdown)
        positivePeriodCount = returns?.values.count { $0 > 0 }
        negativePeriodCount = returns?.values.count { $0 < 0 }
        positivePeriodRate = positivePeriodCount.flatMap {
            (Double($0) / Double(curve.equity.count - 1)).ifFinite
        }
        self.drawdown = drawdown
    }
}

/// The growth of a curve from its first point to its last.
private struct Growth {
    /// E[n] / E[0] - 1.
    let total: Double?
    private let canCompound: Bool

    init(of curve: EquityCurve, returns: PeriodReturns?) {
        let start = curve.equity.first ?? 0
        let end = curve.equity.last ?? 0
        total = start > 0 ? (end / start - 1).ifFinite : nil
        canCompound = returns.map { !$0.values.isEmpty } ?? false
    }

    /// The growth that, kept up for so many times the curve's length, a year would see.
    func compounded(_ times: Double) -> Double? {
        guard canCompound, times.isFinite, let total else { return nil }
        return (Double.pow(1 + total, times) - 1).ifFinite
    }
}

/// Reward over risk.
private struct Ratios {
    let annualVolatility: Double?
    let sharpe: Double?
    let sortino: Double?

    init(_ returns: PeriodReturns, riskFree: Double, rootOfPeriods: Double) {
        let excess = Sample(values: returns.values.map { $0 - riskFree })
        annualVolatility = Sample(values: returns.values).deviation
            .flatMap { ($0 * rootOfPeriods).ifFinite }
        func reward(over risk: Double?) -> Double? {
            guard returns.values.count >= 2, let mean = excess.mean,
                let risk = returns.unlessNoise(risk)
            else { return nil }
            return (mean / risk * rootOfPeriods).ifFinite
        }
        sharpe = reward(over: excess.deviation)
        sortino = reward(over: excess.downsideDeviation)
    }
}

private func quotient(_ gain: Double?, byDepthOf drawdown: Drawdown) -> Double? {
    guard let gain, let depth = drawdown.deepest, depth < 0 else { return nil }
    return (gain / -depth).ifFinite
}

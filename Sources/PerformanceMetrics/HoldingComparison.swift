/// A curve beside that of buying at its start and holding.
public struct HoldingComparison: Equatable, Sendable {
    /// What holding returned, as a fraction.
    public let holdingReturn: Double?
    /// The compound growth of a calendar year of holding.
    public let holdingAnnualGrowth: Double?
    /// The deepest fall of holding, at most 0.
    public let holdingDrawdown: Double?
    /// The curve's return less that of holding.
    public let excessReturn: Double?
    /// How much the curve moves where holding moves by 1: covariance over variance of the returns;
    /// nil where holding does not move.
    public let beta: Double?
    /// The correlation of both returns, -1 to 1; nil where either does not move.
    public let correlation: Double?

    /// A comparison; both curves have their points at the same instants.
    public init(of curve: EquityCurve, with holding: EquityCurve, periodsPerYear: Double) {
        let own = CurveStatistics(of: curve, periodsPerYear: periodsPerYear)
        let other = CurveStatistics(of: holding, periodsPerYear: periodsPerYear)
        holdingReturn = other.totalReturn
        holdingAnnualGrowth = other.calendarAnnualGrowth
        holdingDrawdown = other.drawdown.deepest
        excessReturn = own.totalReturn.flatMap { total in other.totalReturn.map { total - $0 } }
        let pair = ReturnPair(PeriodReturns(of: curve), PeriodReturns(of: holding))
        beta = pair?.beta
        correlation = pair?.correlation
    }
}

/// Returns of two curves at the same times.
private struct ReturnPair {
    let beta: Double?
    let correlation: Double?

    init?(_ left: PeriodReturns?, _ right: PeriodReturns?) {
        guard let left, let right, left.values.count == right.values.count,
            let mean = Sample(values: left.values).mean,
            let otherMean = Sample(values: right.values).mean
        else { return nil }
        let pairs = zip(left.values, right.values)
        let shared = compensatedSum(pairs.map { ($0 - mean) * ($1 - otherMean) })
        let own = compensatedSum(left.values.map { ($0 - mean) * ($0 - mean) })
        let other = compensatedSum(right.values.map { ($0 - otherMean) * ($0 - otherMean) })
        beta = (shared / (other > 0 ? other : .nan)).ifFinite
        let product = own > 0 && other > 0 ? (own * other).squareRoot() : .nan
        correlation = (shared / product).ifFinite
    }
}

/// How much of the time an account was invested, and how often it turned itself over.
public struct Activity: Equatable, Sendable {
    /// The share of bars with a position, 0 to 1 (backtesting.py's exposure time); nil without a
    /// bar.
    public let exposure: Double?
    /// The value of all purchases and sales over the mean equity; nil unless that is above zero.
    public let turnover: Double?
    /// Turnover a year: times periods a year over the number of periods; nil without a period.
    public let annualTurnover: Double?

    /// The activity of an account.
    ///
    /// - Parameters:
    ///   - curve: the equity, a point a bar.
    ///   - isInvested: for each bar, whether a position was held at its end.
    ///   - tradedValue: the sum of the values of all purchases and sales, each positive.
    ///   - periodsPerYear: 252 for daily points.
    public init(
        of curve: EquityCurve, isInvested: [Bool], tradedValue: Double, periodsPerYear: Double
    ) {
        exposure = (Double(isInvested.count { $0 }) / Double(isInvested.count)).ifFinite
        let mean = Sample(values: curve.equity).mean.flatMap { $0 > 0 ? $0 : nil }
        turnover = mean.flatMap { (tradedValue / $0).ifFinite }
        let years = Double(curve.equity.count - 1) / (periodsPerYear > 0 ? periodsPerYear : .nan)
        annualTurnover = turnover.flatMap { ($0 / years).ifFinite }
    }
}

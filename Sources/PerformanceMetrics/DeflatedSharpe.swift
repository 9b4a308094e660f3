/// How sure one may be that a Sharpe ratio is above zero, and above what the best of many useless
/// trials would have shown by luck alone.
///
/// Source: D. Bailey, M. López de Prado, "The Deflated Sharpe Ratio" (2014). Ratios are those of
/// one period, not of a year.
public struct DeflatedSharpe: Equatable, Sendable {
    /// The ratio of one period: mean return over its sample deviation.
    public let periodSharpe: Double
    /// The best ratio of one period that so many useless trials lead one to expect; 0 for one.
    public let expectedMaximum: Double
    /// The probability that the true ratio is above zero (PSR), 0 to 1.
    public let probabilistic: Double
    /// The probability that it is above the expected maximum (DSR), 0 to 1.
    public let deflated: Double

    /// The figures of a curve; nil where its ratio is undefined.
    ///
    /// - Parameters:
    ///   - trials: how many curves were tried, this one included.
    ///   - deviation: the sample deviation of the trials' ratios of one period; where nobody knows
    ///     it, that of a useless trial is taken, the root of 1 over the number of returns.
    public init?(of curve: EquityCurve, trials: Int = 1, deviation: Double? = nil) {
        guard let returns = PeriodReturns(of: curve), returns.values.count >= 3 else { return nil }
        let sample = Sample(values: returns.values)
        guard let mean = sample.mean, let spread = returns.unlessNoise(sample.deviation),
            let shape = Shape(returns.values, mean: mean)
        else { return nil }
        let (sharpe, count) = (mean / spread, Double(returns.values.count))
        let variance = 1 - shape.skewness * sharpe + (shape.kurtosis - 1) / 4 * sharpe * sharpe
        guard variance > 0 else { return nil }
        let unit = (variance / (count - 1)).squareRoot()
        periodSharpe = sharpe
        expectedMaximum =
            Self.expectedMaximum(of: trials) * (deviation ?? (1 / count).squareRoot())
        probabilistic = NormalDistribution.share(below: sharpe / unit)
        deflated = NormalDistribution.share(below: (sharpe - expectedMaximum) / unit)
    }

    /// The expected maximum of so many independent normal values.
    private static func expectedMaximum(of trials: Int) -> Double {
        let count = Double(trials)
        guard trials > 1,
            let first = NormalDistribution.value(above: 1 - 1 / count),
            let second = NormalDistribution.value(above: 1 - 1 / (count * eulersNumber))
        else { return 0 }
        return (1 - eulerMascheroni) * first + eulerMascheroni * second
    }

    private static let eulerMascheroni = 0.577_215_664_901_532_9
    private static let eulersNumber = 2.718_281_828_459_045
}

/// Third and fourth standardised moments.
private struct Shape {
    let skewness: Double
    let kurtosis: Double

    init?(_ values: [Double], mean: Double) {
        let count = Double(values.count)
        func moment(_ power: (Double) -> Double) -> Double {
            compensatedSum(values.map { power($0 - mean) }) / count
        }
        let variance = moment { $0 * $0 }
        guard variance > 0 else { return nil }
        skewness = moment { $0 * $0 * $0 } / (variance * variance.squareRoot())
        kurtosis = moment { $0 * $0 * $0 * $0 } / (variance * variance)
        guard skewness.isFinite, kurtosis.isFinite else { return nil }
    }
}

import RealModule

/// The normal distribution with mean 0 and deviation 1.
enum NormalDistribution {
    /// The share of values below this one.
    static func share(below value: Double) -> Double {
        0.5 * Double.erfc(-value / 2.0.squareRoot())
    }

    /// The value below which this share lies; nil unless the share is between 0 and 1.
    ///
    /// Source: P. Acklam, "An algorithm for computing the inverse normal cumulative distribution
    /// function" (2003), and one step of Halley's method, which leaves a relative error of 1e-15.
    static func value(above share: Double) -> Double? {
        guard share > 0, share < 1 else { return nil }
        let guess = approximation(share)
        let error = self.share(below: guess) - share
        let step = error * (2 * Double.pi).squareRoot() * Double.exp(guess * guess / 2)
        return (guess - step / (1 + guess * step / 2)).ifFinite
    }

    private static func approximation(_ share: Double) -> Double {
        let edge = 0.02425
        if share < edge { return tail((-2 * Double.log(share)).squareRoot()) }
        if share > 1 - edge { return -tail((-2 * Double.log(1 - share)).squareRoot()) }
        let distance = share - 0.5
        let square = distance * distance
        return polynomial(middleNumerator, square) * distance
            / (polynomial(middleDenominator, square) * square + 1)
    }

    private static func tail(_ root: Double) -> Double {
        polynomial(tailNumerator, root) / (polynomial(tailDenominator, root) * root + 1)
    }

    /// Coefficients from the highest power down.
    private static func polynomial(_ coefficients: [Double], _ value: Double) -> Double {
        coefficients.reduce(0) { $0 * value + $1 }
    }

    private static let middleNumerator = [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
        1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    private static let middleDenominator = [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
        6.680131188771972e+01, -1.328068155288572e+01,
    ]
    private static let tailNumerator = [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
        -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
    ]
    private static let tailDenominator = [
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
        3.754408661907416e+00,
    ]
}

/// Numbers whose mean and spread are asked for.
///
/// Sums are compensated and the variance takes two passes, so long or far-off samples lose no
/// digits.
struct Sample {
    let values: [Double]

    /// The arithmetic mean; nil of nothing.
    var mean: Double? {
        values.isEmpty ? nil : compensatedSum(values) / Double(values.count)
    }

    /// The sample standard deviation (divided by n - 1); nil for fewer than two values.
    ///
    /// Source: T. Chan, G. Golub, R. LeVeque, "Algorithms for Computing the Sample Variance"
    /// (1983), the corrected two-pass algorithm.
    var deviation: Double? {
        guard values.count >= 2, let mean else { return nil }
        let rest = compensatedSum(values.lazy.map { $0 - mean })
        let squares = compensatedSum(values.lazy.map { ($0 - mean) * ($0 - mean) })
        let count = Double(values.count)
        return (max(0, squares - rest * rest / count) / (count - 1)).squareRoot()
    }

    /// The root of the mean square of what lies below zero, over all values; nil of nothing.
    ///
    /// Source: F. Sortino, R. van der Meer, "Downside Risk" (1991), target semideviation.
    var downsideDeviation: Double? {
        let squares = Sample(values: values.map { min($0, 0) * min($0, 0) })
        return squares.mean?.squareRoot()
    }
}

/// A sum that keeps what each addition rounds off.
///
/// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen"
/// (1974).
func compensatedSum(_ values: some Sequence<Double>) -> Double {
    var sum = 0.0
    var lost = 0.0
    for value in values {
        let next = sum + value
        lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
        sum = next
    }
    return sum + lost
}

extension Double {
    /// This number, or nil where it is NaN or infinite: an undefined figure is absent.
    var ifFinite: Double? { isFinite ? self : nil }
}

/// The returns of a curve from each point to the next, as fractions: 0.01 is one percent.
struct PeriodReturns {
    /// One return less than points. A period that starts at zero returns zero: there was nothing
    /// left to win or lose with.
    let values: [Double]

    /// Nil where equity is ever below zero: a return on debt means nothing.
    init?(of curve: EquityCurve) {
        let equity = curve.equity
        guard equity.allSatisfy({ $0 >= 0 }) else { return nil }
        values = zip(equity, equity.dropFirst()).map { PeriodReturns.change(from: $0, to: $1) }
    }

    /// The return of one period.
    static func change(from start: Double, to end: Double) -> Double {
        start == 0 ? 0 : end / start - 1
    }

    /// A deviation, or nil where it is only the noise of rounding.
    ///
    /// A return is a quotient of two rounded amounts, so it is off by some 2^-52 of the growth 1 +
    /// r, or by 1e-14 where amounts were rounded to nanodollars. A spread of up to 1e-12 of the
    /// largest growth is taken as none: a hundred times those errors, and ten million times less
    /// than the daily spread of a Treasury bill.
    func unlessNoise(_ deviation: Double?) -> Double? {
        let largestGrowth = values.reduce(1) { max($0, abs(1 + $1)) }
        return deviation.flatMap { $0 > 1e-12 * largestGrowth ? $0 : nil }
    }
}

import Domain

/// The table every fact sheet shows: a row a year, a column a month, and the year's total.
///
/// Each figure is compound, from the last point before the period to the last within it; the first
/// period counts from the curve's first point.
public struct MonthlyReturns: Equatable, Sendable {
    /// One row.
    public struct Year: Equatable, Sendable {
        /// The year.
        public let year: Int
        /// Twelve returns as fractions, January first; nil where the curve has none for the month.
        public let months: [Double?]
        /// The return of the year, or of the part of it that the curve covers.
        public let total: Double?
    }

    /// The years of the curve, oldest first.
    public let years: [Year]

    /// The table of a curve.
    public init(of curve: EquityCurve) {
        let monthly = curve.returns { day in
            let date = day.civil
            return date.year * 12 + date.month - 1
        }
        years = curve.returns { $0.civil.year }.map { year, total in
            var months = [Double?](repeating: nil, count: 12)
            for (month, value) in monthly where month / 12 == year { months[month % 12] = value }
            return Year(year: year, months: months, total: total)
        }
    }
}

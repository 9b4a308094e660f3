/// The kind of market that a symbol is in: whether it goes somewhere, and how wildly.
public enum MarketRegime: String, CaseIterable, Sendable {
    /// It goes one way, with ordinary swings.
    case trendCalm = "trend_calm"
    /// It goes one way, with wide swings.
    case trendVolatile = "trend_volatile"
    /// It goes nowhere, with ordinary swings.
    case rangeCalm = "range_calm"
    /// It goes nowhere, with wide swings.
    case rangeVolatile = "range_volatile"

    /// The regime of these two answers.
    @inlinable
    public init(isTrending: Bool, isVolatile: Bool) {
        self =
            isTrending
            ? (isVolatile ? .trendVolatile : .trendCalm)
            : (isVolatile ? .rangeVolatile : .rangeCalm)
    }

    /// Whether it goes one way.
    @inlinable public var isTrending: Bool { self == .trendCalm || self == .trendVolatile }

    /// Whether it swings more widely than it used to.
    @inlinable public var isVolatile: Bool { self == .trendVolatile || self == .rangeVolatile }
}

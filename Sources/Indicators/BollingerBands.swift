/// The mean of the last `period` values, and a band of so many deviations around it (J. Bollinger).
public struct BollingerBands: Indicator {
    /// The lines of one step.
    public struct Lines: Sendable {
        /// Mean plus the width.
        public let upper: Double
        /// The mean.
        public let middle: Double
        /// Mean less the width.
        public let lower: Double

        @inlinable
        init(upper: Double, middle: Double, lower: Double) {
            self.upper = upper
            self.middle = middle
            self.lower = lower
        }
    }

    @usableFromInline let deviations: Double
    @usableFromInline var spread: StandardDeviation

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int, deviations: Double) {
        self.deviations = deviations
        spread = StandardDeviation(period)
    }

    /// The first value comes with the last of `period` values.
    @inlinable public var warmUp: Int { spread.warmUp }

    /// Takes a value.
    @inlinable
    public mutating func next(_ value: Double) -> Lines? {
        spread.next(value).map {
            let width = deviations * $0.deviation
            return Lines(upper: $0.mean + width, middle: $0.mean, lower: $0.mean - width)
        }
    }

    /// Forgets all values.
    @inlinable
    public mutating func reset() { spread.reset() }
}

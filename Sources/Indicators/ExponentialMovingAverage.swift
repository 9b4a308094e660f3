/// An average in which each value weighs `2 / (period + 1)`, and all before the rest.
///
/// Seeded with the mean of the first `period` values, as TA-Lib does.
public struct ExponentialMovingAverage: Indicator {
    @usableFromInline let period: Int
    @usableFromInline let weight: Double
    @usableFromInline var seen = 0
    @usableFromInline var average = 0.0

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) {
        precondition(period > 0, "a period is above zero")
        self.period = period
        weight = 2 / Double(period + 1)
    }

    /// The first value is the seed.
    @inlinable public var warmUp: Int { period }

    /// Takes a value.
    @inlinable @inline(__always)
    public mutating func next(_ value: Double) -> Double? {
        if seen >= period {
            average += weight * (value - average)
            return average
        }
        seen += 1
        average += value
        guard seen == period else { return nil }
        average /= Double(period)
        return average
    }

    /// Forgets all values.
    @inlinable
    public mutating func reset() { self = ExponentialMovingAverage(period) }
}

/// Wilder's smoothing: the mean of the first `period` values, from then on each value weighs
/// `1 / period`.
///
/// Source: J. W. Wilder, "New Concepts in Technical Trading Systems" (1978).
public struct WilderAverage: Indicator {
    @usableFromInline let period: Int
    @usableFromInline var seen = 0
    @usableFromInline var average = 0.0

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) {
        precondition(period > 0, "a period is above zero")
        self.period = period
    }

    /// The first value is the seed.
    @inlinable public var warmUp: Int { period }

    /// Takes a value.
    @inlinable @inline(__always)
    public mutating func next(_ value: Double) -> Double? {
        let count = Double(period)
        if seen >= period {
            average = (average * (count - 1) + value) / count
            return average
        }
        seen += 1
        average += value
        guard seen == period else { return nil }
        average /= count
        return average
    }

    /// Forgets all values.
    @inlinable
    public mutating func reset() { self = WilderAverage(period) }
}

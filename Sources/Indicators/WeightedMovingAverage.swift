/// The mean of the last `period` values with weights 1 to `period`, the newest heaviest.
public struct WeightedMovingAverage: Indicator {
    @usableFromInline var fold: SlidingFold<WeightedTotal>

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) { fold = SlidingFold(period) }

    /// The first value comes with the last of `period` values.
    @inlinable public var warmUp: Int { fold.count }

    /// Takes a value.
    @inlinable
    public mutating func next(_ value: Double) -> Double? {
        let count = Double(fold.count)
        return fold.next(WeightedTotal(value)).map { $0.weighted / (count * (count + 1) / 2) }
    }

    /// Forgets all values.
    @inlinable
    public mutating func reset() { fold.reset() }
}

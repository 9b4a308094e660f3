/// The lowest of the last `period` values.
public struct LowestValue: Indicator {
    @usableFromInline var fold: SlidingFold<Least>

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) { fold = SlidingFold(period) }

    /// The first value comes with the last of `period` values.
    @inlinable public var warmUp: Int { fold.count }

    /// Takes a value.
    @inlinable @inline(__always)
    public mutating func next(_ value: Double) -> Double? { fold.next(Least(value))?.value }

    /// Forgets all values.
    @inlinable
    public mutating func reset() { fold.reset() }
}

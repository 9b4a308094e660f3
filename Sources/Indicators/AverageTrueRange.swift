/// Wilder's average of the true range.
public struct AverageTrueRange: Indicator {
    @usableFromInline var range = TrueRange()
    @usableFromInline var average: WilderAverage

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) { average = WilderAverage(period) }

    /// The first range needs a bar before it.
    @inlinable public var warmUp: Int { average.period + 1 }

    /// Takes a bar.
    @inlinable @inline(__always)
    public mutating func next(_ candle: Candle) -> Double? {
        guard let range = range.next(candle) else { return nil }
        return average.next(range)
    }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() { self = AverageTrueRange(average.period) }
}

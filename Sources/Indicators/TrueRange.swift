/// The range of a bar, a gap from the close before it included (Wilder, 1978).
public struct TrueRange: Indicator {
    @usableFromInline var previous: Double?

    /// A range without a bar before.
    @inlinable
    public init() {}

    /// A gap needs a close before it.
    @inlinable public var warmUp: Int { 2 }

    /// Takes a bar.
    @inlinable @inline(__always)
    public mutating func next(_ candle: Candle) -> Double? {
        defer { previous = candle.close }
        guard let previous else { return nil }
        let high = candle.high > previous ? candle.high : previous
        let low = candle.low < previous ? candle.low : previous
        return high - low
    }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() { previous = nil }
}

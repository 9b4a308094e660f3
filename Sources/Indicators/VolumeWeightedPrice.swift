/// The mean typical price of all shares traded since the start (VWAP): of the series, or of the
/// session where `startSession` is called with each. Without volume it is the bar's own.
public struct VolumeWeightedPrice: Indicator {
    @usableFromInline var value = 0.0
    @usableFromInline var volume = 0.0

    /// A mean of nothing.
    @inlinable
    public init() {}

    /// The first bar has a value.
    @inlinable public var warmUp: Int { 1 }

    /// Takes a bar.
    @inlinable
    public mutating func next(_ candle: Candle) -> Double? {
        value += candle.typical * candle.volume
        volume += candle.volume
        return Turnover(value: value, volume: volume).price(or: candle)
    }

    /// Starts again with the next bar: it is the first of a session.
    @inlinable
    public mutating func startSession() { reset() }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() { self = VolumeWeightedPrice() }
}

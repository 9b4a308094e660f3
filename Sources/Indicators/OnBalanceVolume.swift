/// Volume added up: up closes for it, down closes against it (J. Granville, 1963). It starts at the
/// first bar's volume, as in TA-Lib.
public struct OnBalanceVolume: Indicator {
    @usableFromInline var previous: Double?
    @usableFromInline var balance = 0.0

    /// A balance without a bar.
    @inlinable
    public init() {}

    /// The first bar has a value.
    @inlinable public var warmUp: Int { 1 }

    /// Takes a bar.
    @inlinable
    public mutating func next(_ candle: Candle) -> Double? {
        defer { previous = candle.close }
        guard let previous else {
            balance = candle.volume
            return balance
        }
        if candle.close > previous {
            balance += candle.volume
        } else if candle.close < previous {
            balance -= candle.volume
        }
        return balance
    }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() { self = OnBalanceVolume() }
}

/// How far the close lies below the highest high, in percent of the range (L. Williams' %R): -100
/// to 0, and 0 where there is no range.
public struct WilliamsRange: Indicator {
    @usableFromInline var channel: DonchianChannel

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) { channel = DonchianChannel(period) }

    /// The first value comes with the last of `period` bars.
    @inlinable public var warmUp: Int { channel.warmUp }

    /// Takes a bar.
    @inlinable
    public mutating func next(_ candle: Candle) -> Double? {
        channel.next(candle).map {
            $0.upper > $0.lower ? -100 * (($0.upper - candle.close) / ($0.upper - $0.lower)) : 0
        }
    }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() { channel.reset() }
}

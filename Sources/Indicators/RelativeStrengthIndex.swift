/// Wilder's relative strength index: the share of gains in all change, in percent.
///
/// A price that does not move at all has 0, as in TA-Lib; others say 50.
public struct RelativeStrengthIndex: Indicator {
    @usableFromInline var gain: WilderAverage
    @usableFromInline var loss: WilderAverage
    @usableFromInline var previous: Double?

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) {
        gain = WilderAverage(period)
        loss = WilderAverage(period)
    }

    /// A change needs a value before it.
    @inlinable public var warmUp: Int { gain.period + 1 }

    /// Takes a value.
    @inlinable @inline(__always)
    public mutating func next(_ value: Double) -> Double? {
        defer { previous = value }
        guard let previous else { return nil }
        let change = value - previous
        let (up, down) = (
            gain.next(change > 0 ? change : 0), loss.next(change < 0 ? -change : 0)
        )
        guard let up, let down else { return nil }
        return up + down > 0 ? 100 * up / (up + down) : 0
    }

    /// Forgets all values.
    @inlinable
    public mutating func reset() { self = RelativeStrengthIndex(gain.period) }
}

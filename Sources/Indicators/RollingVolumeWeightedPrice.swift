/// The mean typical price of the shares traded in the last `period` bars; without volume the bar's
/// own.
public struct RollingVolumeWeightedPrice: Indicator {
    @usableFromInline var fold: SlidingFold<Turnover>

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) { fold = SlidingFold(period) }

    /// The first value comes with the last of `period` bars.
    @inlinable public var warmUp: Int { fold.count }

    /// Takes a bar.
    @inlinable
    public mutating func next(_ candle: Candle) -> Double? {
        fold.next(Turnover(candle))?.price(or: candle)
    }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() { fold.reset() }
}

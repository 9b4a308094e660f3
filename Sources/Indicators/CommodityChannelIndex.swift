/// How far the typical price lies from its mean, in units of 0.015 mean distances (D. Lambert,
/// 1980). Without any distance it is 0.
///
/// O(period) a step: a mean of absolute distances cannot be carried on when the mean moves.
public struct CommodityChannelIndex: Indicator {
    @usableFromInline var window: Window
    @usableFromInline var average: SimpleMovingAverage

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) {
        window = Window(period)
        average = SimpleMovingAverage(period)
    }

    /// The first value comes with the last of `period` bars.
    @inlinable public var warmUp: Int { average.warmUp }

    /// Takes a bar.
    @inlinable
    public mutating func next(_ candle: Candle) -> Double? {
        let price = candle.typical
        _ = window.push(price)
        guard let mean = average.next(price) else { return nil }
        var distance = 0.0
        for value in window.values { distance += abs(value - mean) }
        distance /= Double(window.values.count)
        // Of equal prices nothing is left but what rounding left.
        guard distance > 1e-14 * abs(mean) else { return 0 }
        return (price - mean) / (0.015 * distance)
    }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() { self = CommodityChannelIndex(window.values.count) }
}

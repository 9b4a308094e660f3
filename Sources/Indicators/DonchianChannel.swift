/// The highest high and the lowest low of the last `period` bars, this one included (R. Donchian).
public struct DonchianChannel: Indicator {
    /// The lines of one step.
    public struct Lines: Sendable {
        /// The highest high.
        public let upper: Double
        /// The lowest low.
        public let lower: Double

        @inlinable
        init(upper: Double, lower: Double) {
            self.upper = upper
            self.lower = lower
        }

        /// The mean of both.
        @inlinable public var middle: Double { (upper + lower) / 2 }
    }

    @usableFromInline var highest: HighestValue
    @usableFromInline var lowest: LowestValue

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) {
        highest = HighestValue(period)
        lowest = LowestValue(period)
    }

    /// The first value comes with the last of `period` bars.
    @inlinable public var warmUp: Int { highest.warmUp }

    /// Takes a bar.
    @inlinable
    public mutating func next(_ candle: Candle) -> Lines? {
        let (upper, lower) = (highest.next(candle.high), lowest.next(candle.low))
        guard let upper, let lower else { return nil }
        return Lines(upper: upper, lower: lower)
    }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() {
        highest.reset()
        lowest.reset()
    }
}

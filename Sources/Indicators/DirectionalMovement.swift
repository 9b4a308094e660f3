/// Wilder's directional indicators and the average directional index (ADX), seeded as TA-Lib does:
/// sums begin with `period - 1` bars, where many texts take `period`.
public struct DirectionalMovement: Indicator {
    /// The lines of one step, each 0 to 100.
    public struct Lines: Sendable {
        /// Movement up over true range (DI+).
        public let plus: Double
        /// Movement down over true range (DI-).
        public let minus: Double
        /// The smoothed distance between both over their sum; nil before it is defined.
        public let average: Double?

        @inlinable
        init(plus: Double, minus: Double, average: Double?) {
            self.plus = plus
            self.minus = minus
            self.average = average
        }
    }

    @usableFromInline let period: Int
    @usableFromInline var previous: Candle?
    @usableFromInline var seen = 0
    @usableFromInline var up = 0.0
    @usableFromInline var down = 0.0
    @usableFromInline var range = 0.0
    @usableFromInline var index: WilderAverage

    /// - Precondition: `period` is above zero.
    @inlinable
    public init(_ period: Int) {
        self.period = period
        index = WilderAverage(period)
    }

    /// A movement needs a bar before it; the seed is not shown.
    @inlinable public var warmUp: Int { period + 1 }

    /// Takes a bar.
    @inlinable
    public mutating func next(_ candle: Candle) -> Lines? {
        defer { previous = candle }
        guard let previous else { return nil }
        seen += 1
        let fade = seen < period ? 1 : 1 - 1 / Double(period)
        let (rise, fall) = (candle.high - previous.high, previous.low - candle.low)
        up = up * fade + (rise > fall && rise > 0 ? rise : 0)
        down = down * fade + (fall > rise && fall > 0 ? fall : 0)
        let high = candle.high > previous.close ? candle.high : previous.close
        let low = candle.low < previous.close ? candle.low : previous.close
        range = range * fade + (high - low)
        guard seen >= period else { return nil }
        return lines()
    }

    @inlinable
    mutating func lines() -> Lines {
        let plus = range > 0 ? 100 * up / range : 0
        let minus = range > 0 ? 100 * down / range : 0
        let distance = plus > minus ? plus - minus : minus - plus
        let share = plus + minus > 0 ? 100 * distance / (plus + minus) : 0
        return Lines(plus: plus, minus: minus, average: index.next(share))
    }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() { self = DirectionalMovement(period) }
}

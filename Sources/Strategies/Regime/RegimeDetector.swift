public import Indicators

/// Tells bar by bar which regime a symbol is in; `docs/REGIME.md` explains the rules.
///
/// Trend: Wilder's average directional index. Volatility: the average true range as a part of the
/// close, against its own mean.
public struct RegimeDetector: Indicator {
    @usableFromInline let rules: RegimeRules
    @usableFromInline var movement: DirectionalMovement
    @usableFromInline var range: AverageTrueRange
    @usableFromInline var usual: SimpleMovingAverage
    @usableFromInline var isTrending = false
    @usableFromInline var isVolatile = false

    /// - Precondition: periods are above zero.
    @inlinable
    public init(_ rules: RegimeRules = RegimeRules()) {
        self.rules = rules
        movement = DirectionalMovement(rules.period)
        range = AverageTrueRange(rules.period)
        usual = SimpleMovingAverage(rules.memory)
    }

    /// Both answers need their averages.
    @inlinable public var warmUp: Int {
        Swift.max(2 * rules.period, rules.period + rules.memory)
    }

    /// Takes a bar.
    @inlinable
    public mutating func next(_ candle: Candle) -> MarketRegime? {
        let direction = movement.next(candle)?.average
        let part = range.next(candle).map { candle.close > 0 ? $0 / candle.close : 0 }
        guard let part, let mean = usual.next(part), let direction else { return nil }
        isTrending = direction >= (isTrending ? rules.rangeBelow : rules.trendFrom)
        let swing = mean > 0 ? part / mean : 1
        isVolatile = swing >= (isVolatile ? rules.calmBelow : rules.volatileFrom)
        return MarketRegime(isTrending: isTrending, isVolatile: isVolatile)
    }

    /// Forgets all bars.
    @inlinable
    public mutating func reset() { self = RegimeDetector(rules) }
}

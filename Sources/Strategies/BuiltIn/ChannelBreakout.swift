public import Domain
public import Indicators

/// `donchian_atr`: buys new highs with a stop some true ranges away, fixed or trailing.
public struct ChannelBreakout: Strategy {
    static let up = Parameter<Int>(
        "up", 1...1_000, default: 20, "It buys above the highest high of so many bars.")
    static let down = Parameter<Int>(
        "dn", 1...1_000, default: 10, "It sells below the lowest low of so many bars.")
    static let range = Parameter<Int>("atr", 1...1_000, default: 14, "Bars of the true range.")
    static let distance = Parameter<Double>(
        "k", 0.01...100, default: 2, "How many true ranges below the close the stop lies.")
    static let trail = Parameter<Double>(
        "trail", 0...100, default: 0,
        "How many true ranges behind the close the stop follows; 0 leaves it where it is.")

    /// What it says of itself.
    public static let description = StrategyDescription(
        "donchian_atr", title: "Channel breakout",
        summary: """
            Buys when the close rises above the highest high of the bars before, with a stop some \
            average true ranges below; sells when the close falls below their lowest low.
            """,
        parameters: [
            up.declaration, down.declaration, range.declaration, distance.declaration,
            trail.declaration,
        ])

    @usableFromInline var highest: HighestValue
    @usableFromInline var lowest: LowestValue
    @usableFromInline var range: AverageTrueRange
    @usableFromInline let distance: Double
    @usableFromInline let trail: Double
    /// The channel of the bars before the next one.
    @usableFromInline var ceiling: Double?
    @usableFromInline var floor: Double?
    /// How many bars of today's shares it has seen.
    @usableFromInline var seen = 0

    /// A strategy with these parameters.
    public init(_ values: ParameterValues) throws(ParameterFault) {
        self.init(
            up: values[Self.up], down: values[Self.down], range: values[Self.range],
            distance: values[Self.distance], trail: values[Self.trail])
    }

    @usableFromInline
    init(up: Int, down: Int, range: Int, distance: Double, trail: Double) {
        highest = HighestValue(up)
        lowest = LowestValue(down)
        self.range = AverageTrueRange(range)
        (self.distance, self.trail) = (distance, trail)
    }

    /// The channel needs the bars before, the range one more.
    @inlinable public var warmUp: Int {
        Swift.max(highest.warmUp, lowest.warmUp, range.warmUp - 1) + 2
    }

    /// Decides at the close of the newest bar.
    @inlinable @inline(__always)
    public mutating func next(
        _ past: Past, holding: Holding?
    ) throws(StrategyFault) -> Decision {
        let candle = Candle(past.newest)
        let (ceiling, floor) = (ceiling, floor)
        self.ceiling = highest.next(candle.high)
        self.floor = lowest.next(candle.low)
        seen += 1
        guard let range = range.next(candle), let ceiling, let floor, seen >= warmUp
        else { return .wait }
        guard let holding else {
            return candle.close > ceiling
                ? .enter(try entry(at: candle.close, above: ceiling, range)) : .wait
        }
        if candle.close < floor {
            return .exit(
                Reason(
                    "breakdown", "The close of {} fell below {}, the lowest of {} bars.",
                    (candle.close, floor, Double(lowest.warmUp), 0)))
        }
        return trail > 0 ? try trailed(candle.close, range, holding) : .wait
    }

    @inlinable
    func entry(
        at close: Double, above ceiling: Double, _ range: Double
    ) throws(StrategyFault) -> Entry {
        var entry = Entry(
            .long,
            because: Reason(
                "breakout", "The close of {} rose above {}, the highest of {} bars.",
                (close, ceiling, Double(highest.warmUp), 0)))
        let risk = distance * range
        entry.protection = Protection(stopLoss: try .decided(close - risk))
        entry.riskPerShare = risk
        return entry
    }

    @inlinable
    func trailed(
        _ close: Double, _ range: Double, _ holding: Holding
    ) throws(StrategyFault) -> Decision {
        let distance = trail * range
        guard close > distance else { return .wait }
        let stop = try Price.decided(close - distance)
        if let before = holding.stop, stop <= before { return .wait }
        return .moveStop(
            stop,
            Reason(
                "trail", "The stop follows the close of {} at {} true ranges of {}.",
                (close, trail, range, 0)))
    }
}

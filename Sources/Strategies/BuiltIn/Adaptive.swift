import Domain
import Indicators

/// `adaptive`: follows trends while there is one, buys weakness while there is none, and stays away
/// from markets that swing wildly without going anywhere.
///
/// Whoever opened a position closes it: the holding's regime tells.
public struct Adaptive: Strategy {
    static let up = Parameter<Int>(
        "up", 1...1_000, default: 20, "In a trend: it buys above the highest high of so many bars.")
    static let down = Parameter<Int>(
        "dn", 1...1_000, default: 10, "In a trend: it sells below the lowest low of so many bars.")
    static let distance = Parameter<Double>(
        "k", 0.01...100, default: 2, "In a trend: how many true ranges away the stop lies.")
    static let strength = Parameter<Int>(
        "n", 1...1_000, default: 14, "In a range: bars of the relative strength index.")
    static let low = Parameter<Double>(
        "lo", 0...100, default: 30, "In a range: it buys when the index falls below this.")
    static let high = Parameter<Double>(
        "hi", 0...100, default: 55, "In a range: it sells when the index rises above this.")

    /// What it says of itself.
    public static let description = StrategyDescription(
        "adaptive", title: "Adaptive",
        summary: """
            Trades channel breakouts while the market trends and RSI reversion while it is calm \
            without a trend; while it is volatile without a trend it opens nothing.
            """,
        parameters: [
            up.declaration, down.declaration, distance.declaration, strength.declaration,
            low.declaration, high.declaration,
        ])

    private var detector = RegimeDetector()
    private var breakout: ChannelBreakout
    private var reversion: StrengthReversion

    /// A strategy with these parameters.
    public init(_ values: ParameterValues) throws(ParameterFault) {
        breakout = ChannelBreakout(
            up: values[Self.up], down: values[Self.down], range: 14,
            distance: values[Self.distance], trail: 0)
        reversion = StrengthReversion(
            period: values[Self.strength], low: values[Self.low], high: values[Self.high])
    }

    /// The regime takes longest, as a rule.
    public var warmUp: Int { max(detector.warmUp, breakout.warmUp, reversion.warmUp) }

    /// Decides at the close of the newest bar.
    public mutating func next(
        _ past: Past, holding: Holding?
    ) throws(StrategyFault) -> Decision {
        let regime = detector.next(Candle(past.newest))
        let isOfTrend = holding?.regime?.isTrending ?? false
        // Both see every bar; each sees the holding only where it is its own.
        let following = try breakout.next(past, holding: isOfTrend ? holding : nil)
        let reverting = try reversion.next(past, holding: isOfTrend ? nil : holding)
        if holding != nil { return isOfTrend ? following : reverting }
        guard let regime else { return .wait }
        let decision = regime.isTrending ? following : reverting
        guard case .enter(var entry) = decision, regime != .rangeVolatile else { return .wait }
        entry.regime = regime
        return .enter(entry)
    }
}

import Domain
import Indicators

/// `opening_range_breakout`: buys above the range of a session's first minutes, and is flat before
/// the session ends.
public struct OpeningRangeBreakout: Strategy {
    static let minutes = Parameter<Int>(
        "minutes", 1...240, default: 30, "How long the opening range lasts.")
    static let exit = Parameter<Int>(
        "exit_minute", 571...960, default: 950,
        "The minute of the New York day from which on it sells: 950 is 15:50.")
    static let target = Parameter<Double>(
        "target", 0...100, default: 2, "How many times its risk it wants to win; 0 for no target.")

    /// What it says of itself.
    public static let description = StrategyDescription(
        "opening_range_breakout", title: "Opening range breakout",
        summary: """
            Buys once a session when the close rises above the highest high of its first minutes, \
            with a stop at their lowest low, and sells before the session ends.
            """,
        parameters: [minutes.declaration, exit.declaration, target.declaration],
        isIntraday: true)

    private let minutes: Int
    private let exit: Int
    private let target: Double
    private var clock = SessionClock()
    private var opening = 0
    private var high = 0.0
    private var low = 0.0
    private var hasEntered = false

    /// A strategy with these parameters.
    public init(_ values: ParameterValues) throws(ParameterFault) {
        (minutes, exit) = (values[Self.minutes], values[Self.exit])
        target = values[Self.target]
    }

    /// The range, and a bar that leaves it.
    public var warmUp: Int { 2 }

    /// Decides at the close of the newest bar.
    public mutating func next(
        _ past: Past, holding: Holding?
    ) throws(StrategyFault) -> Decision {
        let candle = Candle(past.newest)
        let (isFirst, minute) = clock.next(past.newest.start)
        if isFirst {
            (opening, high, low, hasEntered) = (minute, candle.high, candle.low, false)
        }
        if holding != nil {
            guard isFirst || minute >= exit else { return .wait }
            return .exit(
                Reason(
                    "session_end", "The session ends: it is minute {} of the day.",
                    (Double(minute), 0, 0, 0)))
        }
        if minute < opening + minutes {
            (high, low) = (max(high, candle.high), min(low, candle.low))
            return .wait
        }
        guard !hasEntered, minute < exit, candle.close > high, candle.close > low
        else { return .wait }
        hasEntered = true
        return .enter(try entry(at: candle.close))
    }

    private func entry(at close: Double) throws(StrategyFault) -> Entry {
        var entry = Entry(
            .long,
            because: Reason(
                "range_breakout",
                "The close of {} rose above {}, the high of the first {} minutes.",
                (close, high, Double(minutes), 0)))
        let risk = close - low
        entry.protection = Protection(
            stopLoss: try .decided(low),
            takeProfit: target > 0 ? try .decided(close + target * risk) : nil)
        entry.riskPerShare = risk
        return entry
    }
}

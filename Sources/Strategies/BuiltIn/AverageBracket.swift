public import Domain
public import Indicators

/// `sma_bracket`: buys like `sma_cross`, and leaves by stop or target only.
public struct AverageBracket: Strategy {
    static let fast = Parameter<Int>(
        "fast", 1...1_000, default: 10, "Bars of the fast average of closes.")
    static let slow = Parameter<Int>(
        "slow", 1...1_000, default: 30, "Bars of the slow average of closes.")
    static let loss = Parameter<Double>(
        "sl", 0.0001...0.99, default: 0.05,
        "How far below the close the stop lies, as a part of it.")
    static let gain = Parameter<Double>(
        "tp", 0.0001...100, default: 0.1,
        "How far above the close the target lies, as a part of it.")

    /// What it says of itself.
    public static let description = StrategyDescription(
        "sma_bracket", title: "Moving average bracket",
        summary: """
            Buys when the fast average of closes crosses above the slow one, with a stop and a \
            target a fixed part of the close away; nothing else closes the position.
            """,
        parameters: [fast.declaration, slow.declaration, loss.declaration, gain.declaration])

    @usableFromInline var crossing: AverageCrossing
    @usableFromInline let loss: Double
    @usableFromInline let gain: Double

    /// A strategy with these parameters.
    public init(_ values: ParameterValues) throws(ParameterFault) {
        crossing = AverageCrossing(fast: values[Self.fast], slow: values[Self.slow])
        (loss, gain) = (values[Self.loss], values[Self.gain])
    }

    /// A cross needs both averages twice.
    @inlinable public var warmUp: Int { crossing.warmUp }

    /// Decides at the close of the newest bar.
    @inlinable @inline(__always)
    public mutating func next(
        _ past: Past, holding: Holding?
    ) throws(StrategyFault) -> Decision {
        let close = past.newest.close.dollars
        guard crossing.next(past) == .up, holding == nil else { return .wait }
        var entry = Entry(.long, because: crossing.reasonUp)
        entry.protection = Protection(
            stopLoss: try .decided(close * (1 - loss)), takeProfit: try .decided(close * (1 + gain))
        )
        entry.riskPerShare = close * loss
        return .enter(entry)
    }
}

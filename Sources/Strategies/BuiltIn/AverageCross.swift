public import Domain

/// `sma_cross`: holds while the fast average is above the slow one.
public struct AverageCross: Strategy {
    static let fast = Parameter<Int>(
        "fast", 1...1_000, default: 10, "Bars of the fast average of closes.")
    static let slow = Parameter<Int>(
        "slow", 1...1_000, default: 30, "Bars of the slow average of closes.")
    static let mode = Parameter<String>(
        "mode", ["long", "long_short"], default: "long",
        "Whether to be flat or short while the fast average is below.")

    /// What it says of itself.
    public static let description = StrategyDescription(
        "sma_cross", title: "Moving average cross",
        summary: """
            Buys when the fast average of closes crosses above the slow one, and sells when it \
            crosses below.
            """,
        parameters: [fast.declaration, slow.declaration, mode.declaration])

    @usableFromInline var crossing: AverageCrossing
    /// Whether it sells short on a cross down.
    public let mayShort: Bool

    /// A strategy with these parameters.
    public init(_ values: ParameterValues) throws(ParameterFault) {
        crossing = AverageCrossing(fast: values[Self.fast], slow: values[Self.slow])
        mayShort = values[Self.mode] == "long_short"
    }

    /// A cross needs both averages twice.
    @inlinable public var warmUp: Int { crossing.warmUp }

    /// Decides at the close of the newest bar.
    @inlinable @inline(__always)
    public mutating func next(
        _ past: Past, holding: Holding?
    ) throws(StrategyFault) -> Decision {
        guard let direction = crossing.next(past) else { return .wait }
        switch direction {
        case .up:
            if holding?.side == .long { return .wait }
            return .reverse(Entry(.long, because: crossing.reasonUp))
        case .down:
            guard mayShort else { return holding == nil ? .wait : .exit(crossing.reasonDown) }
            if holding?.side == .short { return .wait }
            return .reverse(Entry(.short, because: crossing.reasonDown))
        }
    }
}

public import Domain
public import Indicators

/// `rsi_reversion`: buys weakness, sells strength.
public struct StrengthReversion: Strategy {
    static let period = Parameter<Int>(
        "n", 1...1_000, default: 14, "Bars of the relative strength index.")
    static let low = Parameter<Double>(
        "lo", 0...100, default: 30, "It buys when the index falls below this.")
    static let high = Parameter<Double>(
        "hi", 0...100, default: 55, "It sells when the index rises above this.")

    /// What it says of itself.
    public static let description = StrategyDescription(
        "rsi_reversion", title: "RSI reversion",
        summary: """
            Buys when Wilder's relative strength index falls below a low level, and sells when it \
            rises above a high one.
            """,
        parameters: [period.declaration, low.declaration, high.declaration])

    @usableFromInline var index: RelativeStrengthIndex
    @usableFromInline let low: Double
    @usableFromInline let high: Double
    @usableFromInline var before: Double?

    /// A strategy with these parameters.
    public init(_ values: ParameterValues) throws(ParameterFault) {
        self.init(period: values[Self.period], low: values[Self.low], high: values[Self.high])
    }

    @usableFromInline
    init(period: Int, low: Double, high: Double) {
        index = RelativeStrengthIndex(period)
        (self.low, self.high) = (low, high)
    }

    /// A crossing needs the index twice.
    @inlinable public var warmUp: Int { index.warmUp + 1 }

    /// Decides at the close of the newest bar.
    @inlinable @inline(__always)
    public mutating func next(
        _ past: Past, holding: Holding?
    ) throws(StrategyFault) -> Decision {
        let now = index.next(past.newest.close.dollars)
        defer { before = now }
        guard let before, let now else { return .wait }
        guard holding != nil else {
            guard before >= low, now < low else { return .wait }
            return .enter(
                Entry(
                    .long,
                    because: Reason(
                        "oversold", "The strength index fell to {}, below {}.", (now, low, 0, 0))))
        }
        guard before <= high, now > high else { return .wait }
        return .exit(
            Reason("recovered", "The strength index rose to {}, above {}.", (now, high, 0, 0)))
    }
}

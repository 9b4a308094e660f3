public import Domain
public import Indicators

/// `limit_dip`: bids below the market each bar, and sells after some bars.
public struct DipBuyer: Strategy {
    static let offset = Parameter<Double>(
        "off", 0.0001...0.99, default: 0.02, "How far below the close it bids, as a part of it.")
    static let hold = Parameter<Int>(
        "hold", 0...10_000, default: 5, "It sells after so many bars.")

    /// What it says of itself.
    public static let description = StrategyDescription(
        "limit_dip", title: "Dip buyer",
        summary: """
            Bids a fixed part below each close, for the next bar only, and sells at the market \
            some bars after it got shares.
            """,
        parameters: [offset.declaration, hold.declaration])

    @usableFromInline let offset: Double
    @usableFromInline let hold: Int

    /// A strategy with these parameters.
    public init(_ values: ParameterValues) throws(ParameterFault) {
        (offset, hold) = (values[Self.offset], values[Self.hold])
    }

    /// It decides from the second bar on.
    @inlinable public var warmUp: Int { 2 }

    /// Decides at the close of the newest bar.
    @inlinable @inline(__always)
    public mutating func next(
        _ past: Past, holding: Holding?
    ) throws(StrategyFault) -> Decision {
        guard past.newestIndex >= 1 else { return .wait }
        guard let holding else {
            let close = past.newest.close.dollars
            var entry = Entry(
                .long,
                because: Reason(
                    "dip", "A bid {} of the close of {} away, for the next bar.",
                    (offset, close, 0, 0)))
            entry.limit = try .decided(close * (1 - offset))
            return .enter(entry)
        }
        guard past.newestIndex - holding.entryBar >= hold else { return .wait }
        return .exit(Reason("held", "It was held for {} bars.", (Double(hold), 0, 0, 0)))
    }
}

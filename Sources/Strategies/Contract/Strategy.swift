public import Domain

/// Decides, bar by bar, what to hold of one symbol.
///
/// It promises that a decision depends on nothing but the parameters, the bars it was shown and
/// what it holds: it asks no clock and no chance, and keeps no other state. The same bars then give
/// the same decisions in a backtest, on paper and live, and a strategy made anew and shown the past
/// again goes on as the old one would have. Backtests run 10^8 bars: mark `next` and what it calls
/// `@inlinable`, or keep them in one module, and allocate nothing in it.
public protocol Strategy: Sendable {
    /// Its name, its parameters and what it does.
    static var description: StrategyDescription { get }

    /// A strategy with these parameters, which are within their ranges.
    ///
    /// - Throws: where they do not go together.
    init(_ values: ParameterValues) throws(ParameterFault)

    /// How many bars it needs before its first decision.
    var warmUp: Int { get }

    /// Whether it may ask to sell short.
    var mayShort: Bool { get }

    /// Decides at the close of the newest bar; what it asks for happens on a later one.
    ///
    /// - Parameters:
    ///   - past: all bars so far, one more than at the call before.
    ///   - holding: what it holds, nil when flat.
    /// - Throws: `StrategyFault`, which ends the run.
    mutating func next(_ past: Past, holding: Holding?) throws(StrategyFault) -> Decision

    /// Decides on the bar before the stretch, and goes over those after it until one concerns an
    /// order or a decision asks for something; that one is left in the stretch.
    ///
    /// Leave it as it is: one call a stretch instead of one a bar lets the compiler build the
    /// strategy into the loop.
    mutating func scan(
        _ bars: Past, _ stretch: inout QuietStretch, equity: consuming MutableSpan<Money>
    ) throws(StrategyFault)
}

extension Strategy {
    /// Most strategies buy only.
    @inlinable public var mayShort: Bool { false }

    /// Decides on the bar before the stretch, and goes over those after it until one concerns an
    /// order or a decision asks for something; that one is left in the stretch.
    @inlinable
    public mutating func scan(
        _ bars: Past, _ stretch: inout QuietStretch, equity: consuming MutableSpan<Money>
    ) throws(StrategyFault) {
        // The loop has both for itself, so that the compiler may keep them in registers.
        var (own, course) = (consume self, stretch.course)
        defer { (self, stretch.course) = (own, course) }
        let bars = bars.extracting(0..<course.end)
        repeat {
            let decision = try own.next(
                bars.extracting(0..<course.next), holding: stretch.holding)
            if decision.isAsking { return stretch.leave(decision) }
        } while course.takes(bars, &equity)
    }
}

/// Why a strategy cannot go on.
public struct StrategyFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in words.
    public let description: String

    /// A fault in words.
    public init(_ description: String) { self.description = description }
}

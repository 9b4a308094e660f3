public import Domain

/// Bars in a row during which nothing happens in an account but that prices move, and what the
/// strategy that goes over them holds and asks for.
///
/// Whoever runs a strategy keeps one for the whole run and changes it in place.
public struct QuietStretch: Sendable {
    /// How far it is, and what ends it.
    @usableFromInline package var course = Course()
    /// Whether it asks for anything.
    @usableFromInline package var isAsking = false
    /// What the strategy holds all along.
    public package(set) var holding: Holding?
    /// What it asks for at the close of the bar before `next`, where it asks for anything.
    @usableFromInline package var decision = Decision.wait

    /// A stretch without bars, before the first one of a series.
    package init() {}

    /// The first bar that was not taken.
    @inlinable public var next: Int { course.next }

    /// Leaves a decision for whoever runs the strategy.
    @inlinable
    public mutating func leave(_ decision: Decision) {
        self.decision = decision
        isAsking = decision.isAsking
    }
}

extension QuietStretch {
    /// The part that changes with each bar, as numbers only.
    ///
    /// Apart, so that a loop can have one of its own: what only the loop knows stays in registers,
    /// what its caller could see is written to memory at each bar.
    @usableFromInline
    package struct Course: Sendable {
        /// The first bar that was not taken.
        @usableFromInline package var next = 0
        /// Behind the last bar to take.
        @usableFromInline package var end = 0
        /// A bar with a low at or below the first, or a high at or above the second, concerns an
        /// order.
        @usableFromInline package var below: Int64 = .max
        @usableFromInline package var above: Int64 = .min
        /// Cash and all that is held besides, nanodollars.
        @usableFromInline package var base: Int64 = 0
        /// Signed whole shares held.
        @usableFromInline package var shares: Int64 = 0
        /// How far a bar's place on the equity curve is behind its place in the series.
        @usableFromInline package var lag = 0

        package init() {}

        /// Takes the next bar and notes what the account is worth after it.
        ///
        /// The worth needs no look at whether it fits: below `above` it does.
        ///
        /// - Parameter bars: those before `end`.
        /// - Returns: false, and nothing is taken, where there is none and where it concerns an
        ///   order.
        @inlinable @inline(__always)
        mutating func takes(_ bars: Span<Bar>, _ equity: inout MutableSpan<Money>) -> Bool {
            guard next < bars.count else { return false }
            guard bars[next].low.nanos > below, bars[next].high.nanos < above else { return false }
            equity[next &+ lag] = Money(nanos: base &+ bars[next].close.nanos &* shares)
            next += 1
            return true
        }
    }
}

public import Domain

/// Bars in a row during which nothing happens in an account but that prices move.
public struct QuietStretch: Sendable {
    /// The first bar that was not taken.
    public var next: Int
    /// Behind the last bar to take.
    public let end: Int
    /// What the strategy holds all along.
    public let holding: Holding?
    /// A bar with a low at or below the first, or a high at or above the second, concerns an order.
    @usableFromInline let below: Int64
    @usableFromInline let above: Int64
    /// Cash and all that is held besides, nanodollars.
    @usableFromInline let base: Int64
    /// Signed whole shares held.
    @usableFromInline let shares: Int64
    /// Where the worth after the first bar is noted.
    @usableFromInline let firstPoint: Int
    @usableFromInline let firstBar: Int

    /// A stretch of bars, none of them taken yet.
    ///
    /// - Parameters:
    ///   - wakes: a low at or below the first, or a high at or above the second, ends the stretch.
    ///   - base: what the account is worth without the shares.
    ///   - point: the place of the first bar's worth.
    @inlinable
    public init(
        _ bars: Range<Int>, holding: Holding?, wakes: (below: Int64, above: Int64),
        worth: (base: Int64, shares: Int64), point: Int
    ) {
        next = bars.lowerBound
        end = bars.upperBound
        self.holding = holding
        (below, above) = wakes
        (base, shares) = worth
        firstPoint = point
        firstBar = bars.lowerBound
    }

    /// Takes the next bar and notes what the account is worth after it.
    ///
    /// - Returns: false, and nothing is taken, where there is none, where it concerns an order, and
    ///   where the worth leaves the range.
    @inlinable @inline(__always)
    mutating func takes(_ bars: Span<Bar>, _ equity: inout MutableSpan<Money>) -> Bool {
        guard next < end else { return false }
        let (low, high, close) = (bars[next].low, bars[next].high, bars[next].close)
        let (value, isTooLarge) = close.nanos.multipliedReportingOverflow(by: shares)
        let (worth, isOut) = base.addingReportingOverflow(value)
        guard low.nanos > below, high.nanos < above, close >= low, !isTooLarge, !isOut
        else { return false }
        equity[firstPoint + next - firstBar] = Money(nanos: worth)
        next += 1
        return true
    }
}

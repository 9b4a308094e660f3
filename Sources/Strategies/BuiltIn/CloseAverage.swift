public import Domain

/// The mean of the last closes, by their sum in nanodollars: whole numbers, so that a sum to which
/// the new close is added and from which the old one is taken never drifts.
///
/// It keeps no closes of its own, since the past has them.
@usableFromInline
struct CloseAverage: Sendable {
    @usableFromInline let count: Int
    @usableFromInline var sum: Int64 = 0
    /// How many times 2^64 the sum is short of, so that no closes are too many or too high.
    @usableFromInline var wraps: Int64 = 0
    /// Dollars of the mean for a nanodollar of the sum.
    @usableFromInline let scale: Double

    /// - Precondition: `count` is above zero.
    @inlinable
    init(_ count: Int) {
        self.count = count
        scale = 1e-9 / Double(count)
    }

    /// Takes the newest close in.
    @inlinable @inline(__always)
    mutating func take(_ past: Past) {
        if past.count > count { slide(past) } else { add(past.newest.close.nanos) }
    }

    /// Takes the newest close in for the one that leaves.
    ///
    /// - Precondition: there are more than `count`.
    @inlinable @inline(__always)
    mutating func slide(_ past: Past) {
        let newest = past.count - 1
        // Prices are above zero, and so their difference is in range.
        add(past[newest].close.nanos &- past[newest &- count].close.nanos)
    }

    @inlinable @inline(__always)
    mutating func add(_ change: Int64) {
        let (after, isOut) = sum.addingReportingOverflow(change)
        sum = after
        if _slowPath(isOut) { wraps &+= change > 0 ? 1 : -1 }
    }

    /// The mean in dollars, once there are enough.
    @inlinable @inline(__always) var mean: Double {
        guard wraps != 0 else { return Double(sum) * scale }
        return (Double(wraps) * 18_446_744_073_709_551_616 + Double(sum)) * scale
    }
}

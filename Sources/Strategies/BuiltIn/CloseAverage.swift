public import Domain

/// The mean of the last closes, by their sum in nanodollars: whole numbers, so that a sum to which
/// the new close is added and from which the old one is taken never drifts.
///
/// It keeps no closes of its own, since the past has them: two additions a bar.
@usableFromInline
struct CloseAverage: Sendable {
    @usableFromInline let count: Int
    @usableFromInline var sum: Int64 = 0
    /// Dollars of the mean for a nanodollar of the sum.
    @usableFromInline let scale: Double

    /// - Precondition: `count` is above zero.
    @inlinable
    init(_ count: Int) {
        self.count = count
        scale = 1e-9 / Double(count)
    }

    /// The largest close whose sums cannot leave the range.
    @inlinable var most: Int64 { .max / Int64(count) }

    /// Takes the newest close in; nil until there are enough.
    ///
    /// - Precondition: no close is above `most`.
    @inlinable @inline(__always)
    mutating func next(_ past: Past) -> Double? {
        let newest = past.count - 1
        sum &+= past[newest].close.nanos
        if newest >= count { sum &-= past[newest - count].close.nanos }
        return newest >= count - 1 ? Double(sum) * scale : nil
    }
}

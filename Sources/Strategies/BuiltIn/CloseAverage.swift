public import Domain

/// The mean of the last closes, by their sum in nanodollars: whole numbers, so that a sum to which
/// the new close is added and from which the old one is taken never drifts.
///
/// It keeps no closes of its own, since the past has them. The sum is in two parts, of the upper
/// and of the lower 32 bits, so that no closes are too many or too high for it.
@usableFromInline
struct CloseAverage: Sendable {
    @usableFromInline let count: Int
    @usableFromInline var upper: Int64 = 0
    @usableFromInline var lower: Int64 = 0
    /// Dollars of the mean for a nanodollar of the sum.
    @usableFromInline let scale: Double

    /// - Precondition: `count` is above zero.
    @inlinable
    init(_ count: Int) {
        self.count = count
        scale = 1e-9 / Double(count)
    }

    /// Takes the newest close in; nil until there are enough.
    @inlinable @inline(__always)
    mutating func next(_ past: Past) -> Double? {
        let newest = past.count - 1
        add(past[newest].close.nanos)
        if newest >= count { take(past[newest - count].close.nanos) }
        guard newest >= count - 1 else { return nil }
        return (Double(upper) * 4_294_967_296 + Double(lower)) * scale
    }

    @inlinable @inline(__always)
    mutating func add(_ nanos: Int64) {
        upper &+= nanos >> 32
        lower &+= nanos & 0xffff_ffff
    }

    @inlinable @inline(__always)
    mutating func take(_ nanos: Int64) {
        upper &-= nanos >> 32
        lower &-= nanos & 0xffff_ffff
    }
}

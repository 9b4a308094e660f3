/// Watches two averages of the close for the moment at which one passes the other.
@usableFromInline
struct AverageCrossing: Sendable {
    @usableFromInline
    enum Direction: Sendable {
        case up, down
    }

    @usableFromInline var fast: CloseAverage
    @usableFromInline var slow: CloseAverage
    /// Where the fast one stood at the bar before: 1 above, 0 at, -1 below the slow one; 2 while
    /// nobody knows.
    @usableFromInline var side = 2
    @usableFromInline var fastValue = 0.0
    @usableFromInline var slowValue = 0.0

    @inlinable
    init(fast: Int, slow: Int) {
        self.fast = CloseAverage(fast)
        self.slow = CloseAverage(slow)
    }

    @inlinable var warmUp: Int { Swift.max(fast.count, slow.count) + 1 }

    /// Takes the newest close; a difference of a part in 10^9 counts as none, since averages of
    /// cent prices do tie, and rounding must not decide.
    @inlinable @inline(__always)
    mutating func next(_ past: Past) -> Direction? {
        let (fast, slow) = (fast.next(past), slow.next(past))
        guard let fast, let slow else { return nil }
        let (before, distance, tie) = (side, fast - slow, 1e-9 * abs(slow))
        side = distance > tie ? 1 : (distance < -tie ? -1 : 0)
        (fastValue, slowValue) = (fast, slow)
        if side == before || before == 2 { return nil }
        if side > 0 { return .up }
        return side < 0 ? .down : nil
    }

    /// Why, once it has crossed up.
    @inlinable var reasonUp: Reason {
        Reason(
            "cross_up", "The {} bar average rose to {}, above the {} bar average of {}.", figures)
    }

    /// Why, once it has crossed down.
    @inlinable var reasonDown: Reason {
        Reason(
            "cross_down", "The {} bar average fell to {}, below the {} bar average of {}.", figures)
    }

    @inlinable var figures: (Double, Double, Double, Double) {
        (Double(fast.count), fastValue, Double(slow.count), slowValue)
    }
}

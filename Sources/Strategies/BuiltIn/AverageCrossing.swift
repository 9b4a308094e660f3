/// Watches two averages of the close for the moment at which one passes the other.
@usableFromInline
struct AverageCrossing: Sendable {
    @usableFromInline
    enum Direction: Sendable {
        case up, down
    }

    @usableFromInline var fast: CloseAverage
    @usableFromInline var slow: CloseAverage
    /// Where the fast one stood at the bar before: 1 above, 0 at, -1 below the slow one; NaN while
    /// nobody knows.
    @usableFromInline var side = Double.nan

    @inlinable
    init(fast: Int, slow: Int) {
        self.fast = CloseAverage(fast)
        self.slow = CloseAverage(slow)
    }

    @inlinable @inline(__always) var longest: Int { Swift.max(fast.count, slow.count) }

    @inlinable var warmUp: Int { longest + 1 }

    /// Takes the newest close; a difference of a part in 10^9 counts as none, since averages of
    /// cent prices do tie, and rounding must not decide.
    @inlinable @inline(__always)
    mutating func next(_ past: Past) -> Direction? {
        if past.count > longest {  // All bars but the first few.
            fast.slide(past)
            slow.slide(past)
        } else {
            fast.take(past)
            slow.take(past)
            guard past.count == longest else { return nil }
        }
        let slow = slow.mean
        let (distance, tie) = (fast.mean - slow, 1e-9 * slow)
        // Most bars leave it where it was, which takes one comparison to see.
        if distance * side > tie { return nil }
        let before = side
        side = distance > tie ? 1 : (distance < -tie ? -1 : 0)
        if side == before || before.isNaN || side == 0 { return nil }
        return side > 0 ? .up : .down
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
        (Double(fast.count), fast.mean, Double(slow.count), slow.mean)
    }
}

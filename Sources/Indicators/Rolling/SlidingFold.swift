/// What the last `count` values come to: their sum, their maximum, their spread.
///
/// O(1) a step, and nothing is ever taken away again, so that nothing drifts: values stand in
/// blocks, and a window is the rest of the block before and the start of this one. A full block is
/// folded from its end once.
///
/// Source: M. van Herk, "A fast algorithm for local minimum and maximum filters" (1992).
@usableFromInline
struct SlidingFold<Part: Combinable>: Sendable {
    /// The values of this block up to `position`; behind it what the block before comes to from
    /// there on.
    @usableFromInline var block: [Part]
    @usableFromInline var position = 0
    @usableFromInline var isWarm = false
    /// What this block comes to so far.
    @usableFromInline var start = Part.blank

    /// - Precondition: `count` is above zero.
    @inlinable
    init(_ count: Int) {
        precondition(count > 0, "a window holds at least one value")
        block = Array(repeating: .blank, count: count)
    }

    @inlinable var count: Int { block.count }

    @inlinable @inline(__always)
    mutating func next(_ part: Part) -> Part? {
        block[position] = part
        start = position == 0 ? part : start.combined(with: part)
        position += 1
        if position == block.count {
            foldBlock()
            return start
        }
        return isWarm ? block[position].combined(with: start) : nil
    }

    @inlinable
    mutating func reset() { self = SlidingFold(block.count) }

    @inlinable
    mutating func foldBlock() {
        var values = block.mutableSpan
        var place = values.count - 1
        var rest = values[place]
        while place > 0 {
            place -= 1
            rest = values[place].combined(with: rest)
            values[place] = rest
        }
        position = 0
        isWarm = true
    }
}

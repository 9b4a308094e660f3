/// The last `count` values, for figures that need each of them.
@usableFromInline
struct Window: Sendable {
    @usableFromInline var values: [Double]
    @usableFromInline var position = 0
    @usableFromInline var isFull = false

    /// - Precondition: `count` is above zero.
    @inlinable
    init(_ count: Int) {
        precondition(count > 0, "a window holds at least one value")
        values = Array(repeating: 0, count: count)
    }

    /// Takes a value in.
    ///
    /// - Returns: the one that it pushes out; nil while there is room.
    @inlinable
    mutating func push(_ value: Double) -> Double? {
        let oldest = isFull ? values[position] : nil
        values[position] = value
        position += 1
        if position == values.count {
            position = 0
            isFull = true
        }
        return oldest
    }
}

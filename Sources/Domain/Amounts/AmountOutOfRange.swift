/// An amount that its 64 bits cannot hold. It becomes a refusal, never a trap.
public struct AmountOutOfRange: Error, Hashable, Sendable, CustomStringConvertible {
    /// The type whose range was left, such as "Money".
    public let type: String

    /// An overflow of the named type.
    @inlinable
    public init(_ type: String) { self.type = type }

    /// A sentence for the caller.
    public var description: String { "the result is out of the range of \(type)" }
}

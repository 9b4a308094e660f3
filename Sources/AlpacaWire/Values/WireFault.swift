/// A message that is not what it should be.
public struct WireFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field at fault.
    public let field: String
    /// What is wrong with it.
    public let message: String

    /// A fault of a field.
    public init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }

    /// Field and message in one line.
    public var description: String { "\(field) \(message)" }
}

/// A message that is not what it should be.
public struct WireFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field at fault.
    public let field: String
    /// What is wrong with it.
    public let message: String

    /// Whether it is an amount with more decimal places than its unit has.
    public let isTooFine: Bool

    /// A fault of a field.
    public init(_ field: String, _ message: String, isTooFine: Bool = false) {
        self.field = field
        self.message = message
        self.isTooFine = isTooFine
    }

    /// Field and message in one line.
    public var description: String { "\(field) \(message)" }
}

/// What is wrong with an order before any market or account is looked at.
public struct TicketFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field at fault, as the API names it.
    public let field: String
    /// What is allowed.
    public let message: String

    /// A fault of a field.
    public init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }

    /// Field and message in one line.
    public var description: String { "\(field): \(message)" }
}

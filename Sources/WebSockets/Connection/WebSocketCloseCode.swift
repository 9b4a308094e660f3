/// Why a connection was closed, as the number that goes over the wire (RFC 6455, section 7.4).
///
/// A type and not an enum, since 3000 to 4999 belong to whoever writes the pages and programs.
public struct WebSocketCloseCode: RawRepresentable, Hashable, Sendable {
    /// The number.
    public let rawValue: UInt16

    /// The code of this number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The work is done.
    public static let normal = Self(rawValue: 1000)
    /// The server shuts down, or the page is left.
    public static let goingAway = Self(rawValue: 1001)
    /// The peer broke the protocol.
    public static let protocolError = Self(rawValue: 1002)
    /// A kind of message that is not understood here.
    public static let unsupportedData = Self(rawValue: 1003)
    /// The peer closed and gave no code. Never sent.
    public static let none = Self(rawValue: 1005)
    /// The connection ended without a close frame. Never sent.
    public static let abnormal = Self(rawValue: 1006)
    /// Text that is not UTF-8.
    public static let invalidText = Self(rawValue: 1007)
    /// The peer may not do what it did.
    public static let policyViolation = Self(rawValue: 1008)
    /// A message larger than is taken here.
    public static let messageTooLarge = Self(rawValue: 1009)
    /// The handler failed.
    public static let internalError = Self(rawValue: 1011)
    /// The server starts again; come back soon.
    public static let serviceRestart = Self(rawValue: 1012)
    /// The server has too much to do; come back later.
    public static let tryAgainLater = Self(rawValue: 1013)

    /// Whether a close frame may hold it.
    var isOnTheWire: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

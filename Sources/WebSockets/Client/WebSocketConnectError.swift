/// Why there is no connection. The cases differ in what to do next.
public enum WebSocketConnectError: Error, Hashable, Sendable {
    /// The server answered with another status than 101. 401 and 403: mend the keys; 404: mend the
    /// address; 429 and 5xx: try again later.
    case refused(status: Int)
    /// Nobody was there, or they hung up. Try again later.
    case unreachable(reason: String)
    /// The handshake took too long. Try again later.
    case timedOut
    /// The server's certificate is not trusted. Do not try again: ask who is there.
    case untrusted(reason: String)
    /// What answered does not speak WebSocket. Do not try again: mend the address.
    case misunderstood(reason: String)
    /// The request cannot be sent: a header is malformed, or a certificate file is unreadable.
    /// Mend the settings.
    case unsendable(reason: String)

    /// Whether the same request may succeed later.
    public var isWorthRetrying: Bool {
        switch self {
        case .refused(let status): status == 429 || status >= 500
        case .unreachable, .timedOut: true
        case .untrusted, .misunderstood, .unsendable: false
        }
    }
}

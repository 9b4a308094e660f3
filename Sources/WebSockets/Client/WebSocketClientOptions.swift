/// How a client connects, beside where to.
public struct WebSocketClientOptions: Hashable, Sendable {
    /// Further header fields of the request, such as `Authorization`.
    public var headers: [String: String] = [:]
    /// Whom to believe behind `wss`.
    public var trust = WebSocketTrust.system
    /// For the whole handshake: name, connection, TLS and answer.
    public var handshakeMax = Duration.seconds(10)
    /// What the connection may take.
    public var limits = WebSocketLimits()

    /// No further headers, the system's roots, 10 s, and the usual limits.
    public init() {}
}

/// Which certificates a client believes.
public enum WebSocketTrust: Hashable, Sendable {
    /// Those that the system's roots vouch for.
    case system
    /// Those that the roots in this PEM file vouch for, and no others.
    case roots(file: String)
}

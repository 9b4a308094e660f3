/// What the clients of a server may take together, and before they are a WebSocket.
public struct WebSocketServerLimits: Hashable, Sendable {
    /// Connections at a time, of all kinds. With all in use, a new one takes the place of the one
    /// that has waited longest between requests; if none waits, it is closed at once. Never more
    /// than three quarters of the files that the process may open.
    public var connectionsMax = 512
    /// From the connection, TLS included, to the end of the first request's header, and again for
    /// the decision about an upgrade.
    public var headMax = Duration.seconds(10)
    /// From a request's header to the end of its body.
    public var bodyMax = Duration.seconds(60)
    /// How long a connection is kept between two requests, the next one's header included.
    public var idleMax = Duration.seconds(60)
    /// What each WebSocket may take.
    public var connection = WebSocketLimits()

    /// The limits that suit one desk and its pages: 512 connections, 10 s for a header.
    public init() {}
}

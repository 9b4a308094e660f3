/// What one connection may take, in bytes and in time: everything that waits has a bound.
public struct WebSocketLimits: Hashable, Sendable {
    /// The largest message that is taken; a larger one closes the connection with 1009.
    public var messageBytesMax = 1 << 20
    /// Messages that arrived and were not read. At this many nothing more is read from the socket.
    public var unreadBytesMax = 1 << 16
    /// Messages that were sent and not taken by the system. At this many `send` waits.
    public var unsentBytesMax = 1 << 16
    /// How long nothing may come before a ping asks whether the peer is there.
    public var pingAfter = Duration.seconds(20)
    /// How long nothing may come at all. Longer than `pingAfter`.
    public var silenceMax = Duration.seconds(40)
    /// How long a message may wait for the peer to make room, before the connection is given up.
    public var stuckMax = Duration.seconds(20)
    /// How long the peer may take to answer a close, and a handler to end once all is over.
    public var closingMax = Duration.seconds(2)

    /// The limits that suit a page: 1 MiB a message, a ping after 20 s, the end after 40 s.
    public init() {}
}

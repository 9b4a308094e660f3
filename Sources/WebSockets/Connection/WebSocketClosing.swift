/// How a connection ended: one value for everyone who reads, sends or waits.
///
/// The cases differ in what the other side knows, and so in what to do next.
public enum WebSocketClosing: Error, Hashable, Sendable {
    /// The peer closed and said why; it knows that this is over.
    case byPeer(WebSocketCloseCode, reason: String)
    /// This side closed: by `close`, by the end of its handler, or by the server's shutdown.
    case byUs(WebSocketCloseCode, reason: String)
    /// The peer broke the protocol and was told so. Connecting again meets the same peer.
    case violation(WebSocketCloseCode)
    /// The transport ended without a word: what was sent last may not have arrived.
    case lost
    /// Nothing came for too long, not even an answer to a ping: as good as lost.
    case silent
    /// The peer did not read what was sent: some of it has not arrived.
    case stuck

    /// The code: what was sent or received, 1006 where nothing was.
    public var code: WebSocketCloseCode {
        switch self {
        case .byPeer(let code, _), .byUs(let code, _), .violation(let code): code
        case .lost, .silent, .stuck: .abnormal
        }
    }
}

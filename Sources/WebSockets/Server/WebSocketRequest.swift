public import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// A client's wish to upgrade, as `accept` judges it: path, Origin, cookies, and where it is from.
///
/// Browsers send cookies with a WebSocket of any site: check Origin against the own host.
public struct WebSocketRequest: Sendable {
    /// The method, the path with its query, the host, and all header fields.
    public let head: HTTPRequest
    /// Whether it came through TLS.
    public var isSecure: Bool { head.scheme == "https" }
    /// The address it came from, without the port; nil for a Unix domain socket.
    public let remoteAddress: String?

    init(_ head: HTTPRequestHead, on channel: any Channel, isSecure: Bool) throws {
        self.head = try HTTPRequest(head, secure: isSecure, splitCookie: false)
        remoteAddress = channel.remoteAddress?.ipAddress
    }
}

/// What runs on an open connection; the connection is closed when it ends.
public typealias WebSocketHandler = @Sendable (WebSocketConnection) async throws -> Void

/// Decides about an upgrade. Without a handler the request is an ordinary one, and its route
/// answers.
public typealias WebSocketAccept = @Sendable (WebSocketRequest) async -> WebSocketHandler?

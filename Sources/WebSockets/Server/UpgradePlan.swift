import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOWebSocket

/// What a connection to the server has become.
enum ServerSession: Sendable {
    case ordinary(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
    case webSocket(WebSocketConnection, WebSocketHandler)
    /// There was no room for it.
    case refused
}

/// What the gate needs to know of its connection.
struct UpgradePlan {
    /// Both go when the frames come.
    let encoder: HTTPResponseEncoder
    let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    let isSecure: Bool
    let limits: WebSocketServerLimits
    let place: ConnectionPlace
    let accept: WebSocketAccept
    /// Puts the handlers of ordinary HTTP in place.
    let makeOrdinary: (any Channel) throws -> ServerSession
    let session: EventLoopPromise<ServerSession>

    /// The 101 that answers a handshake.
    static func answer(
        to head: HTTPRequestHead, on channel: any Channel
    ) -> EventLoopFuture<HTTPResponseHead> {
        // Only for its header fields: it hashes the key.
        let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
        return upgrader.buildUpgradeResponse(
            channel: channel, upgradeRequest: head, initialResponseHeaders: [:]
        ).map { HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: $0) }
    }
}

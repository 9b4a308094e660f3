import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOSSL

/// The connections of an HTTP/1.1 server that become WebSockets where `accept` says so.
struct WebSocketServerChannel: HTTPChannelHandler {
    /// A connection, and what it becomes.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let session: EventLoopFuture<ServerSession>
    }

    /// What the decoder keeps of one header at most; more is answered with 400.
    private static let headBytesMax = 1 << 16
    /// What the decoder keeps unread behind an upgrade that was refused.
    private static let unreadBytesMax = 1 << 17

    let responder: Responder
    let accept: WebSocketAccept
    let limits: WebSocketServerLimits
    let register: ConnectionRegister

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guard let place = register.admit(channel) else {
            logger.debug("all \(limits.connectionsMax) connections are in use: one more is closed")
            channel.close(promise: nil)
            let refused = channel.eventLoop.makeSucceededFuture(ServerSession.refused)
            return channel.eventLoop.makeSucceededFuture(Value(channel: channel, session: refused))
        }
        channel.closeFuture.whenComplete { _ in place.leave() }
        return channel.eventLoop.makeCompletedFuture {
            let plan = makePlan(channel, place, logger)
            if plan.isSecure {
                // NIOSSL (2.37.6) takes five seconds to close while it is allowed.
                try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
            }
            try channel.pipeline.syncOperations.addHandlers(
                [plan.encoder, plan.decoder, UpgradeGate(plan)] as [any ChannelHandler])
            return Value(channel: channel, session: plan.session.futureResult)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await withTaskCancellationHandler {
            do {
                switch try await value.session.get() {
                case .ordinary(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
                case .webSocket(let connection, let handler):
                    try await connection.run(
                        limits: limits.connection, failure: .internalError, handler)
                case .refused: break
                }
            } catch {
                logger.debug("a connection ended", metadata: ["error": "\(error)"])
            }
        } onCancel: {
            // One that has not become anything waits for nobody.
            value.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    private func makePlan(
        _ channel: any Channel, _ place: ConnectionPlace, _ logger: Logger
    ) -> UpgradePlan {
        var headLimits = NIOHTTPDecoderLimitConfiguration()
        headLimits.maxHeaderListSize = Self.headBytesMax
        let decoder = HTTPRequestDecoder(
            leftOverBytesStrategy: .forwardBytes, limitConfiguration: headLimits)
        let isSecure =
            (try? channel.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)) != nil
        return UpgradePlan(
            encoder: HTTPResponseEncoder(),
            decoder: ByteToMessageHandler(decoder, maximumBufferSize: Self.unreadBytesMax),
            isSecure: isSecure, limits: limits, place: place, accept: accept,
            makeOrdinary: { channel in
                try makeOrdinary(channel, place, isSecure: isSecure, logger)
            },
            session: channel.eventLoop.makePromise())
    }

    /// The same handlers as Hummingbird's own HTTP/1 channel, behind a `RequestWatch`, with texts
    /// compressed for those who take them so.
    private func makeOrdinary(
        _ channel: any Channel, _ place: ConnectionPlace, isSecure: Bool, _ logger: Logger
    ) throws -> ServerSession {
        let watch = RequestWatch(place: place, bodyMax: TimeAmount(limits.bodyMax))
        let handlers: [any ChannelHandler] =
            [watch] + AnswerCompression.handlers() + [
                HTTP1ToHTTPServerCodec(secure: isSecure),
                HTTPConnectionStateHandler(idleTimeout: limits.idleMax, logger: logger),
            ]
        try channel.pipeline.syncOperations.addHandlers(handlers)
        return .ordinary(
            try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true)))
    }
}

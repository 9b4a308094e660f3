import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Asks the server for a WebSocket, and puts the frames in place when it says 101.
///
/// Every way out ends in `result`, within the deadline. It stands for NIO's typed upgrade handler,
/// which knows no deadline and keeps the status of a refusal to itself.
final class ClientHandshake: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private enum State {
        case connecting, asking
        /// The 101 is here, its end is not.
        case accepted
        /// The decoder leaves; what it has not read are frames.
        case upgrading([NIOAny])
        case over
    }

    private let plan: HandshakePlan
    private var state = State.connecting
    private var timer: Scheduled<Void>?

    init(_ plan: HandshakePlan) { self.plan = plan }

    func handlerAdded(context: ChannelHandlerContext) {
        let eventLoop = context.eventLoop.assumeIsolated()
        timer = eventLoop.scheduleTask(deadline: plan.deadline) {
            self.fail(.timedOut, context)
        }
        if context.channel.isActive { ask(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        ask(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(.unreachable(reason: "the server hung up during the handshake"), context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        fail(.unreachable(reason: "the connection was closed"), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(WebSocketConnectError(handshake: error), context)
        context.fireErrorCaught(error)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .connecting, .asking:
            guard case .head(let head) = unwrapInboundIn(data) else { return }
            judge(head, context)
        case .accepted:
            guard case .end = unwrapInboundIn(data) else { return }
            upgrade(context)
        case .upgrading(let bytes): state = .upgrading(bytes + [data])
        case .over: context.fireChannelRead(data)
        }
    }

    private func ask(_ context: ChannelHandlerContext) {
        guard case .connecting = state else { return }
        state = .asking
        context.write(wrapOutboundOut(.head(plan.request)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func judge(_ answer: HTTPResponseHead, _ context: ChannelHandlerContext) {
        guard answer.status == .switchingProtocols else {
            return fail(.refused(status: Int(answer.status.code)), context)
        }
        let isWebSocket = answer.headers[canonicalForm: "upgrade"].contains {
            $0.lowercased() == "websocket"
        }
        guard isWebSocket, plan.upgrader.shouldAllowUpgrade(upgradeResponse: answer) else {
            return fail(.misunderstood(reason: "the server's 101 does not answer our key"), context)
        }
        // We asked for no extension, so none may change the frames.
        guard !answer.headers.contains(name: "sec-websocket-extensions") else {
            return fail(.misunderstood(reason: "the server uses an extension"), context)
        }
        state = .accepted
    }

    private func upgrade(_ context: ChannelHandlerContext) {
        state = .upgrading([])
        let pipeline = context.pipeline.syncOperations
        pipeline.removeHandler(plan.decoder).assumeIsolated().flatMap {
            pipeline.removeHandler(self.plan.encoder)
        }.whenComplete { result in
            guard case .upgrading(let bytes) = self.state else { return }
            do {
                try result.get()
                self.plan.result.succeed(
                    try FramePipeline.install(
                        on: context.channel, side: .client, limits: self.plan.limits))
                self.state = .over
                for read in bytes { context.fireChannelRead(read) }
                if !bytes.isEmpty { context.fireChannelReadComplete() }
                self.timer?.cancel()
                pipeline.removeHandler(self, promise: nil)
            } catch {
                self.fail(WebSocketConnectError(handshake: error), context)
            }
        }
    }

    private func fail(_ error: WebSocketConnectError, _ context: ChannelHandlerContext) {
        if case .over = state { return }
        state = .over
        timer?.cancel()
        plan.result.fail(error)
        context.close(promise: nil)
    }
}

/// What a handshake needs to know of its connection.
struct HandshakePlan {
    let request: HTTPRequestHead
    /// Knows the header fields: it makes the key, and what answers it.
    let upgrader: NIOTypedWebSocketClientUpgrader<Void>
    /// Both go when the frames come.
    let encoder = HTTPRequestEncoder()
    let decoder: ByteToMessageHandler<HTTPResponseDecoder>
    let deadline: NIODeadline
    let limits: WebSocketLimits
    let result: EventLoopPromise<WebSocketConnection>

    /// What the decoder keeps of the answer's header at most.
    private static let headBytesMax = 1 << 16

    init(
        _ url: WebSocketURL, _ options: WebSocketClientOptions, deadline: NIODeadline,
        result: EventLoopPromise<WebSocketConnection>
    ) {
        upgrader = NIOTypedWebSocketClientUpgrader(
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
        var fields = HTTPHeaders(options.headers.map { ($0.key, $0.value) })
        fields.replaceOrAdd(name: "Host", value: url.authority)
        fields.replaceOrAdd(name: "Connection", value: "Upgrade")
        fields.replaceOrAdd(name: "Upgrade", value: "websocket")
        upgrader.addCustom(upgradeRequestHeaders: &fields)
        request = HTTPRequestHead(version: .http1_1, method: .GET, uri: url.path, headers: fields)
        var headLimits = NIOHTTPDecoderLimitConfiguration()
        headLimits.maxHeaderListSize = Self.headBytesMax
        // Frames that come in one segment with the 101 are lost unless they are forwarded.
        decoder = ByteToMessageHandler(
            HTTPResponseDecoder(
                leftOverBytesStrategy: .forwardBytes, limitConfiguration: headLimits),
            maximumBufferSize: 2 * Self.headBytesMax)
        self.deadline = deadline
        limits = options.limits
        self.result = result
    }
}

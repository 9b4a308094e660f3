import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Decides by its first request what a connection becomes: ordinary HTTP, or a WebSocket.
///
/// It stands for NIO's typed upgrade handler, which (2.101.2) loses a request whose upgrade nobody
/// takes, so that the client waits in vain. When all is decided the gate leaves.
final class UpgradeGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// The first request's header is not here yet.
        case waiting
        /// `accept` is being asked; the request is kept, and nothing more is read.
        case deciding(HTTPRequestHead, rest: [HTTPServerRequestPart], Task<Void, Never>)
        /// The decoder leaves; what it has not read are frames.
        case upgrading([NIOAny])
        case over
    }

    private let plan: UpgradePlan
    private var state = State.waiting
    private var deadline: Scheduled<Void>?
    /// Events that came while nobody behind the gate could take them.
    private var heldEvents: [Any] = []
    private var isReadHeld = false

    init(_ plan: UpgradePlan) { self.plan = plan }

    func handlerAdded(context: ChannelHandlerContext) { startDeadline(context) }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        if case .over = state { return }
        if case .deciding(_, _, let decision) = state { decision.cancel() }
        state = .over
        plan.session.fail(ChannelError.eof)
    }

    // MARK: What comes

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .waiting: begin(unwrapInboundIn(data), context)
        case .deciding(let head, let rest, let decision):
            state = .deciding(head, rest: rest + [unwrapInboundIn(data)], decision)
        case .upgrading(let bytes): state = .upgrading(bytes + [data])
        case .over: context.fireChannelRead(data)
        }
    }

    func read(context: ChannelHandlerContext) {
        switch state {
        case .waiting, .over: context.read()
        case .deciding, .upgrading: isReadHeld = true
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        let isShutdown = event is ChannelShouldQuiesceEvent
        switch state {
        case .waiting where isShutdown || event as? ChannelEvent == .inputClosed:
            context.close(promise: nil)
        case .deciding where isShutdown: context.close(promise: nil)
        case .deciding, .upgrading: heldEvents.append(event)
        case .waiting, .over: context.fireUserInboundEventTriggered(event)
        }
    }

    /// Hummingbird answers rubbish with 400; whatever else goes wrong ends the connection.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .waiting where error is HTTPParserError:
            becomeOrdinary([], context, error: error)
        case .over: context.fireErrorCaught(error)
        case .waiting, .deciding, .upgrading: context.close(promise: nil)
        }
    }

    // MARK: What it becomes

    private func begin(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        plan.place.begin()
        guard case .head(let head) = part, head.isWebSocketHandshake,
            let request = try? WebSocketRequest(
                head, on: context.channel, isSecure: plan.isSecure)
        else { return becomeOrdinary([part], context) }
        startDeadline(context)
        let gate = NIOLoopBound(self, eventLoop: context.eventLoop)
        let (accept, eventLoop, bound) = (plan.accept, context.eventLoop, context.loopBound)
        let decision = Task {
            let handler = await accept(request)
            eventLoop.execute { gate.value.decided(handler, bound) }
        }
        state = .deciding(head, rest: [], decision)
    }

    private func decided(
        _ handler: WebSocketHandler?, _ bound: NIOLoopBound<ChannelHandlerContext>
    ) {
        guard case .deciding(let head, let rest, _) = state else { return }
        if let handler {
            upgrade(head, to: handler, bound.value)
        } else {
            becomeOrdinary([.head(head)] + rest, bound.value)
        }
    }

    private func becomeOrdinary(
        _ parts: [HTTPServerRequestPart], _ context: ChannelHandlerContext,
        error: (any Error)? = nil
    ) {
        leave(context, error: error) {
            let session = try self.plan.makeOrdinary(context.channel)
            return (session, parts.map(self.wrapInboundOut))
        }
    }

    private func upgrade(
        _ head: HTTPRequestHead, to handler: @escaping WebSocketHandler,
        _ context: ChannelHandlerContext
    ) {
        state = .upgrading([])
        let pipeline = context.pipeline.syncOperations
        UpgradePlan.answer(to: head, on: context.channel).assumeIsolated().flatMap { answer in
            // What the decoder has not read comes to `channelRead` before the future is done.
            pipeline.removeHandler(self.plan.decoder).map { answer }
        }.flatMap { answer in
            context.writeAndFlush(self.wrapOutboundOut(.head(answer)), promise: nil)
            return pipeline.removeHandler(self.plan.encoder)
        }.whenComplete { result in
            guard case .upgrading(let bytes) = self.state else { return }
            self.leave(context) {
                try result.get()
                let connection = try FramePipeline.install(
                    on: context.channel, side: .server, limits: self.plan.limits.connection)
                return (.webSocket(connection, handler), bytes)
            }
        }
    }

    /// Puts the handlers in place, hands over all that was kept for them, and is gone.
    private func leave(
        _ context: ChannelHandlerContext, error: (any Error)? = nil,
        for next: () throws -> (ServerSession, [NIOAny])
    ) {
        state = .over
        do {
            let (session, reads) = try next()
            plan.session.succeed(session)
            for read in reads { context.fireChannelRead(read) }
            if !reads.isEmpty { context.fireChannelReadComplete() }
            for event in heldEvents { context.fireUserInboundEventTriggered(event) }
            if let error { context.fireErrorCaught(error) }
            if isReadHeld { context.read() }
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        } catch {
            plan.session.fail(error)
            context.close(promise: nil)
        }
    }

    private func startDeadline(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        let delay = TimeAmount(plan.limits.headMax)
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: delay) {
            context.close(promise: nil)
        }
    }
}

import NIOCore
import NIOWebSocket

/// Carries out what `Conversation` says: frames below, the mailbox above, and the clocks beside it.
final class FrameHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = Never
    typealias OutboundIn = WebSocketMessage
    typealias OutboundOut = WebSocketFrame

    private let side: Side
    private let limits: WebSocketLimits
    private let mailbox: Mailbox
    private let watch: ByteWatch
    private var conversation: Conversation
    private var liveness: Liveness

    private var livenessTimer: Scheduled<Void>?
    private var stuckTimer: Scheduled<Void>?
    private var closingTimer: Scheduled<Void>?
    /// Messages that the system has not taken yet.
    private var unsentCount = 0
    /// The answer to the last ping, while there is no room to send it.
    private var heldPong: ByteBuffer?
    private var isInboxFull = false
    private var isReadHeld = false

    init(side: Side, limits: WebSocketLimits, mailbox: Mailbox, watch: ByteWatch) {
        self.side = side
        self.limits = limits
        self.mailbox = mailbox
        self.watch = watch
        conversation = Conversation(side: side, messageBytesMax: limits.messageBytesMax)
        liveness = Liveness(limits)
    }

    func handlerAdded(context: ChannelHandlerContext) { judgeLiveness(context) }

    func handlerRemoved(context: ChannelHandlerContext) { finish(context) }

    func channelInactive(context: ChannelHandlerContext) {
        finish(context)
        context.fireChannelInactive()
    }

    // MARK: What comes from the peer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        perform(conversation.received(unwrapInboundIn(data)), context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // The pongs of one reading go out together.
        context.flush()
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error as? NIOWebSocketError {
        case .invalidFrameLength: perform(conversation.failed(with: .messageTooLarge), context)
        case .some: perform(conversation.failed(with: .protocolError), context)
        case nil: perform(conversation.ended(), context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: perform(conversation.ended(), context)
        case is ChannelShouldQuiesceEvent:
            perform(conversation.closeAsked(ClosePayload(.goingAway)), context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: What comes from the handler of the connection

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard conversation.isOpen else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        let promise = promise ?? context.eventLoop.makePromise()
        let bound = context.loopBound
        unsentCount += 1
        if unsentCount == 1 { startStuckTimer(context) }
        promise.futureResult.assumeIsolated().whenComplete { _ in self.messageTaken(bound.value) }
        let (opcode, bytes) = unwrapOutboundIn(data).payload
        context.write(frame(opcode, bytes), promise: promise)
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        switch event {
        case let request as CloseRequest:
            let payload = ClosePayload(request.code, reason: request.reason)
            perform(conversation.closeAsked(payload), context)
            promise?.succeed()
        case is ReadRequest:
            isInboxFull = false
            readOn(context)
            promise?.succeed()
        default: context.triggerUserOutboundEvent(event, promise: promise)
        }
    }

    func read(context: ChannelHandlerContext) {
        if isInboxFull { isReadHeld = true } else { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, let pong = heldPong {
            heldPong = nil
            context.writeAndFlush(frame(.pong, pong), promise: nil)
        }
        context.fireChannelWritabilityChanged()
    }

    // MARK: What is done about it

    private func perform(_ actions: [Conversation.Action], _ context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .deliver(let message): isInboxFull = !mailbox.inbox.put(message) || isInboxFull
            case .send(.pong, let payload): answer(payload, context)
            case .send(let opcode, let payload):
                context.writeAndFlush(frame(opcode, payload), promise: nil)
            case .settle(let closing): settle(closing, context)
            case .drain:
                watch.isDraining = true
                context.close(mode: .output, promise: nil)
            case .disconnect: context.close(promise: nil)
            }
        }
    }

    /// From here on nobody sends, and what comes is read even if the inbox is full.
    private func settle(_ closing: WebSocketClosing, _ context: ChannelHandlerContext) {
        mailbox.ending.settle(closing)
        mailbox.outbox.close(closing)
        livenessTimer?.cancel()
        stuckTimer?.cancel()
        closingTimer = after(TimeAmount(limits.closingMax), context) { handler, context in
            handler.perform(handler.conversation.ended(), context)
        }
        isInboxFull = false
        readOn(context)
    }

    /// A peer that asks without reading gets one answer, to its last ping.
    private func answer(_ payload: ByteBuffer, _ context: ChannelHandlerContext) {
        if context.channel.isWritable {
            context.write(frame(.pong, payload), promise: nil)
        } else {
            heldPong = payload
        }
    }

    private func readOn(_ context: ChannelHandlerContext) {
        guard isReadHeld else { return }
        isReadHeld = false
        context.read()
    }

    private func finish(_ context: ChannelHandlerContext) {
        for timer in [livenessTimer, stuckTimer, closingTimer] { timer?.cancel() }
        // The channel is closed already: what remains to do is to tell.
        _ = conversation.ended()
        mailbox.ending.settle(.lost)
        mailbox.outbox.close(mailbox.ending.closing ?? .lost)
        mailbox.ending.finish()
        mailbox.inbox.finish()
    }

    private func frame(_ opcode: WebSocketOpcode, _ bytes: ByteBuffer) -> NIOAny {
        let mask: WebSocketMaskingKey? = side == .client ? .random() : nil
        return wrapOutboundOut(
            WebSocketFrame(fin: true, opcode: opcode, maskKey: mask, data: bytes))
    }

    // MARK: Clocks

    private func judgeLiveness(_ context: ChannelHandlerContext) {
        let now = context.eventLoop.now
        let (verdict, next) = liveness.judge(
            heard: watch.lastHeard, isListening: watch.isListening, now: now)
        switch verdict {
        case .giveUp: return perform(conversation.gaveUp(.silent), context)
        case .ask: context.writeAndFlush(frame(.ping, ByteBuffer()), promise: nil)
        case .wait: break
        }
        livenessTimer = after(next - now, context) { $0.judgeLiveness($1) }
    }

    private func startStuckTimer(_ context: ChannelHandlerContext) {
        stuckTimer = after(TimeAmount(limits.stuckMax), context) { handler, context in
            handler.perform(handler.conversation.gaveUp(.stuck), context)
        }
    }

    private func messageTaken(_ context: ChannelHandlerContext) {
        unsentCount -= 1
        stuckTimer?.cancel()
        if unsentCount > 0, conversation.isOpen { startStuckTimer(context) }
    }

    private func after(
        _ delay: TimeAmount, _ context: ChannelHandlerContext,
        do action: @escaping (FrameHandler, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) { action(self, context) }
    }
}

extension WebSocketMessage {
    /// What one frame holds of it: all.
    fileprivate var payload: (WebSocketOpcode, ByteBuffer) {
        switch self {
        case .text(let text): (.text, ByteBuffer(string: text))
        case .binary(let bytes): (.binary, ByteBuffer(bytes: bytes))
        }
    }
}

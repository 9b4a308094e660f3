import NIOCore

/// Nearest to the socket: knows when bytes came last, since half a large frame is a sign of life.
final class ByteWatch: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// When bytes came last, or when we last began to listen.
    private(set) var lastHeard: NIODeadline
    /// Whether we read at all: not while nobody takes the messages that are there.
    private(set) var isListening = true
    /// Throws away what comes from now on.
    var isDraining = false

    init(now: NIODeadline) { lastHeard = now }

    func read(context: ChannelHandlerContext) {
        if !isListening {
            isListening = true
            lastHeard = context.eventLoop.now
        }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastHeard = context.eventLoop.now
        isListening = false
        guard !isDraining else { return }
        context.fireChannelRead(data)
    }
}

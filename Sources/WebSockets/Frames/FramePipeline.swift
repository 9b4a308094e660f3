import NIOCore
import NIOWebSocket

/// The handlers of an upgraded channel, the same on both sides.
enum FramePipeline {
    /// Adds them at the end of the pipeline. Call it on the channel's event loop.
    static func install(
        on channel: any Channel, side: Side, limits: WebSocketLimits
    ) throws -> WebSocketConnection {
        let inbox = Inbox(bytesMax: limits.unreadBytesMax) {
            channel.triggerUserOutboundEvent(ReadRequest(), promise: nil)
        }
        let mailbox = Mailbox(inbox: inbox, outbox: Outbox(bytesMax: limits.unsentBytesMax))
        let watch = ByteWatch(now: channel.eventLoop.now)
        let decoder = WebSocketFrameDecoder(maxFrameSize: limits.messageBytesMax)
        let handlers: [any ChannelHandler] = [
            watch, WebSocketFrameEncoder(), ByteToMessageHandler(decoder),
            FrameHandler(side: side, limits: limits, mailbox: mailbox, watch: watch),
        ]
        try channel.pipeline.syncOperations.addHandlers(handlers)
        // Whoever ends its output has left. And NIOSSL (2.37.6) takes five seconds to close while
        // half of a connection may stay open.
        try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
        return WebSocketConnection(channel: channel, mailbox: mailbox)
    }
}

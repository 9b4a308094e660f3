import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Compresses the texts of answers for clients that take them so.
///
/// `HTTPResponseCompressor` remembers what each request takes, and stops the process when an answer
/// has no request: so the answer to what was no HTTP goes around it. This handler stands behind it
/// and knows which answers those are.
final class AnswerCompression: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private var unansweredCount = 0
    private var detour: ChannelHandlerContext?

    /// The compressor, and this handler behind it.
    static func handlers() -> [any ChannelHandler] {
        let compressor = HTTPResponseCompressor { head, _ in
            isText(head) ? .compressIfPossible : .doNotCompress
        }
        return [compressor, AnswerCompression()]
    }

    func handlerAdded(context: ChannelHandlerContext) {
        detour = try? context.pipeline.syncOperations.context(
            handlerType: HTTPResponseCompressor.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { detour = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { unansweredCount += 1 }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard unansweredCount > 0 else {
            (detour ?? context).write(data, promise: promise)
            return
        }
        if case .end = unwrapOutboundIn(data) { unansweredCount -= 1 }
        context.write(data, promise: promise)
    }

    /// Whether an answer gets much shorter: pictures and fonts are compressed as they are.
    private static func isText(_ head: HTTPResponseHead) -> Bool {
        let kind = head.headers.first(name: "Content-Type") ?? ""
        return kind.hasPrefix("text/") || kind.hasPrefix("image/svg") || kind.contains("json")
    }
}

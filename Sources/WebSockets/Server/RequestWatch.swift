import NIOCore
import NIOHTTP1

/// Looks on at ordinary HTTP: bounds the time of a body, says when the connection waits, and ends
/// it behind a request that asks for an upgrade, since NIO's decoder reads nothing after one.
final class RequestWatch: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let place: ConnectionPlace
    private let bodyMax: TimeAmount
    private var bodyTimer: Scheduled<Void>?
    private var unansweredCount = 0
    private var hasLastRequest = false

    init(place: ConnectionPlace, bodyMax: TimeAmount) {
        self.place = place
        self.bodyMax = bodyMax
    }

    func handlerRemoved(context: ChannelHandlerContext) { bodyTimer?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(var head):
            unansweredCount += 1
            place.begin()
            bodyTimer = context.eventLoop.assumeIsolated().scheduleTask(in: bodyMax) {
                context.close(promise: nil)
            }
            if head.endsDecoding {
                hasLastRequest = true
                // Hummingbird closes behind its answer.
                head.headers.replaceOrAdd(name: "connection", value: "close")
            }
            context.fireChannelRead(wrapInboundOut(.head(head)))
        case .body: context.fireChannelRead(data)
        case .end:
            bodyTimer?.cancel()
            context.fireChannelRead(data)
        }
    }

    /// Hummingbird answers rubbish with 400. It does not hear of more once its last answer is out.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.fireErrorCaught(error)
        if !(error is HTTPParserError) { context.close(promise: nil) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where hasLastRequest && unansweredCount == 1:
            head.headers.replaceOrAdd(name: "connection", value: "close")
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .head, .body: context.write(data, promise: promise)
        case .end:
            unansweredCount -= 1
            if unansweredCount == 0 { place.rest() }
            context.write(data, promise: promise)
        }
    }
}

import AlpacaWire
import HTTPTypes
import Hummingbird

/// What belongs to one request.
struct ExchangeContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// No body of the API is larger.
    var maxUploadSize: Int { 65_536 }
}

/// Turns requests into calls, and what becomes of them into responses.
struct RequestGate: Sendable {
    let exchange: AlpacaExchange
    let sleep: @Sendable (Int64) async -> Void

    func answer(_ request: Request, _ context: ExchangeContext) async throws -> Response {
        var body: [UInt8] = []
        for try await part in request.body {
            guard body.count + part.readableBytes <= context.maxUploadSize else {
                return Self.response(
                    ExchangeAnswer(ExchangeRefusal(413, 41_310_000, "request body too large")))
            }
            body.append(contentsOf: part.readableBytesView)
        }
        let keys = Self.keys(of: request)
        let outcome = exchange.answer(
            ExchangeCall(
                method: request.method.rawValue, target: request.head.path ?? "/",
                key: keys?.key, secret: keys?.secret, body: body))
        if outcome.delayMilliseconds > 0 { await sleep(outcome.delayMilliseconds * 1_000_000) }
        guard var answer = outcome.answer else { return Self.cutOff }
        if request.method == .head { answer.body = [] }
        return Self.response(answer)
    }

    /// Key and secret, from their headers or from those of HTTP Basic.
    private static func keys(of request: Request) -> (key: String, secret: String)? {
        if let key = field("APCA-API-KEY-ID", request),
            let secret = field("APCA-API-SECRET-KEY", request)
        {
            return (key, secret)
        }
        guard let basic = request.headers[.authorization], basic.hasPrefix("Basic "),
            let text = Base64Text.decoded(basic.dropFirst(6))
        else { return nil }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }

    private static func field(_ name: String, _ request: Request) -> String? {
        HTTPField.Name(name).flatMap { request.headers[$0] }
    }

    private static func response(_ answer: ExchangeAnswer) -> Response {
        var headers = HTTPFields()
        if !answer.body.isEmpty { headers[.contentType] = "application/json; charset=UTF-8" }
        for (name, value) in answer.fields {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        let status = HTTPResponse.Status(code: answer.status)
        guard !answer.body.isEmpty else { return Response(status: status, headers: headers) }
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    /// A connection that is lost: a body is promised, and does not come.
    private static var cutOff: Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(contentLength: 1_000) { _ in throw CancellationError() })
    }
}

/// Base64 (RFC 4648), as HTTP Basic has it.
enum Base64Text {
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The text; nil for what is no base64 of UTF-8.
    static func decoded(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var (bits, count) = (0, 0)
        for letter in text.utf8 where letter != UInt8(ascii: "=") {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            bits = (bits << 6 | value) & 0xFFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// Carries calls over HTTP.
///
/// It follows no redirect, since that would hand the key to another host, and sends nothing twice.
public final class HTTPTransport: AlpacaTransport {
    private let client: HTTPClient
    private let settings: AlpacaSettings
    private let timeout: TimeAmount
    /// The largest body that is taken.
    private static let bodyMax = 16 << 20
    /// The fields of an answer that are of use.
    private static let usefulFields = ["x-ratelimit-remaining", "x-ratelimit-reset", "retry-after"]

    /// A transport that gives up on an answer after so many seconds.
    public init(_ settings: AlpacaSettings, timeoutSeconds: Int64 = 10) {
        self.settings = settings
        timeout = .seconds(timeoutSeconds)
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        // A connection that nobody has closed properly may swallow the first call on it.
        configuration.connectionPool.idleTimeout = .seconds(20)
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes all connections; nothing can be sent after it.
    public func shutdown() async { try? await client.shutdown() }

    /// Carries a call there and its answer back.
    public func send(_ call: AlpacaCall) async throws(TransportFault) -> AlpacaReply {
        do {
            let response = try await answer(to: request(call))
            var fields: [String: String] = [:]
            for name in Self.usefulFields { fields[name] = response.headers.first(name: name) }
            return AlpacaReply(
                status: Int(response.status.code),
                body: response.body.map { Array($0.readableBytesView) } ?? [], fields: fields)
        } catch {
            throw Self.fault(of: error)
        }
    }

    /// Collects the answer on the connection's own event loop: an order waits for one hand-over
    /// there and one back, not for one with each part.
    private func answer(to request: HTTPClient.Request) async throws -> HTTPClient.Response {
        let answer = client.execute(
            request: request,
            delegate: ResponseAccumulator(request: request, maxBodySize: Self.bodyMax),
            deadline: .now() + timeout)
        return try await withTaskCancellationHandler {
            try await answer.get()
        } onCancel: {
            answer.cancel()
        }
    }

    private func request(_ call: AlpacaCall) throws -> HTTPClient.Request {
        let base = call.host == .trading ? settings.tradingURL : settings.dataURL
        var request = try HTTPClient.Request(
            url: base + call.target, method: HTTPMethod(rawValue: call.method))
        request.headers.add(name: "APCA-API-KEY-ID", value: settings.key)
        request.headers.add(name: "APCA-API-SECRET-KEY", value: settings.secret)
        request.headers.add(name: "User-Agent", value: "tandem")
        if !call.body.isEmpty {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(call.body)
        }
        return request
    }

    /// Only what fails before there is a connection is known not to have been seen.
    private static func fault(of error: any Error) -> TransportFault {
        // A host that is named by its number is refused with the system's own error.
        if error is NIOConnectionError || (error as? IOError)?.errnoCode == ECONNREFUSED {
            return .neverSent("no connection: \(error)")
        }
        switch error as? HTTPClientError {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .invalidURL,
            .alreadyShutdown:
            return .neverSent("no connection: \(error)")
        default: return .lost("no answer: \(error)")
        }
    }
}

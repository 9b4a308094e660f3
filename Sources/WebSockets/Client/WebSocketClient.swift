import NIOCore
import NIOPosix
import NIOSSL

/// Connects to WebSocket servers.
public enum WebSocketClient {
    /// Connects, runs `handler`, closes, and returns what the handler returned.
    ///
    /// It does not connect again: whoever calls it decides about that, by the error and by how the
    /// connection ended.
    ///
    /// - Throws: `WebSocketConnectError` when there is no connection; `CancellationError`; else
    ///   what the handler throws.
    public static func connect<Outcome: Sendable>(
        to url: WebSocketURL, options: WebSocketClientOptions = WebSocketClientOptions(),
        _ handler: @escaping @Sendable (WebSocketConnection) async throws -> Outcome
    ) async throws -> Outcome {
        let connection = try await open(url, options)
        return try await connection.run(limits: options.limits, failure: .goingAway, handler)
    }

    private static func open(
        _ url: WebSocketURL, _ options: WebSocketClientOptions
    ) async throws -> WebSocketConnection {
        try check(options.headers)
        let tls = url.isSecure ? try context(options.trust) : nil
        let timeout = TimeAmount(options.handshakeMax)
        let deadline = NIODeadline.now() + timeout
        let attempt = ConnectAttempt()
        do {
            return try await withTaskCancellationHandler {
                let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .connectTimeout(timeout)
                return try await bootstrap.connect(host: url.host, port: url.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try attempt.add(channel)
                        if let tls { try add(tls, for: url, to: channel) }
                        return try begin(url, options, deadline, on: channel)
                    }
                }.get()
            } onCancel: {
                attempt.cancel()
            }
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw WebSocketConnectError(connecting: error)
        }
    }

    private static func begin(
        _ url: WebSocketURL, _ options: WebSocketClientOptions, _ deadline: NIODeadline,
        on channel: any Channel
    ) throws -> EventLoopFuture<WebSocketConnection> {
        let result = channel.eventLoop.makePromise(of: WebSocketConnection.self)
        let plan = HandshakePlan(url, options, deadline: deadline, result: result)
        let handlers: [any ChannelHandler] = [plan.encoder, plan.decoder, ClientHandshake(plan)]
        do {
            try channel.pipeline.syncOperations.addHandlers(handlers)
        } catch {
            result.fail(error)
        }
        return result.futureResult
    }

    private static func add(
        _ tls: NIOSSLContext, for url: WebSocketURL, to channel: any Channel
    ) throws {
        // An address is no name for the server to choose a certificate by; it is verified all the
        // same, against the addresses in the certificate.
        let isAddress = (try? SocketAddress(ipAddress: url.host, port: 0)) != nil
        try channel.pipeline.syncOperations.addHandler(
            NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : url.host))
    }

    private static func context(
        _ trust: WebSocketTrust
    ) throws(WebSocketConnectError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if case .roots(let file) = trust { configuration.trustRoots = .file(file) }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .unsendable(reason: "no TLS: \(error)")
        }
    }

    /// A line break in a header would be one more header.
    private static func check(_ headers: [String: String]) throws(WebSocketConnectError) {
        for (name, value) in headers {
            let isName =
                !name.isEmpty && name.utf8.allSatisfy { (33...126).contains($0) && $0 != 58 }
            let isValue = value.utf8.allSatisfy { (32...126).contains($0) || $0 == 9 }
            guard isName, isValue else {
                throw .unsendable(reason: "the header '\(name)' is malformed")
            }
        }
    }
}

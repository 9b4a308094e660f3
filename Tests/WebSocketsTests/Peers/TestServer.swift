import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

@testable import WebSockets

/// A server on a port of its own that runs as long as a test needs it, and then shuts down.
///
/// Ordinary requests are answered by their path: `/echo` is 426, a number is that status, and
/// `/text` is a long text.
struct TestServer: Sendable {
    let port: Int
    private let services: ServiceGroup

    /// Ends the server as SIGTERM would.
    func shutDown() async { await services.triggerGracefulShutdown() }

    func url(_ path: String = "/echo") throws -> WebSocketURL {
        guard let url = WebSocketURL(host: "127.0.0.1", port: port, path: path) else {
            throw BadPath()
        }
        return url
    }

    /// Runs a server whose `/echo` sends back what it gets.
    static func run<Outcome: Sendable>(
        limits: WebSocketServerLimits = WebSocketServerLimits(), tls: TLSFiles? = nil,
        accept: @escaping WebSocketAccept = echoes,
        _ body: @escaping @Sendable (TestServer) async throws -> Outcome
    ) async throws -> Outcome {
        let builder =
            try tls.map {
                try HTTPServerBuilder.webSockets(tls: $0, limits: limits, accept: accept)
            }
            ?? .webSockets(limits: limits, accept: accept)
        return try await run(builder, body)
    }

    private static func run<Outcome: Sendable>(
        _ builder: HTTPServerBuilder,
        _ body: @escaping @Sendable (TestServer) async throws -> Outcome
    ) async throws -> Outcome {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .error
        let service = try builder.buildServer(
            configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            responder: respond
        ) { channel in
            port.yield(channel.localAddress?.port ?? 0)
        }
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [service], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            guard let number = await ports.first(where: { _ in true }) else { throw BadPath() }
            let outcome: Outcome
            do {
                outcome = try await body(TestServer(port: number, services: services))
            } catch {
                await services.triggerGracefulShutdown()
                throw error
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return outcome
        }
    }

    /// Takes `/echo`.
    static let echoes: WebSocketAccept = { request in
        guard request.head.path == "/echo" else { return nil }
        return { connection in
            for await message in connection.messages { try await connection.send(message) }
        }
    }

    private static let respond: HTTPChannelHandler.Responder = { request, writer, _ in
        let path = request.head.path ?? ""
        if path == "/text" {
            let head = HTTPResponse(status: .ok, headerFields: [.contentType: "text/plain"])
            let text = ByteBuffer(repeating: UInt8(ascii: "a"), count: 4_000)
            return try await writer.write(response: head, body: ResponseBody(byteBuffer: text))
        }
        let status = path == "/echo" ? 426 : Int(path.dropFirst()) ?? 404
        let size = try await request.body.reduce(0) { $0 + $1.readableBytes }
        let body = ByteBuffer(string: "\(status) after \(size) bytes")
        let head = HTTPResponse(
            status: HTTPResponse.Status(code: status),
            headerFields: [.contentLength: "\(body.readableBytes)"])
        try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
    }
}

/// A test asked for what is no path, or a server did not start.
struct BadPath: Error {}

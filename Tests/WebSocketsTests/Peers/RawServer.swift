import NIOCore
import NIOHTTP1
import NIOPosix

@testable import WebSockets

/// A server that does what a script says with each connection, however wrong.
enum RawServer {
    /// Runs a script for every client that connects while `body` runs.
    static func run<Outcome: Sendable>(
        _ script: @escaping @Sendable (RawPeer) async throws -> Void,
        _ body: @escaping @Sendable (WebSocketURL) async throws -> Outcome
    ) async throws -> Outcome {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture { try RawPeer.add(to: channel) }
            }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.executeThenClose { peers in
                    try await withThrowingDiscardingTaskGroup { scripts in
                        for try await peer in peers {
                            scripts.addTask {
                                try? await script(peer)
                                peer.close()
                            }
                        }
                    }
                }
            }
            let port = server.channel.localAddress?.port ?? 0
            guard let url = WebSocketURL(host: "127.0.0.1", port: port) else { throw BadPath() }
            defer { group.cancelAll() }
            return try await body(url)
        }
    }
}

extension RawPeer {
    /// Reads a handshake and accepts it, with bytes behind the 101 in the same segment.
    func accept(fields: String = "", then bytes: [UInt8] = []) async throws {
        let head = try await text(to: "\r\n\r\n")
        let lines = head.lowercased().split(separator: "\r\n")
        let keyed = lines.firstIndex { $0.hasPrefix("sec-websocket-key:") }
        let line = head.split(separator: "\r\n")[keyed ?? 0]
        let key = line.drop { $0 != ":" }.dropFirst().drop { $0 == " " }
        let request = HTTPRequestHead(
            version: .http1_1, method: .GET, uri: "/",
            headers: ["Sec-WebSocket-Key": String(key), "Sec-WebSocket-Version": "13"])
        let answer = try await UpgradePlan.answer(to: request, on: channel).get()
        let text = answer.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        try await send(
            [UInt8]("HTTP/1.1 101 Switching Protocols\r\n\(text)\(fields)\r\n".utf8) + bytes)
    }
}

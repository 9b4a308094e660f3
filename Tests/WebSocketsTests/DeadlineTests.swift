import Testing

@testable import WebSockets

extension SocketTests {
    @Suite struct DeadlineTests {
        private static var limits: WebSocketServerLimits {
            var limits = WebSocketServerLimits()
            limits.headMax = .milliseconds(200)
            limits.bodyMax = .milliseconds(200)
            limits.idleMax = .milliseconds(200)
            return limits
        }

        /// Runs a raw client against short deadlines, and checks that it is dropped by one of them.
        private func isDropped(
            accept: @escaping WebSocketAccept = TestServer.echoes,
            _ client: @escaping @Sendable (RawPeer) async throws -> Void
        ) async throws {
            try await TestServer.run(limits: Self.limits, accept: accept) { server in
                let peer = try await RawPeer.connect(to: server.port)
                let start = ContinuousClock().now
                try? await client(peer)
                _ = try await peer.rest()
                let time = ContinuousClock().now - start
                #expect(time > .milliseconds(150) && time < .seconds(5), "\(time)")
            }
        }

        @Test func `a client that says nothing is dropped`() async throws {
            try await isDropped { _ in }
        }

        @Test func `a header that comes too slowly is dropped`() async throws {
            try await isDropped { peer in
                try await peer.send("GET / HTTP/1.1\r\n")
                for number in 0..<1_000 {
                    try await peer.send("X-\(number): a\r\n")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }

        @Test func `a second header that comes too slowly is dropped`() async throws {
            try await isDropped { peer in
                try await peer.ask("GET /200 HTTP/1.1")
                _ = try await peer.text(to: " bytes")
                try await peer.send("GET / HTTP/1.1\r\n")
                for number in 0..<1_000 {
                    try await peer.send("X-\(number): a\r\n")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }

        @Test func `a body that comes too slowly is dropped`() async throws {
            try await isDropped { peer in
                try await peer.ask("POST /200 HTTP/1.1|Content-Length: 1000")
                for _ in 0..<1_000 {
                    try await peer.send("a")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }

        @Test func `a connection is not kept between requests for ever`() async throws {
            try await isDropped { peer in
                try await peer.ask("GET /200 HTTP/1.1")
                _ = try await peer.text(to: " bytes")
            }
        }

        @Test func `a decision that takes too long is none`() async throws {
            try await isDropped { _ in
                try? await Task.sleep(for: .seconds(3600))
                return nil
            } _: {
                try await $0.send(RawPeer.handshake())
            }
        }

        @Test func `deadlines end with the first request`() async throws {
            try await TestServer.run(limits: Self.limits) { server in
                try await WebSocketClient.connect(to: server.url()) { connection in
                    try await Task.sleep(for: .milliseconds(600))
                    try await connection.send("still here")
                    #expect(await connection.messages.first { _ in true } == .text("still here"))
                }
            }
        }

        @Test func `half a TLS handshake is dropped too`() async throws {
            let files = try Certificates.make()
            try await TestServer.run(limits: Self.limits, tls: files.server) { server in
                let peer = try await RawPeer.connect(to: server.port)
                try await peer.send([0x16, 3, 1, 2, 0, 1])
                let start = ContinuousClock().now
                _ = try await peer.rest()
                #expect(ContinuousClock().now - start < .seconds(5))
            }
        }

        @Test func `a peer that answers no ping is dropped`() async throws {
            var limits = WebSocketServerLimits()
            limits.connection.pingAfter = .milliseconds(100)
            limits.connection.silenceMax = .milliseconds(300)
            let (endings, ending) = AsyncStream.makeStream(of: WebSocketClosing?.self)
            try await TestServer.run(
                limits: limits,
                accept: { _ in
                    { connection in
                        for await _ in connection.messages {}
                        ending.yield(connection.closing)
                    }
                }
            ) { server in
                let peer = try await RawPeer.webSocket(to: server.port)
                let start = ContinuousClock().now
                #expect(try await peer.frame() == RawFrame(first: 0x89, payload: []))
                #expect(ContinuousClock().now - start > .milliseconds(50))
                #expect(await endings.first { _ in true } == .some(.silent))
                #expect(ContinuousClock().now - start > .milliseconds(250))
                let rest = try await peer.rest()
                #expect(Set(rest).isSubset(of: [0x89, 0]), "no more than pings")
            }
        }

        @Test func `a peer that answers pings is kept, on both sides`() async throws {
            var limits = WebSocketServerLimits()
            limits.connection.pingAfter = .milliseconds(100)
            limits.connection.silenceMax = .seconds(1)
            try await TestServer.run(limits: limits) { [limits] server in
                var options = WebSocketClientOptions()
                options.limits = limits.connection
                try await WebSocketClient.connect(to: server.url(), options: options) {
                    connection in
                    try await Task.sleep(for: .milliseconds(1_600))
                    #expect(connection.closing == nil)
                }
            }
        }
    }
}

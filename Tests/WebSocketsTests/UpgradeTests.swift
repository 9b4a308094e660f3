import HTTPTypes
import Testing

@testable import WebSockets

extension SocketTests {
    @Suite struct UpgradeTests {
        @Test(arguments: [
            ("/401", 401), ("/403", 403), ("/lost", 404), ("/426", 426), ("/200", 200),
        ])
        func `a refused upgrade gets the answer of its route, and then the end`(
            _ path: String, _ status: Int
        ) async throws {
            try await TestServer.run { server in
                let peer = try await RawPeer.connect(to: server.port)
                try await peer.send(RawPeer.handshake(path))
                let answer = try await peer.text(to: "\(status) after 0 bytes")
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
                #expect(answer.lowercased().contains("connection: close\r\n"))
                #expect(try await peer.rest().isEmpty)
            }
        }

        @Test(arguments: [
            "Upgrade: h2c|Connection: Upgrade, HTTP2-Settings|HTTP2-Settings: AAMAAABk",
            "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13",
            "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: short",
            "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 8|"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Upgrade: websocket|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13|Content-Length: 2|"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ])
        func `what is no whole handshake is an ordinary request`(_ fields: String) async throws {
            try await TestServer.run { server in
                let peer = try await RawPeer.connect(to: server.port)
                try await peer.ask("GET /echo HTTP/1.1|\(fields)")
                if fields.contains("Content-Length") { try await peer.send("ab") }
                let answer = try await peer.text(to: " bytes")
                #expect(answer.hasPrefix("HTTP/1.1 426 "))
            }
        }

        @Test func `ordinary requests share a connection, pipelined too`() async throws {
            try await TestServer.run { server in
                let peer = try await RawPeer.connect(to: server.port)
                for status in [200, 404, 403] {
                    try await peer.ask("GET /\(status) HTTP/1.1")
                    #expect(try await peer.text(to: " bytes").hasPrefix("HTTP/1.1 \(status) "))
                }
                try await peer.ask("POST /201 HTTP/1.1|Content-Length: 5")
                try await peer.send("12345GET /202 HTTP/1.1\r\nHost: test\r\n\r\n")
                #expect(try await peer.text(to: "201 after 5 bytes").hasPrefix("HTTP/1.1 201 "))
                #expect(try await peer.text(to: "202 after 0 bytes").hasPrefix("HTTP/1.1 202 "))
            }
        }

        @Test func `only a first request upgrades; a later one is answered, and is the last`()
            async throws
        {
            try await TestServer.run { server in
                let peer = try await RawPeer.connect(to: server.port)
                try await peer.ask("GET /200 HTTP/1.1")
                _ = try await peer.text(to: " bytes")
                try await peer.send(RawPeer.handshake())
                let answer = try await peer.text(to: " bytes")
                #expect(answer.hasPrefix("HTTP/1.1 426 "))
                #expect(answer.lowercased().contains("connection: close\r\n"))
                #expect(try await peer.rest().isEmpty)
            }
        }

        @Test func `bytes behind a request that ends decoding are not kept for ever`() async throws
        {
            try await TestServer.run { server in
                let peer = try await RawPeer.connect(to: server.port)
                try await peer.send("CONNECT test:1 HTTP/1.1\r\nHost: test:1\r\n\r\n")
                await #expect(throws: (any Error).self) {
                    for _ in 0..<4_000 {
                        try await peer.send([UInt8](repeating: 65, count: 65_536))
                    }
                }
            }
        }

        @Test(arguments: [
            "\u{16}\u{3}\u{1}\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
        ])
        func `rubbish instead of a request is answered with 400`(_ rubbish: String) async throws {
            try await TestServer.run { server in
                let peer = try await RawPeer.connect(to: server.port)
                try await peer.send(rubbish)
                #expect(String(decoding: try await peer.rest(), as: UTF8.self).contains(" 400 "))
            }
        }

        @Test func `a header that is too long is not read to its end`() async throws {
            try await TestServer.run { server in
                let peer = try await RawPeer.connect(to: server.port)
                try await peer.send("GET /200 HTTP/1.1\r\n")
                let line = [UInt8]("X: \(String(repeating: "x", count: 20_000))\r\n".utf8)
                await #expect(throws: (any Error).self) {
                    for _ in 0..<1_000 { try await peer.send(line) }
                }
            }
        }

        @Test func `accept sees path, Origin, cookies and address`() async throws {
            let (requests, seen) = AsyncStream.makeStream(of: WebSocketRequest.self)
            try await TestServer.run(accept: { request in
                seen.yield(request)
                return { _ in }
            }) { server in
                var options = WebSocketClientOptions()
                options.headers = ["Origin": "https://evil.example", "Cookie": "a=1; b=2"]
                try await WebSocketClient.connect(to: server.url("/ws?x=1"), options: options) {
                    _ in
                }
                let request = try #require(await requests.first { _ in true })
                #expect(request.head.path == "/ws?x=1" && !request.isSecure)
                #expect(request.head.authority == "127.0.0.1:\(server.port)")
                #expect(request.head.headerFields[.origin] == "https://evil.example")
                #expect(request.head.headerFields[.cookie] == "a=1; b=2")
                #expect(request.remoteAddress == "127.0.0.1")
            }
        }

        @Test func `a shutdown does not wait for a decision, and takes it back`() async throws {
            let (decisions, decision) = AsyncStream.makeStream(of: Bool.self)
            try await TestServer.run(accept: { _ in
                decision.yield(false)
                try? await Task.sleep(for: .seconds(3600))
                decision.yield(Task.isCancelled)
                return nil
            }) { server in
                let peer = try await RawPeer.connect(to: server.port)
                try await peer.send(RawPeer.handshake())
                #expect(await decisions.first { _ in true } == false)
                await server.shutDown()
                #expect(try await peer.rest().isEmpty)
                #expect(await decisions.first { _ in true } == true)
            }
        }
    }
}

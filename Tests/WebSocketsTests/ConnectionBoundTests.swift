import Testing

@testable import WebSockets

extension SocketTests {
    @Suite struct ConnectionBoundTests {
        private func limits(_ connectionsMax: Int) -> WebSocketServerLimits {
            var limits = WebSocketServerLimits()
            limits.connectionsMax = connectionsMax
            limits.headMax = .seconds(30)
            return limits
        }

        @Test func `with all connections at work one more is closed at once`() async throws {
            try await TestServer.run(limits: limits(3)) { server in
                var peers: [RawPeer] = []
                for _ in 0..<3 { peers.append(try await RawPeer.webSocket(to: server.port)) }
                let more = try await RawPeer.connect(to: server.port)
                #expect(try await more.rest().isEmpty)
                try await peers[0].send(RawFrame.text("still served"))
                #expect(try await peers[0].frame() == .text("still served"))
                peers[1].close()
                try await Task.sleep(for: .milliseconds(50))
                let next = try await RawPeer.webSocket(to: server.port)
                for peer in peers + [next] { peer.close() }
            }
        }

        @Test func `who waits longest makes room for who comes`() async throws {
            try await TestServer.run(limits: limits(2)) { server in
                let silent = try await RawPeer.connect(to: server.port)
                try await Task.sleep(for: .milliseconds(50))
                let idle = try await RawPeer.connect(to: server.port)
                try await idle.ask("GET /200 HTTP/1.1")
                _ = try await idle.text(to: " bytes")
                let first = try await RawPeer.webSocket(to: server.port)
                #expect(try await silent.rest().isEmpty)
                let second = try await RawPeer.webSocket(to: server.port)
                #expect(try await idle.rest().isEmpty)
                for peer in [first, second] { peer.close() }
            }
        }

        @Test func `a crowd of silent connections keeps nobody out`() async throws {
            try await TestServer.run(limits: limits(64)) { server in
                try await WebSocketClient.connect(to: server.url()) { connection in
                    var crowd: [RawPeer] = []
                    for number in 0..<1_000 {
                        crowd.append(try await RawPeer.connect(to: server.port))
                        guard number % 100 == 0 else { continue }
                        try await connection.send("\(number)")
                        #expect(await connection.messages.first { _ in true } == .text("\(number)"))
                        let guest = try await RawPeer.connect(to: server.port)
                        try await guest.ask("GET /200 HTTP/1.1|Connection: close")
                        #expect(try await guest.text(to: " bytes").hasPrefix("HTTP/1.1 200 "))
                    }
                    for peer in crowd { peer.close() }
                }
            }
        }

        @Test func `there are never more connections than files to open`() {
            #expect(OpenFiles.connectionsMax(wanted: 512, openMax: 1_024) == 512)
            #expect(OpenFiles.connectionsMax(wanted: 10_000, openMax: 1_024) == 768)
            #expect(OpenFiles.connectionsMax(wanted: 10, openMax: 3) == 1)
            #expect(OpenFiles.connectionsMax(wanted: 10, openMax: -1) == 10)
            #expect(OpenFiles.connectionsMax(wanted: 10) == 10)
        }
    }
}

import Testing

@testable import WebSockets

extension SocketTests {
    @Suite struct EchoTests {
        private static let messages: [WebSocketMessage] = [
            .text("hello"), .text(""), .binary([]), .binary([0, 255]), .text("price: 10 €"),
            .text(String(repeating: "a", count: 125)), .text(String(repeating: "b", count: 126)),
            .text(String(repeating: "c", count: 65_536)),
            .binary([UInt8](repeating: 7, count: 200_000)),
        ]

        @Test func `what is sent comes back, text and bytes, small and large`() async throws {
            try await TestServer.run { server in
                try await WebSocketClient.connect(to: server.url()) { connection in
                    for message in Self.messages {
                        try await connection.send(message)
                        #expect(await connection.messages.first { _ in true } == message)
                    }
                    #expect(connection.closing == nil)
                }
            }
        }

        @Test func `many messages at once keep their order`() async throws {
            try await TestServer.run { server in
                try await WebSocketClient.connect(to: server.url()) { connection in
                    async let answers = connection.messages.prefix(2_000).reduce(into: []) {
                        $0.append($1)
                    }
                    for number in 0..<2_000 { try await connection.send("\(number)") }
                    #expect(await answers == (0..<2_000).map { .text("\($0)") })
                }
            }
        }

        @Test func `fragments become one message, and a ping between them is answered`()
            async throws
        {
            try await TestServer.run { server in
                let peer = try await RawPeer.webSocket(to: server.port)
                try await peer.send(RawFrame(first: 0x01, payload: [UInt8]("he".utf8)))
                try await peer.send(RawFrame(first: 0x89, payload: [1, 2]))
                try await peer.send(RawFrame(first: 0x00, payload: [UInt8]("ll".utf8)))
                try await peer.send(RawFrame(first: 0x80, payload: [UInt8]("o".utf8)))
                #expect(try await peer.frame() == RawFrame(first: 0x8A, payload: [1, 2]))
                #expect(try await peer.frame() == .text("hello"))
                peer.close()
            }
        }

        @Test func `a frame that comes byte by byte is one frame`() async throws {
            try await TestServer.run { server in
                let peer = try await RawPeer.webSocket(to: server.port)
                for byte in RawFrame.text("slow").bytes() { try await peer.send([byte]) }
                #expect(try await peer.frame() == .text("slow"))
                peer.close()
            }
        }

        @Test func `frames behind the handshake in one segment are not lost`() async throws {
            try await TestServer.run { server in
                let peer = try await RawPeer.connect(to: server.port)
                let frames = RawFrame.text("one").bytes() + RawFrame.text("two").bytes()
                try await peer.send([UInt8](RawPeer.handshake().utf8) + frames)
                _ = try await peer.text(to: "\r\n\r\n")
                #expect(try await peer.frame() == .text("one"))
                #expect(try await peer.frame() == .text("two"))
                peer.close()
            }
        }

        @Test func `two hundred connections at once are served`() async throws {
            try await TestServer.run { server in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<200 {
                        group.addTask {
                            try await WebSocketClient.connect(to: server.url()) { connection in
                                for round in 0..<5 {
                                    try await connection.send("\(number) \(round)")
                                    let answer = await connection.messages.first { _ in true }
                                    #expect(answer == .text("\(number) \(round)"))
                                }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }
}

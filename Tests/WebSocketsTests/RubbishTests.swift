import NIOCore
import Testing

@testable import WebSockets

extension SocketTests {
    /// Frames that break the rules, sent to a server.
    @Suite struct RubbishTests {
        private static var limits: WebSocketServerLimits {
            var limits = WebSocketServerLimits()
            limits.connection.messageBytesMax = 1_000
            return limits
        }

        /// Sends bytes on an open connection, and checks the close frame and the end behind it.
        private func answer(to bytes: [UInt8], is code: UInt16) async throws {
            let (endings, ending) = AsyncStream.makeStream(of: WebSocketClosing?.self)
            try await TestServer.run(
                limits: Self.limits,
                accept: { _ in
                    { connection in
                        for await _ in connection.messages {}
                        ending.yield(connection.closing)
                    }
                }
            ) { server in
                let peer = try await RawPeer.webSocket(to: server.port)
                try await peer.send(bytes)
                #expect(try await peer.frame() == .close(code))
                #expect(try await peer.rest().isEmpty)
                peer.close()
                let expected = WebSocketClosing.violation(WebSocketCloseCode(rawValue: code))
                #expect(await endings.first { _ in true } == .some(expected))
            }
        }

        @Test func `an unmasked frame ends the connection with 1002`() async throws {
            try await answer(to: RawFrame.text("bare").bytes(isMasked: false), is: 1002)
        }

        @Test(arguments: [0xC1, 0xA1, 0x91, 0x83, 0x8B, 0x80] as [UInt8])
        func `reserved bits and opcodes, and a rest without a beginning, end it with 1002`(
            _ first: UInt8
        ) async throws {
            try await answer(to: RawFrame(first: first, payload: [65]).bytes(), is: 1002)
        }

        @Test func `a control frame in fragments, or too long, ends it with 1002`() async throws {
            try await answer(to: RawFrame(first: 0x09, payload: []).bytes(), is: 1002)
            let long = RawFrame(first: 0x89, payload: [UInt8](repeating: 0, count: 126))
            try await answer(to: long.bytes(), is: 1002)
        }

        @Test func `text that is not UTF-8 ends it with 1007`() async throws {
            try await answer(to: RawFrame(first: 0x81, payload: [0xC3, 0x28]).bytes(), is: 1007)
        }

        @Test func `a frame that is too large ends it with 1009, however much of it comes`()
            async throws
        {
            let large = RawFrame(first: 0x82, payload: [UInt8](repeating: 0, count: 1_001)).bytes()
            try await answer(to: Array(large.prefix(8)), is: 1009)
            try await answer(to: large, is: 1009)
            try await answer(to: [0x82, 0xFF] + [UInt8](repeating: 0xFF, count: 12), is: 1009)
        }

        @Test func `whoever still sends when it is told can read it afterwards`() async throws {
            try await TestServer.run(limits: Self.limits) { server in
                let peer = try await RawPeer.webSocket(to: server.port, reads: false)
                let huge = RawFrame(first: 0x82, payload: [UInt8](repeating: 0, count: 3_000_000))
                try? await peer.send(huge.bytes())
                try await Task.sleep(for: .milliseconds(100))
                try await peer.channel.setOption(.autoRead, value: true).get()
                #expect(try await peer.frame() == .close(1009))
                #expect(try await peer.rest().isEmpty)
                peer.close()
            }
        }

        @Test func `fragments that are too large together end it with 1009`() async throws {
            let part = [UInt8](repeating: 65, count: 600)
            let first = RawFrame(first: 0x01, payload: part).bytes()
            try await answer(to: first + RawFrame(first: 0x80, payload: part).bytes(), is: 1009)
        }

        @Test func `empty fragments without end keep nothing`() async throws {
            try await TestServer.run { server in
                let peer = try await RawPeer.webSocket(to: server.port)
                try await peer.send(RawFrame(first: 0x01, payload: []))
                let empty = RawFrame(first: 0x00, payload: []).bytes()
                for _ in 0..<100 {
                    try await peer.send(Array(repeatElement(empty, count: 1_000).joined()))
                }
                try await peer.send(RawFrame(first: 0x80, payload: [UInt8]("end".utf8)))
                #expect(try await peer.frame() == .text("end"))
                peer.close()
            }
        }

        @Test func `random bytes never bring the server down`() async throws {
            try await TestServer.run(limits: Self.limits) { server in
                var state: UInt64 = 42
                for _ in 0..<100 {
                    let peer = try await RawPeer.webSocket(to: server.port)
                    var bytes: [UInt8] = []
                    for _ in 0..<64 {
                        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        bytes.append(UInt8(truncatingIfNeeded: state >> 33))
                    }
                    try? await peer.send(bytes)
                    peer.close()
                }
                try await WebSocketClient.connect(to: server.url()) { connection in
                    try await connection.send("still here")
                    #expect(await connection.messages.first { _ in true } == .text("still here"))
                }
            }
        }
    }
}

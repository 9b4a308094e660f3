import Testing

@testable import WebSockets

extension SocketTests {
    @Suite struct ClientTests {
        private static var hasty: WebSocketClientOptions {
            var options = WebSocketClientOptions()
            options.handshakeMax = .milliseconds(300)
            return options
        }

        /// The error of an attempt to connect to a scripted server.
        private func error(
            _ options: WebSocketClientOptions = WebSocketClientOptions(),
            from script: @escaping @Sendable (RawPeer) async throws -> Void
        ) async throws -> WebSocketConnectError? {
            try await RawServer.run(script) { url in
                do {
                    try await WebSocketClient.connect(to: url, options: options) { _ in }
                    return nil
                } catch let error as WebSocketConnectError {
                    return error
                }
            }
        }

        @Test(arguments: [200, 301, 401, 403, 404, 429, 503])
        func `a refusal tells its status`(_ status: Int) async throws {
            let error = try await error { peer in
                _ = try await peer.text(to: "\r\n\r\n")
                try await peer.send("HTTP/1.1 \(status) No\r\nContent-Length: 4\r\n\r\nbody")
            }
            #expect(error == .refused(status: status))
            #expect(error?.isWorthRetrying == [429, 503].contains(status))
        }

        @Test func `a server that accepts and says nothing is given up in time`() async throws {
            let start = ContinuousClock().now
            let error = try await error(Self.hasty) { peer in _ = try await peer.rest() }
            #expect(error == .timedOut)
            let time = ContinuousClock().now - start
            #expect(time > .milliseconds(250) && time < .seconds(5))
        }

        @Test func `a server that answers too slowly is given up in time`() async throws {
            let error = try await error(Self.hasty) { peer in
                try await peer.send("HTTP/1.1 101 Switching Protocols\r\n")
                for number in 0..<1_000 {
                    try await peer.send("X-\(number): a\r\n")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            #expect(error == .timedOut)
        }

        @Test func `a server that hangs up is unreachable`() async throws {
            let error = try await error { peer in _ = try await peer.text(to: "\r\n\r\n") }
            guard case .unreachable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }

        @Test func `nobody there is unreachable`() async throws {
            let port = try await TestServer.run { $0.port }
            let url = try #require(WebSocketURL("ws://127.0.0.1:\(port)/"))
            do {
                try await WebSocketClient.connect(to: url) { _ in }
            } catch WebSocketConnectError.unreachable {
                return
            }
            Issue.record("connected to nobody")
        }

        @Test(arguments: [
            "220 mail.example ready\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        ])
        func `what is no WebSocket server is misunderstood`(_ answer: String) async throws {
            let error = try await error { peer in
                _ = try await peer.text(to: "\r\n\r\n")
                try await peer.send(answer)
                _ = try await peer.rest()
            }
            guard case .misunderstood = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }

        @Test func `an extension that nobody asked for is refused`() async throws {
            let error = try await error { peer in
                try await peer.accept(fields: "Sec-WebSocket-Extensions: permessage-deflate\r\n")
                _ = try await peer.rest()
            }
            #expect(error == .misunderstood(reason: "the server uses an extension"))
        }

        @Test(arguments: 0..<10)
        func `frames in one segment with the 101 are not lost`(_: Int) async throws {
            let frames =
                RawFrame.text("welcome").bytes(isMasked: false)
                + RawFrame.text("again").bytes(isMasked: false)
            try await RawServer.run {
                try await $0.accept(then: frames)
                _ = try await $0.frame(isMasked: true)
            } _: { url in
                try await WebSocketClient.connect(to: url) { connection in
                    #expect(await connection.messages.first { _ in true } == .text("welcome"))
                    #expect(await connection.messages.first { _ in true } == .text("again"))
                }
            }
        }

        @Test func `what a client sends is masked, each frame with a mask of its own`() async throws
        {
            let heads = Monitor<Set<[UInt8]>>([])
            try await RawServer.run { peer in
                try await peer.accept()
                for _ in 0..<20 {
                    let bytes = try await peer.bytes(8)
                    #expect(bytes[0] == 0x81 && bytes[1] == 0x82)
                    #expect([bytes[6] ^ bytes[2], bytes[7] ^ bytes[3]] == [104, 105])
                    heads.change { _ = $0.insert(Array(bytes[2..<6])) }
                }
                try await peer.send(RawFrame.close(1000).bytes(isMasked: false))
                _ = try await peer.frame(isMasked: true)
            } _: { url in
                try await WebSocketClient.connect(to: url) { connection in
                    for _ in 0..<20 { try await connection.send("hi") }
                    for await _ in connection.messages {}
                }
            }
            #expect(heads.change { $0.count } > 15)
        }

        @Test func `a masked frame from a server ends it with 1002`() async throws {
            let closing = try await RawServer.run {
                try await $0.accept(then: RawFrame.text("masked").bytes())
                _ = try await $0.rest()
            } _: { url in
                try await WebSocketClient.connect(to: url) { connection in
                    for await _ in connection.messages {}
                    return connection.closing
                }
            }
            #expect(closing == .violation(.protocolError))
        }

        @Test func `a server that falls silent is noticed`() async throws {
            var options = WebSocketClientOptions()
            options.limits.pingAfter = .milliseconds(100)
            options.limits.silenceMax = .milliseconds(300)
            let closing = try await RawServer.run {
                try await $0.accept()
                _ = try await $0.rest()
            } _: { [options] url in
                try await WebSocketClient.connect(to: url, options: options) { connection in
                    for await _ in connection.messages {}
                    return connection.closing
                }
            }
            #expect(closing == .silent)
        }

        @Test func `a cancelled attempt ends at once`() async throws {
            try await RawServer.run {
                _ = try await $0.rest()
            } _: { url in
                let client = Task { try await WebSocketClient.connect(to: url) { _ in } }
                try await Task.sleep(for: .milliseconds(100))
                let start = ContinuousClock().now
                client.cancel()
                await #expect(throws: CancellationError.self) { try await client.value }
                #expect(ContinuousClock().now - start < .seconds(2))
            }
        }

        @Test(arguments: [
            ["X": "a\r\nY: b"], ["X\r\nY": "a"], ["": "a"], ["X:": "a"], ["X": "\u{0}"],
            ["X Y": "a"],
        ])
        func `a header that would be two is not sent`(_ headers: [String: String]) async throws {
            var options = WebSocketClientOptions()
            options.headers = headers
            let error = try await error(options) { _ in Issue.record("it was sent") }
            guard case .unsendable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }

        @Test(arguments: [
            ("ws://example.com", "ws://example.com/", "example.com"),
            (
                "wss://example.com:443/v2/iex?feed=a%20b", "wss://example.com/v2/iex?feed=a%20b",
                "example.com"
            ),
            ("WS://127.0.0.1:8080?x=1", "ws://127.0.0.1:8080/?x=1", "127.0.0.1:8080"),
            ("ws://[::1]:99/", "ws://[::1]:99/", "[::1]:99"),
        ])
        func `a URL is read`(_ text: String, _ description: String, _ authority: String) throws {
            let url = try #require(WebSocketURL(text))
            #expect(url.description == description)
            #expect(url.authority == authority)
            #expect(url.isSecure == text.hasPrefix("wss"))
        }

        @Test(arguments: [
            "", "http://example.com/", "ws://", "ws://user:secret@example.com/", "ws:///path",
            "ws://example.com:0/", "ws://example.com:70000/", "ws://example.com/#part",
            "example.com",
            "ws://exa mple.com/",
        ])
        func `what is no address of a WebSocket is not read`(_ text: String) {
            #expect(WebSocketURL(text) == nil)
        }

        @Test func `a path cannot smuggle a second line`() {
            #expect(WebSocketURL(host: "a", port: 1, path: "/ HTTP/1.1\r\nX: y") == nil)
            #expect(WebSocketURL(host: "a\r\nb", port: 1) == nil)
            #expect(WebSocketURL(host: "a", port: 1, path: "no/slash") == nil)
        }
    }
}

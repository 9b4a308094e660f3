import Testing

@testable import WebSockets

extension SocketTests {
    @Suite struct ClosingTests {
        private struct Failed: Error {}

        /// Runs a handler on the server for one connection of the client, and tells how it ended
        /// there.
        private func clientSees(
            _ handler: @escaping WebSocketHandler,
            _ client: @escaping WebSocketHandler = { connection in
                for await _ in connection.messages {}
            }
        ) async throws -> WebSocketClosing? {
            try await TestServer.run(accept: { _ in handler }) { server in
                try await WebSocketClient.connect(to: server.url()) { connection in
                    try await client(connection)
                    return connection.closing
                }
            }
        }

        @Test func `a handler that ends closes with 1000, one that fails with 1011`() async throws {
            #expect(try await clientSees { _ in } == .byPeer(.normal, reason: ""))
            let failed = try await clientSees { _ in throw Failed() }
            #expect(failed == .byPeer(.internalError, reason: ""))
        }

        @Test func `code and reason of the server reach the client, after all messages`()
            async throws
        {
            let behind = WebSocketCloseCode(rawValue: 4408)
            let closing = try await clientSees {
                for number in 0..<100 { try await $0.send("\(number)") }
                await $0.close(behind, reason: "too slow €")
                #expect($0.closing == .byUs(behind, reason: "too slow €"))
            } _: { connection in
                #expect(await connection.messages.reduce(0) { count, _ in count + 1 } == 100)
            }
            #expect(closing == .byPeer(behind, reason: "too slow €"))
        }

        @Test func `code and reason of the client reach the server, and whoever waits`()
            async throws
        {
            let expected = WebSocketClosing.byPeer(.policyViolation, reason: "no")
            let closing = try await clientSees { connection in
                async let end = connection.end()
                for await _ in connection.messages {}
                #expect(connection.closing == expected)
                let closing = try await end
                #expect(closing == expected)
                await #expect(throws: expected) { try await connection.send("late") }
            } _: {
                await $0.close(.policyViolation, reason: "no")
            }
            #expect(closing == .byUs(.policyViolation, reason: "no"))
        }

        @Test func `both may close at once`() async throws {
            for _ in 0..<10 {
                let closing = try await clientSees {
                    await $0.close()
                } _: {
                    await $0.close()
                }
                #expect(closing?.code == .normal)
            }
        }

        @Test func `a peer that hangs up without a word is lost`() async throws {
            let (endings, ending) = AsyncStream.makeStream(of: WebSocketClosing?.self)
            try await TestServer.run(accept: { _ in
                { connection in
                    for await _ in connection.messages {}
                    ending.yield(connection.closing)
                }
            }) { server in
                for finishes in [true, false] {
                    let peer = try await RawPeer.webSocket(to: server.port)
                    if finishes { try await peer.finish() } else { peer.close() }
                    #expect(await endings.first { _ in true } == .some(.lost))
                }
            }
        }

        @Test func `the close frame is answered with its code, then the server hangs up`()
            async throws
        {
            try await TestServer.run { server in
                let peer = try await RawPeer.webSocket(to: server.port)
                try await peer.send(RawFrame.close(3000, "done"))
                #expect(try await peer.frame() == .close(3000))
                #expect(try await peer.rest().isEmpty)
            }
        }

        @Test func `shutdown closes with 1001 at once, idle connections too`() async throws {
            let clock = ContinuousClock()
            var limits = WebSocketServerLimits()
            limits.connection.closingMax = .seconds(20)
            try await TestServer.run(limits: limits) { server in
                let idle = try await RawPeer.connect(to: server.port)
                let used = try await RawPeer.connect(to: server.port)
                try await used.ask("GET /200 HTTP/1.1")
                _ = try await used.text(to: "200 after 0 bytes")
                try await WebSocketClient.connect(to: server.url()) { connection in
                    let start = clock.now
                    await server.shutDown()
                    let end = try await connection.end()
                    #expect(end == .byPeer(.goingAway, reason: ""))
                    let rests = try await (idle.rest(), used.rest())
                    #expect(rests == ([], []))
                    #expect(clock.now - start < .seconds(2))
                }
            }
        }

        @Test func `shutdown waits for nobody who does not answer the close`() async throws {
            var limits = WebSocketServerLimits()
            limits.connection.closingMax = .milliseconds(200)
            try await TestServer.run(limits: limits) { server in
                let rude = try await RawPeer.webSocket(to: server.port)
                let start = ContinuousClock().now
                await server.shutDown()
                #expect(try await rude.frame() == .close(1001))
                #expect(try await rude.rest().isEmpty)
                let time = ContinuousClock().now - start
                #expect(time > .milliseconds(150) && time < .seconds(5))
            }
        }

        @Test func `a handler that does not end by itself is cancelled in the end`() async throws {
            var limits = WebSocketServerLimits()
            limits.connection.closingMax = .milliseconds(100)
            let (endings, ending) = AsyncStream.makeStream(of: Bool.self)
            try await TestServer.run(
                limits: limits,
                accept: { _ in
                    { _ in
                        try? await Task.sleep(for: .seconds(3600))
                        ending.yield(Task.isCancelled)
                    }
                }
            ) { server in
                try await WebSocketClient.connect(to: server.url()) { _ in }
                #expect(await endings.first { _ in true } == true)
            }
        }

        @Test func `a cancelled client says that it goes, and ends`() async throws {
            let (endings, ending) = AsyncStream.makeStream(of: WebSocketClosing?.self)
            try await TestServer.run(accept: { _ in
                { connection in
                    try await connection.send("here")
                    for await _ in connection.messages {}
                    ending.yield(connection.closing)
                }
            }) { server in
                let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
                let client = Task {
                    try await WebSocketClient.connect(to: server.url()) { connection in
                        for await _ in connection.messages { arrival.yield() }
                        try Task.checkCancellation()
                    }
                }
                _ = await arrivals.first { _ in true }
                client.cancel()
                await #expect(throws: CancellationError.self) { try await client.value }
                #expect(await endings.first { _ in true } == .byPeer(.goingAway, reason: ""))
            }
        }
    }
}

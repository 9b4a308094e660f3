import HummingbirdCore
import Testing

@testable import WebSockets

extension SocketTests {
    @Suite struct TLSTests {
        private func options(_ trust: WebSocketTrust) -> WebSocketClientOptions {
            var options = WebSocketClientOptions()
            options.trust = trust
            return options
        }

        private func url(_ server: TestServer, host: String) throws -> WebSocketURL {
            try #require(
                WebSocketURL(host: host, port: server.port, path: "/echo", isSecure: true))
        }

        @Test(arguments: ["localhost", "127.0.0.1"])
        func `a trusted server is spoken to, by its name and by its address`(
            _ host: String
        ) async throws {
            let certificates = try Certificates.make()
            let options = options(.roots(file: certificates.root))
            try await TestServer.run(tls: certificates.server) { server in
                let url = try url(server, host: host)
                try await WebSocketClient.connect(to: url, options: options) { connection in
                    for size in [1, 100_000] {
                        let bytes = [UInt8](repeating: 3, count: size)
                        try await connection.send(bytes)
                        #expect(await connection.messages.first { _ in true } == .binary(bytes))
                    }
                    await connection.close()
                    #expect(connection.closing == .byUs(.normal, reason: ""))
                }
            }
        }

        @Test func `accept is told that the request came through TLS`() async throws {
            let certificates = try Certificates.make()
            let options = options(.roots(file: certificates.root))
            let (requests, seen) = AsyncStream.makeStream(of: Bool.self)
            try await TestServer.run(
                tls: certificates.server,
                accept: { request in
                    seen.yield(request.isSecure)
                    return { _ in }
                }
            ) { server in
                let url = try url(server, host: "localhost")
                try await WebSocketClient.connect(to: url, options: options) { _ in }
                #expect(await requests.first { _ in true } == true)
            }
        }

        @Test func `a refusal tells its status through TLS too`() async throws {
            let certificates = try Certificates.make()
            let options = options(.roots(file: certificates.root))
            try await TestServer.run(tls: certificates.server) { server in
                let url = try #require(
                    WebSocketURL(host: "localhost", port: server.port, path: "/401", isSecure: true)
                )
                await #expect(throws: WebSocketConnectError.refused(status: 401)) {
                    try await WebSocketClient.connect(to: url, options: options) { _ in }
                }
            }
        }

        @Test func `a certificate that nobody vouches for is not trusted`() async throws {
            try await TestServer.run(tls: Certificates.make().server) { server in
                let url = try url(server, host: "localhost")
                do {
                    try await WebSocketClient.connect(to: url) { _ in }
                    Issue.record("it was trusted")
                } catch WebSocketConnectError.untrusted {
                    return
                }
            }
        }

        @Test func `a certificate for another name is not trusted`() async throws {
            let certificates = try Certificates.make()
            let options = options(.roots(file: certificates.root))
            try await TestServer.run(tls: certificates.server) { server in
                let url = try url(server, host: "::ffff:127.0.0.1")
                do {
                    try await WebSocketClient.connect(to: url, options: options) { _ in }
                    Issue.record("it was trusted")
                } catch WebSocketConnectError.untrusted {
                    return
                }
            }
        }

        @Test func `a server without TLS is misunderstood by a client with it`() async throws {
            try await TestServer.run { server in
                let url = try url(server, host: "127.0.0.1")
                do {
                    try await WebSocketClient.connect(to: url) { _ in }
                    Issue.record("it was understood")
                } catch WebSocketConnectError.misunderstood {
                    return
                }
            }
        }

        @Test func `shutdown closes with 1001 through TLS, and is over at once`() async throws {
            let certificates = try Certificates.make()
            let options = options(.roots(file: certificates.root))
            var limits = WebSocketServerLimits()
            limits.connection.closingMax = .seconds(20)
            let clock = ContinuousClock()
            let start = try await TestServer.run(limits: limits, tls: certificates.server) {
                server in
                let url = try url(server, host: "localhost")
                return try await WebSocketClient.connect(to: url, options: options) { connection in
                    let start = clock.now
                    await server.shutDown()
                    let end = try await connection.end()
                    #expect(end == .byPeer(.goingAway, reason: ""))
                    return start
                }
            }
            #expect(clock.now - start < .seconds(2))
        }

        @Test func `files that are no identity are refused at the start, and named`() throws {
            let certificates = try Certificates.make()
            let (own, root) = (certificates.server, certificates.root)
            for (chain, key, reason) in [
                ("/nowhere", own.key, "TLS certificate '/nowhere' cannot be read"),
                (own.key, own.key, "TLS certificate '\(own.key)' cannot be read"),
                (own.certificates, "/nowhere", "TLS key '/nowhere' cannot be read"),
                (root, own.key, "TLS key '\(own.key)' is not that of the certificate '\(root)'"),
            ] {
                let fault = try #require(throws: TLSFileFault.self) {
                    try HTTPServerBuilder.webSockets(
                        tls: TLSFiles(certificates: chain, key: key), accept: TestServer.echoes)
                }
                #expect("\(fault)".hasPrefix(reason), "\(fault)")
            }
        }
    }
}

import Testing

@testable import WebSockets

extension SocketTests {
    @Suite struct CompressionTests {
        private func head(of request: String) async throws -> String {
            try await TestServer.run { server in
                let peer = try await RawPeer.connect(to: server.port)
                try await peer.ask(request)
                return try await peer.text(to: "\r\n\r\n").lowercased()
            }
        }

        @Test func `a text is compressed for those who take it so`() async throws {
            let head = try await head(of: "GET /text HTTP/1.1|Accept-Encoding: gzip, br")
            #expect(head.contains("content-encoding: gzip\r\n"))
        }

        @Test func `nobody else gets it so`() async throws {
            let head = try await head(of: "GET /text HTTP/1.1")
            #expect(!head.contains("content-encoding"))
        }

        @Test func `what is no text is sent as it is`() async throws {
            let head = try await head(of: "GET /200 HTTP/1.1|Accept-Encoding: gzip")
            #expect(!head.contains("content-encoding"))
        }

        @Test func `rubbish instead of a request has its answer, and the server goes on`()
            async throws
        {
            try await TestServer.run { server in
                let peer = try await RawPeer.connect(to: server.port)
                try await peer.send("what is this\r\n\r\n")
                #expect(try await peer.text(to: "\r\n\r\n").hasPrefix("HTTP/1.1 400 "))
                let next = try await RawPeer.connect(to: server.port)
                try await next.ask("GET /200 HTTP/1.1")
                #expect(try await next.text(to: " bytes").hasPrefix("HTTP/1.1 200 "))
            }
        }
    }
}

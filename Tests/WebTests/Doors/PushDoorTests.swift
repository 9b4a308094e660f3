import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing
import WebSockets

@testable import Web

/// The doors of `/ws`: a browser sends its cookies there from any site.
@Suite struct PushDoorTests {
    private static let token = "correct-horse-battery-staple"

    /// Whether `/ws` opens with these header fields: nil, or the status that refuses it.
    private static func refusal(
        _ client: RawClient, _ headers: [String: String]
    ) async throws -> Int? {
        let url = try #require(WebSocketURL(host: "127.0.0.1", port: client.port, path: "/ws"))
        var options = WebSocketClientOptions()
        options.headers = headers
        do {
            return try await WebSocketClient.connect(to: url, options: options) { connection in
                for await _ in connection.messages { return nil }
                return 0
            }
        } catch WebSocketConnectError.refused(let status) {
            return status
        }
    }

    @Test func `a page of ours and a program may listen, a page of another site may not`()
        async throws
    {
        let web = try await WebScene.open()
        try await RawClient.run(web) { client in
            #expect(try await Self.refusal(client, [:]) == nil)
            let own = "http://127.0.0.1:\(client.port)"
            #expect(try await Self.refusal(client, ["Origin": own]) == nil)
            let foreign = [
                "null", "http://evil.example", "http://localhost:\(client.port)", "file://",
            ]
            for origin in foreign {
                let status = try await Self.refusal(client, ["Origin": origin])
                #expect(status == 403, "\(origin)")
            }
            let plain = try await client.ask("GET /ws HTTP/1.1")
            #expect(plain.status == 426 && plain.code == "web_socket_only")
            #expect(plain.headers[.upgrade] == "websocket")
        }
    }

    @Test func `where a token is needed, it is needed to listen too`() async throws {
        var options = WebOptions.forTests
        options.accessToken = Self.token
        let web = try WebScene(await DeskScene.open(), options: options)
        let set = AccessKey(Self.token).setCookie(at: DeskScene.wall, isSecure: false)
        let cookie = try #require(set.split(separator: ";").first.map(String.init))
        try await RawClient.run(web) { client in
            let bearer = "Bearer \(Self.token)"
            #expect(try await Self.refusal(client, [:]) == 401)
            #expect(try await Self.refusal(client, ["Authorization": "Bearer guess"]) == 401)
            #expect(try await Self.refusal(client, ["Authorization": bearer]) == nil)
            #expect(try await Self.refusal(client, ["Cookie": cookie]) == nil)
            let status = try await Self.refusal(
                client, ["Cookie": cookie, "Origin": "http://evil.example"])
            #expect(status == 403)
        }
    }
}

import Storage
import TestSupport
import Testing

@testable import Web

/// Real sockets, since a test's own client names the host itself.
@Suite struct HostDoorTests {
    private static let order = #"{"symbol": "AAA", "side": "buy", "qty": 1}"#

    @Test func `a request must name this machine as its host`() async throws {
        let web = try await WebScene.open()
        try await RawClient.run(web) { client in
            let foreign = [
                "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1",
                "evil.example:\(client.port)", "localhost:0", "localhost:99999", "local host", "",
                "[::1", "[::2]", "localhost:", "128.0.0.1", "127.1",
            ]
            for host in foreign {
                for path in ["/api/mode", "/trades", "/healthz", "/nowhere", "/login"] {
                    let answer = try await client.ask("GET \(path) HTTP/1.1|Host: \(host)")
                    #expect(answer.status == 403 && answer.code == "foreign_host", "\(host)")
                }
            }
            let own = [
                "localhost", "localhost:\(client.port)", "LOCALHOST", "127.0.0.1:1", "[::1]:8080",
                "127.0.0.2",
            ]
            for host in own {
                #expect(try await client.ask("GET /api/mode HTTP/1.1|Host: \(host)").status == 200)
            }
            let bare = try await client.send("GET /api/mode HTTP/1.1\r\nConnection: close\r\n\r\n")
            #expect(try Answer(raw: bare).status == 403)
        }
    }

    @Test func `a page of another site may not even read`() async throws {
        let web = try await WebScene.open()
        try await RawClient.run(web) { client in
            let own = "http://localhost:\(client.port)"
            let foreign = [
                "null", "http://evil.example", "http://localhost", "http://localhost:1",
                "https://localhost:\(client.port)", "http://127.0.0.1:\(client.port)",
                "\(own).evil.example", "http://localhost:\(client.port)@evil.example", "localhost",
                "file://", "ftp://localhost:\(client.port)", "\(own)/", "\(own)|Origin: \(own)",
            ]
            for origin in foreign {
                for line in ["GET /api/paper/account", "POST /api/paper/flatten", "GET /trades"] {
                    let answer = try await client.ask(
                        "\(line) HTTP/1.1|Content-Type: application/json|Origin: \(origin)")
                    #expect(answer.status == 403 && answer.code == "foreign_origin", "\(origin)")
                }
            }
            for origin in ["", "|Origin: \(own)", "|Origin: HTTP://LOCALHOST:\(client.port)"] {
                let answer = try await client.post("/api/paper/halt", "{}", origin.lowercasedScheme)
                #expect(answer.status == 200, "\(origin): \(answer.body)")
            }
        }
    }

    @Test func `what a form of any site can send is no write`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        try await RawClient.run(web) { client in
            let kinds = [
                "|Content-Type: text/plain", "|Content-Type: application/x-www-form-urlencoded",
                "|Content-Type: multipart/form-data; boundary=application/json", "",
                "|Content-Type: text/plain; application/json", "|Content-Type:",
                "|Content-Type: application/json-seq", "|Content-Type: text/json",
            ]
            for kind in kinds {
                for line in ["POST /api/paper/orders", "POST /api/mode", "PUT /api/settings"] {
                    let answer = try await client.ask("\(line) HTTP/1.1\(kind)", body: Self.order)
                    #expect(answer.status == 415, "\(kind): \(answer.body)")
                    #expect(answer.code == "unsupported_media_type")
                }
            }
            #expect(try await web.get("/api/paper/orders").count() == 0)
            let json = "content-type: Application/JSON;charset=utf-8"
            let line = "POST /api/paper/orders HTTP/1.1|\(json)"
            #expect(try await client.ask(line, body: Self.order).status == 201)
        }
    }

    @Test func `a form without its token does nothing`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        let form = "symbol=AAA&side=buy&qty=1&client_order_id=form-1"
        try await RawClient.run(web) { client in
            let kind = "Content-Type: application/x-www-form-urlencoded"
            let cookie = "Cookie: tandem_forms=aaaaaaaaaaaa"
            for (fields, body) in [
                ("", form), ("|\(cookie)", form), ("|\(cookie)", "\(form)&form_token="),
                ("|\(cookie)", "\(form)&form_token=aaaaaaaaaaaa"),
            ] {
                let line = "POST /forms/paper/orders HTTP/1.1|\(kind)\(fields)"
                let answer = try await client.ask(line, body: body)
                #expect(answer.status == 403 && answer.code == "form_token_missing")
            }
        }
        #expect(try await web.get("/api/paper/orders").count() == 0)
    }
}

extension String {
    /// Schemes are compared as browsers send them, in small letters; hosts in any.
    fileprivate var lowercasedScheme: String { replacing("HTTP://", with: "http://") }
}

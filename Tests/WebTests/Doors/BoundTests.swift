import HTTPTypes
import Storage
import TestSupport
import Testing
import WebSockets

@testable import Web

/// What one client can take is bounded, and the desk goes on serving the others.
@Suite struct BoundTests {
    @Test func `a body of 10 MB is refused, however it is sent, and the desk lives on`()
        async throws
    {
        let web = try await WebScene.open()
        let body = String(repeating: " ", count: 10_000_000)
        try await RawClient.run(web) { client in
            let declared = try await client.post("/api/paper/halt", body)
            #expect(declared.status == 413 && declared.code == "body_too_large")
            let head = """
                POST /api/paper/halt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n
                """
            let chunk = "\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n0\r\n\r\n"
            let chunked = try Answer(raw: try await client.send(head + chunk))
            #expect(chunked.status == 413 && chunked.code == "body_too_large")
            let form = try await client.ask(
                "POST /forms/paper/halt HTTP/1.1|Content-Type: application/x-www-form-urlencoded",
                body: body)
            #expect(form.status == 413)
            // One that nobody reads is passed over.
            #expect(try await client.ask("GET /api/mode HTTP/1.1", body: body).status == 200)
            #expect(try await client.ask("GET /healthz HTTP/1.1").status == 200)
        }
        #expect(try await web.post("/api/paper/halt").status == 200)
    }

    @Test(.timeLimit(.minutes(5)))
    func `a header that comes slowly is not waited for`() async throws {
        var options = WebOptions.forTests
        options.limits.headMax = .seconds(2)
        let web = try WebScene(await DeskScene.open(), options: options)
        try await RawClient.run(web) { client in
            // Without its end the header is never complete: the server hangs up.
            let answer = try? await client.send("GET /api/mode HTTP/1.1\r\nHost: local")
            #expect(answer ?? "" == "")
            let health = try await client.ask("GET /healthz HTTP/1.1")
            #expect(health.status == 200)
        }
    }

    @Test func `a header that is too large is refused`() async throws {
        let web = try await WebScene.open()
        try await RawClient.run(web) { client in
            let line = "GET /api/mode HTTP/1.1|X-Long: \(String(repeating: "a", count: 200_000))"
            // The server may have hung up before all of it was sent.
            let answer = try? await client.ask(line)
            #expect(answer?.status ?? 400 == 400)
            let health = try await client.ask("GET /healthz HTTP/1.1")
            #expect(health.status == 200)
        }
    }

    @Test(arguments: [
        ("/trades?mode=paper", 200), ("/nowhere", 404), ("/api/mode", 200), ("/", 302),
        ("/api/paper/trades?page=0", 422), ("/assets/0/desk.css", 200), ("/metrics", 200),
    ])
    func `each answer says what a browser may do with it`(
        _ path: String, _ status: Int
    ) async throws {
        let answer = try await WebScene.open().get(path)
        #expect(answer.status == status)
        #expect(
            answer.headers[.contentSecurityPolicy]
                == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        let values = answer.headers.map { "\($0.name.canonicalName): \($0.value)" }
        for field in [
            "x-frame-options: DENY", "referrer-policy: same-origin",
            "cross-origin-opener-policy: same-origin", "cross-origin-resource-policy: same-origin",
        ] { #expect(values.filter { $0 == field }.count == 1, "\(field) in \(values)") }
        #expect(answer.headers[.cacheControl]?.hasPrefix("no-") == true)
        #expect(answer.headers[.strictTransportSecurity] == nil)
    }

    @Test func `pages hold no script, style or handler that the policy forbids`() async throws {
        let page = try await WebScene.open().get("/trades?mode=paper").body
        for word in ["<script>", "<style", " style=", " onclick=", " onsubmit=", "javascript:"] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    @Test func `a wrong method names the right ones`() async throws {
        let web = try await WebScene.open()
        let answer = try await web.ask(.delete, "/api/paper/orders")
        expect(answer, 405, "method_not_allowed")
        #expect(answer.headers[.allow] == "GET, HEAD, POST")
        expect(try await web.ask(.put, "/api/paper/orders/1", "{}"), 405, "method_not_allowed")
        expect(try await web.get("/api/paper/halt"), 405, "method_not_allowed")
        expect(try await web.ask(.options, "/api/mode"), 405, "method_not_allowed")
        // A word beside names is no name.
        let preview = try await web.ask(.options, "/api/paper/orders/preview")
        #expect(preview.headers[.allow] == "POST")
        #expect(try await web.ask(.head, "/api/mode").status == 200)
    }
}

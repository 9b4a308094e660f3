import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

/// A desk that other machines can reach is behind a token.
@Suite struct AccessTests {
    private static let token = "correct-horse-battery-staple"
    private static let bearer: HTTPFields = [.authorization: "Bearer \(token)"]

    private static func open() async throws -> WebScene {
        var options = WebOptions.forTests
        (options.host, options.behindProxy, options.accessToken) = ("0.0.0.0", true, token)
        options.names = ["desk.example.com"]
        return try WebScene(await DeskScene.open(), options: options)
    }

    @Test(arguments: [
        "/api/mode", "/api/paper/account", "/api/nowhere", "/metrics", "/openapi.yaml", "/ws",
    ])
    func `a program without the token is told how to show it`(_ path: String) async throws {
        let web = try await Self.open()
        let answer = try await web.get(path)
        expect(answer, 401, "access_token_missing")
        #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"tandem\"")
        #expect(try await web.get(path, Self.bearer).status != 401)
    }

    @Test func `no other word opens the door, and no address can hold the token`() async throws {
        let web = try await Self.open()
        let words = [
            "Bearer", "Bearer ", "Bearer \(Self.token)x", "Bearer \(Self.token.dropLast())",
            "Basic \(Self.token)", Self.token, "Bearer  \(Self.token)",
            "Bearer \(Self.token.uppercased())", "bearer",
        ]
        for word in words {
            expect(
                try await web.get("/api/mode", [.authorization: word]), 401, "access_token_missing")
        }
        for query in ["access_token", "token", "bearer"] {
            let path = "/api/mode?\(query)=\(Self.token)"
            expect(try await web.get(path), 401, "access_token_missing")
        }
        expect(try await web.post("/api/paper/halt"), 401, "access_token_missing")
        expect(try await web.ask(.post, "/forms/paper/halt"), 401, "access_token_missing")
        #expect(try await web.post("/api/paper/halt", "{}", Self.bearer).status == 200)
    }

    @Test func `whether the desk lives, its login and its looks are for all`() async throws {
        let web = try await Self.open()
        for path in ["/healthz", "/readyz", "/login", "/assets/0/desk.css"] {
            #expect(try await web.get(path).status == 200)
        }
        for path in ["/", "/trades", "/trades?mode=paper", "/live", "/trades.csv", "/nowhere"] {
            let answer = try await web.get(path)
            #expect(answer.status == 302 && answer.headers[.location] == "/login", "\(path)")
        }
        #expect(try await web.get("/assetsx").headers[.location] == "/login")
    }

    @Test func `a person types the token once, and the browser then holds a cookie`() async throws {
        let web = try await Self.open()
        let (cookie, form) = try await Self.login(web)
        let wrong = try await Self.send(web, cookie, "\(form)&access_token=guess")
        #expect(wrong.status == 303 && wrong.headers[.location] == "/login")
        #expect(wrong.headers[.setCookie] == nil)
        #expect(
            try await web.get("/login", [.cookie: cookie]).body.contains("not the access token"))
        let right = try await Self.send(web, cookie, "\(form)&access_token=\(Self.token)")
        #expect(right.status == 303 && right.headers[.location] == "/")
        let set = try #require(right.headers[.setCookie])
        let parts = [
            "tandem_access=", "HttpOnly", "SameSite=Strict", "Path=/", "Secure", "Max-Age",
        ]
        for part in parts { #expect(set.contains(part)) }
        #expect(!set.contains(Self.token))
        let access = try #require(set.split(separator: ";").first.map(String.init))
        #expect(try await web.get("/trades?mode=paper", [.cookie: access]).status == 200)
        #expect(try await web.get("/api/mode", [.cookie: "x=1; \(access)"]).status == 200)
        #expect(try await web.get("/login", [.cookie: access]).headers[.location] == "/")
        // A desk that is started anew with the same token knows it, one with another does not.
        #expect(try await Self.open().get("/api/mode", [.cookie: access]).status == 200)
        let digit = access.hasSuffix("0") ? "1" : "0"
        for bad in [
            "\(access)0", "\(access.dropLast())\(digit)", "tandem_access=", "tandem_access=.",
            access.replacing("tandem_access=", with: "tandem_access=9"),
        ] {
            #expect(try await web.get("/api/mode", [.cookie: bad]).status == 401, "\(bad)")
        }
    }

    @Test func `a login without the form's token, and an eleventh guess, are not looked at`()
        async throws
    {
        let web = try await Self.open()
        let (cookie, form) = try await Self.login(web)
        let bare = try await Self.send(web, cookie, "access_token=\(Self.token)")
        #expect(bare.status == 403 && bare.code == "form_token_missing")
        for _ in 0..<10 {
            #expect(try await Self.send(web, cookie, "\(form)&access_token=guess").status == 303)
        }
        let locked = try await Self.send(web, cookie, "\(form)&access_token=\(Self.token)")
        #expect(locked.status == 429 && locked.code == "too_many_attempts")
        #expect(locked.headers[.retryAfter] == "60")
        // Programs are not guessing people.
        #expect(try await web.get("/api/mode", Self.bearer).status == 200)
    }

    @Test func `a cookie ends with its time`() throws {
        let key = AccessKey(Self.token)
        let now = DeskScene.wall
        let set = key.setCookie(at: now, isSecure: false)
        #expect(!set.contains("Secure"))
        let cookie = try #require(set.split(separator: ";").first.map(String.init))
        var head = HTTPRequest(
            method: .get, scheme: "http", authority: "localhost", path: "/",
            headerFields: [.cookie: cookie])
        #expect(key.opens(head, at: now))
        #expect(key.opens(head, at: now.advanced(bySeconds: 30 * 86_400 - 1)))
        #expect(!key.opens(head, at: now.advanced(bySeconds: 30 * 86_400)))
        #expect(!AccessKey("another-token-of-length").opens(head, at: now))
        // A wrong word is not made good by a cookie.
        head.headerFields[.authorization] = "Bearer guess"
        #expect(!key.opens(head, at: now))
    }

    @Test func `an address of the machine, or a name it was given, is its host`() throws {
        var options = WebOptions.forTests
        (options.host, options.behindProxy, options.accessToken) = ("0.0.0.0", true, Self.token)
        options.names = ["desk.example.com"]
        let doors = try Doors(options)
        func isOpen(_ host: String, _ origin: String? = nil) -> Bool {
            var head = HTTPRequest(
                method: .get, scheme: "http", authority: host, path: "/api/mode",
                headerFields: Self.bearer)
            head.headerFields[.origin] = origin
            return doors.refusal(of: head, at: DeskScene.wall) == nil
        }
        #expect(isOpen("desk.example.com") && isOpen("192.168.1.7:8080") && isOpen("[fe80::1]"))
        #expect(!isOpen("evil.example") && !isOpen("desk.example.com.evil.example"))
        #expect(isOpen("Desk.Example.com", "https://desk.example.com"))
        #expect(!isOpen("desk.example.com", "http://desk.example.com"))
        #expect(!isOpen("desk.example.com", "https://desk.example.com:8443"))
    }

    private static func login(_ web: WebScene) async throws -> (cookie: String, form: String) {
        let page = try await web.get("/login")
        let set = try #require(page.headers[.setCookie])
        #expect(set.contains("Secure"))
        let cookie = try #require(set.split(separator: ";").first.map(String.init))
        let mark = "name=\"form_token\" value=\""
        let start = try #require(page.body.firstRange(of: mark)).upperBound
        return (cookie, "form_token=\(page.body[start...].prefix { $0 != "\"" })")
    }

    private static func send(
        _ web: WebScene, _ cookie: String, _ form: String
    ) async throws -> Answer {
        try await web.ask(
            .post, "/login", form,
            headers: [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"])
    }
}

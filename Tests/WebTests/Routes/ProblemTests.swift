import Domain
import HTTPTypes
import Hummingbird
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct ProblemTests {
    @Test(arguments: [
        "/nowhere", "/api", "/api/nowhere", "/api/paper", "/api/demo/orders", "/api/",
    ])
    func `an address that does not exist is a problem too`(_ path: String) async throws {
        expect(try await WebScene.open().get(path), 404, "not_found")
    }

    @Test(arguments: [
        "nonsense", "{", "{'a': 1}", #"{"a": 1,}"#, #"{"a": 1} x"#, #"{"a": 1, "a": 2}"#,
        "\u{0}", String(repeating: "[", count: 100), "{\"a\": \"\u{1}\"}",
    ])
    func `a body that is no JSON is malformed`(_ body: String) async throws {
        expect(try await WebScene.open().post("/api/paper/halt", body), 400, "malformed_json")
    }

    @Test(arguments: ["[]", "1", "null", #""text""#, "true"])
    func `a body that is no object is refused`(_ body: String) async throws {
        expect(
            try await WebScene.open().post("/api/paper/halt", body), 422, "invalid_request",
            ["body"])
    }

    @Test func `a body over the bound is refused`() async throws {
        let web = try await WebScene.open()
        let most = String(repeating: " ", count: 65_534) + "{}"
        #expect(try await web.post("/api/paper/halt", most).status == 200)
        expect(try await web.post("/api/paper/halt", most + " "), 413, "body_too_large")
    }

    @Test func `whether the desk lives and can work is answered`() async throws {
        let web = try await WebScene.open()
        #expect(try await web.get("/healthz")["status"] == "ok")
        #expect(try await web.get("/readyz")["status"] == "ready")
        try web.scene.ledger.close()
        #expect(try await web.get("/healthz").status == 200)
        expect(try await web.get("/readyz"), 503, "storage_unavailable")
    }

    @Test func `while the ledger cannot write, an order is refused and nothing has happened`()
        async throws
    {
        let web = try await WebScene.open()
        try await web.advance()
        try web.scene.ledger.close()
        expect(try await web.order("buy", 1), 503, "storage_unavailable")
        expect(try await web.post("/api/paper/halt"), 503, "storage_unavailable")
        expect(try await web.get("/api/paper/trades"), 503, "storage_unavailable")
    }
}

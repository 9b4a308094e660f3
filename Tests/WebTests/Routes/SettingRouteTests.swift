import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct SettingRouteTests {
    @Test func `each setting says what it is, what it may be, and when it holds`() async throws {
        let answer = try await WebScene.open().get("/api/settings")
        #expect(answer.status == 200)
        #expect(
            answer.names("0")
                == ["allowed", "key", "meaning", "needs_restart", "standard", "value"])
        let keys = answer.all("", "key")
        #expect(keys.prefix(2) == ["orders.default_stop_pct", "paper.allow_shorting"])
        #expect(keys.count == 13 && keys.dropFirst(2).allSatisfy { $0.hasPrefix("live.") })
        #expect(answer.all("", "value").prefix(2) == ["5", "false"])
        #expect(answer.all("", "standard") == answer.all("", "value"))
        #expect(answer.all("", "needs_restart").prefix(3) == ["false", "true", "false"])
    }

    @Test func `a changed default stop holds for the next fill, and is in the audit chain`()
        async throws
    {
        let web = try await WebScene.open()
        try await web.advance()
        let answer = try await web.ask(
            .put, "/api/settings",
            #"{"orders.default_stop_pct": 2.5, "paper.allow_shorting": true}"#)
        #expect(answer.status == 200 && answer.all("", "value").prefix(2) == ["2.5", "true"])
        #expect(try await web.get("/api/settings").all("", "value").prefix(2) == ["2.5", "true"])
        try await web.order("buy", 10)
        try await web.advance()
        // Bought at 101: 2.5 % below is 98.475, and a stop lies on a step of a cent.
        let stop = try await web.get("/api/paper/positions")["0.stop_loss"]
        #expect(stop == "98.47" || stop == "98.48")
        let audit = try await web.get("/api/audit")
        #expect(audit.all("", "kind").prefix(2) == ["setting_changed", "setting_changed"])
        #expect(audit["1.detail.setting"] == "orders.default_stop_pct")
        #expect(audit["1.detail.value"] == "2.5")
        let none = try await web.ask(
            .put, "/api/settings", #"{"orders.default_stop_pct": "none"}"#)
        #expect(none.all("", "value").prefix(2) == ["none", "true"])
        #expect(try await web.scene.ledger.examine().isEmpty)
    }

    @Test(arguments: [
        ("{}", "body"), (#"{"x": 1}"#, "x"),
        (#"{"orders.default_stop_pct": 0}"#, "orders.default_stop_pct"),
        (#"{"orders.default_stop_pct": 100}"#, "orders.default_stop_pct"),
        (#"{"orders.default_stop_pct": -5}"#, "orders.default_stop_pct"),
        (#"{"orders.default_stop_pct": 1e400}"#, "orders.default_stop_pct"),
        (#"{"orders.default_stop_pct": 0.00000001}"#, "orders.default_stop_pct"),
        (#"{"orders.default_stop_pct": [5]}"#, "orders.default_stop_pct"),
        (#"{"orders.default_stop_pct": true}"#, "orders.default_stop_pct"),
        (#"{"orders.default_stop_pct": null}"#, "body"),
        (#"{"paper.allow_shorting": "yes"}"#, "paper.allow_shorting"),
        (#"{"paper.allow_shorting": 1}"#, "paper.allow_shorting"),
        (#"{"live.orders_per_day": 0.5}"#, "live.orders_per_day"),
        (#"{"live.order_value": 0}"#, "live.order_value"),
        (
            #"{"orders.default_stop_pct": 3, "paper.allow_shorting": "maybe"}"#,
            "paper.allow_shorting"
        ),
    ])
    func `a value that cannot be names its setting, and nothing is changed`(
        _ body: String, _ field: String
    ) async throws {
        let web = try await WebScene.open()
        expect(try await web.ask(.put, "/api/settings", body), 422, "invalid_request", [field])
        #expect(try await web.get("/api/settings").all("", "value").prefix(2) == ["5", "false"])
        #expect(try await web.get("/api/audit").count() == 0)
    }
}

import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct ModeRouteTests {
    private static let names = [
        "active_mode", "feed", "is_live_broker_configured", "last_mode_change",
        "live_broker_status", "live_not_ready_reasons", "live_open_orders", "live_open_positions",
        "market_time", "mode_epoch", "paper_balance", "paper_realized_pnl",
    ]

    @Test func `a new desk answers its mode with every field`() async throws {
        let web = try await WebScene.open()
        let mode = try await web.get("/api/mode")
        #expect(mode.status == 200 && mode.headers[.contentType] == "application/json")
        #expect(mode.names() == Self.names)
        #expect(mode["active_mode"] == "paper" && mode["last_mode_change"] == "null")
        #expect(mode["paper_balance"] == "100000" && mode["paper_realized_pnl"] == "0")
        #expect(mode["is_live_broker_configured"] == "false")
        #expect(mode["live_broker_status"] == "not_configured")
        #expect(mode["live_open_positions"] == "0" && mode["live_open_orders"] == "0")
        #expect(mode["mode_epoch"] == "0" && mode["market_time"] == "2025-01-13T05:00:00.000Z")
        #expect(
            mode.names("feed") == [
                "bars_done", "bars_total", "is_over", "is_paused", "is_simulated", "kind",
                "market_time", "speed", "symbols", "trouble",
            ])
        #expect(mode["feed.kind"] == "replay" && mode["feed.speed"] == "step")
        #expect(mode["feed.is_simulated"] == "true" && mode["feed.is_paused"] == "true")
        #expect(mode["feed.bars_done"] == "0" && mode["feed.bars_total"] == "12")
    }

    @Test func `going live needs a confirmation, then a broker, then readiness`() async throws {
        let bare = try await WebScene.open()
        expect(
            try await bare.post("/api/mode", #"{"mode": "live"}"#), 400,
            "live_confirmation_required")
        expect(
            try await bare.post("/api/mode", #"{"mode": "live", "confirm_live": false}"#), 400,
            "live_confirmation_required")
        expect(
            try await bare.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#), 409,
            "live_broker_not_configured")
        let live = ScriptedLive()
        live.isNotReady("prices are stale", "2 orders are not reconciled")
        let web = try await WebScene.open(live: live.venue)
        expect(
            try await web.post("/api/mode", #"{"mode": "live"}"#), 400,
            "live_confirmation_required")
        let refused = try await web.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        expect(refused, 409, "live_not_ready")
        #expect(refused["reasons.0"] == "prices are stale")
        #expect(refused["reasons.1"] == "2 orders are not reconciled")
        #expect(try await web.get("/api/mode")["active_mode"] == "paper")
        #expect(try await web.get("/api/mode")["live_broker_status"] == "not_ready")
    }

    @Test func `a change to live and back is answered with the mode as it is then`() async throws {
        let web = try await WebScene.open(live: ScriptedLive().venue)
        let live = try await web.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        #expect(live.status == 200 && live.names() == Self.names)
        #expect(live["active_mode"] == "live" && live["mode_epoch"] == "1")
        #expect(live["last_mode_change"] == DeskScene.wall.description)
        #expect(live["live_broker_status"] == "ready")
        // The same again changes nothing, and back to paper needs nothing.
        let same = try await web.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        #expect(same["mode_epoch"] == "1")
        let paper = try await web.post("/api/mode", #"{"mode": "paper"}"#)
        #expect(paper["active_mode"] == "paper" && paper["mode_epoch"] == "2")
    }

    @Test func `a change cancels the entries of the mode that is left only when asked`()
        async throws
    {
        let web = try await WebScene.open(live: ScriptedLive().venue)
        try await web.advance()
        let limit = #", "order_type": "limit", "limit_price": 50, "time_in_force": "gtc""#
        try await web.order("buy", 1, limit)
        let toLive = #"{"mode": "live", "confirm_live": true, "cancel_entries": "#
        _ = try await web.post("/api/mode", toLive + "false}")
        #expect(try await web.get("/api/paper/orders?status=open").count() == 1)
        _ = try await web.post("/api/mode", #"{"mode": "paper"}"#)
        _ = try await web.post("/api/mode", toLive + "true}")
        #expect(try await web.get("/api/paper/orders?status=open").count() == 0)
    }

    @Test(arguments: [
        (#"{}"#, "mode"), (#"{"mode": "demo"}"#, "mode"), (#"{"mode": 1}"#, "mode"),
        (#"{"mode": "live", "confirm_live": "true"}"#, "confirm_live"),
        (#"{"mode": "live", "confirm_live": 1}"#, "confirm_live"),
        (#"{"mode": "paper", "force": true}"#, "force"), (#"[]"#, "body"), (#""live""#, "body"),
    ])
    func `a change that cannot be names its field`(_ body: String, _ field: String) async throws {
        let web = try await WebScene.open()
        expect(try await web.post("/api/mode", body), 422, "invalid_request", [field])
    }
}

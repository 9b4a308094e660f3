import Brokers
import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct LiveRouteTests {
    private static let order = #"{"symbol": "AAA", "side": "buy", "qty": 10}"#

    private static func active(_ live: ScriptedLive) async throws -> WebScene {
        let web = try await WebScene.open(live: live.venue)
        try await web.advance()
        let mode = try await web.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        #expect(mode.status == 200)
        return web
    }

    @Test func `a live order passes mode, broker, confirmation, body and checks, in this order`()
        async throws
    {
        let live = ScriptedLive()
        let web = try await WebScene.open(live: live.venue)
        let path = "/api/live/orders"
        // Everything is wrong with it: what is looked at first answers.
        expect(try await web.post(path, "nonsense"), 400, "not_in_live_mode")
        _ = try await web.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        expect(try await web.post(path, "nonsense"), 428, "live_confirmation_required")
        for value in ["false", "1", "TRUE", "yes", ""] {
            let headers: HTTPFields = [.confirmLiveTrade: value]
            expect(try await web.post(path, Self.order, headers), 428, "live_confirmation_required")
        }
        expect(try await web.post(path, "nonsense", .confirmed), 400, "malformed_json")
        expect(
            try await web.post(path, #"{"symbol": "AAA", "side": "buy"}"#, .confirmed), 422,
            "invalid_request", ["qty"])
        let unpriced = try await web.post(path, Self.order, .confirmed)
        expect(unpriced, 422, "order_refused")
        #expect(unpriced["check"] == "no_price")
        try live.post("50")
        let refused = try await web.post(path, Self.order, .confirmed)
        expect(refused, 422, "order_refused")
        #expect(refused["check"] == "buying_power" && live.tickets.isEmpty)
    }

    @Test func `stored live without keys answers 409, and never falls back to paper`()
        async throws
    {
        let live = ScriptedLive()
        let ledger = try await Self.active(live).scene.ledger
        let web = try await WebScene.open(ledger: ledger)
        #expect(try await web.get("/api/mode")["active_mode"] == "live")
        expect(
            try await web.post("/api/live/orders", Self.order, .confirmed), 409,
            "live_broker_not_configured")
        expect(
            try await web.post("/api/live/orders", Self.order), 409, "live_broker_not_configured")
        expect(try await web.order("buy", 1), 400, "not_in_paper_mode")
    }

    @Test func `paper keeps working its orders while live is active, and takes no new one`()
        async throws
    {
        let web = try await WebScene.open(live: ScriptedLive().venue)
        try await web.advance()
        try await web.order("buy", 10)
        _ = try await web.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        expect(try await web.order("buy", 10), 400, "not_in_paper_mode")
        expect(try await web.post("/api/paper/orders", "nonsense"), 400, "not_in_paper_mode")
        try await web.advance()
        let position = try await web.get("/api/paper/positions")
        #expect(position["0.qty"] == "10" && position["0.entry_price"] == "101")
        #expect(try await web.post("/api/paper/flatten").status == 200)
        try await web.advance()
        #expect(try await web.get("/api/paper/positions").count() == 0)
    }

    @Test func `live reads answer from the live tables, whatever paper has`() async throws {
        let web = try await WebScene.open(live: ScriptedLive().venue)
        try await web.advance()
        try await web.order("buy", 10)
        try await web.advance()
        #expect(try await web.get("/api/live/trades")["total"] == "0")
        #expect(try await web.get("/api/live/positions").count() == 0)
        #expect(try await web.get("/api/live/orders").count() == 0)
        #expect(try await web.get("/api/live/quotes").count() == 0)
        #expect(try await web.get("/api/live/bars?symbol=AAA").count() == 0)
        let days = try await web.get("/api/live/daily-summary")
        #expect(days["mode"] == "live" && days.count("days") == 0 && days["totals.open"] == "0")
        expect(try await web.get("/api/live/trades/1"), 404, "not_found")
        expect(try await web.get("/api/live/orders/1"), 404, "not_found")
        #expect(try await web.get("/api/live/account")["cash"] == "0")
    }

    @Test func `a live account without a broker is all null`() async throws {
        let web = try await WebScene.open()
        let account = try await web.get("/api/live/account")
        #expect(account.status == 200 && account["mode"] == "live" && account["currency"] == "USD")
        for name in [
            "equity", "cash", "buying_power", "positions_value", "unrealized_pnl", "realized_pnl",
            "day_pnl", "day_return_pct", "external_value",
        ] { #expect(account[name] == "null", "\(name)") }
    }

    @Test func `halt and cancel-all need no confirmation in live, resume and flatten do`()
        async throws
    {
        let web = try await Self.active(ScriptedLive())
        let halted = try await web.post("/api/live/halt")
        #expect(halted.status == 200 && halted["is_halted"] == "true" && halted["mode"] == "live")
        #expect(try await web.post("/api/live/cancel-all").status == 200)
        expect(try await web.post("/api/live/resume"), 428, "live_confirmation_required")
        expect(try await web.post("/api/live/flatten"), 428, "live_confirmation_required")
        #expect(try await web.post("/api/live/resume", "{}", .confirmed)["is_halted"] == "false")
        #expect(
            try await web.post("/api/live/flatten", "{}", .confirmed)["halt_reason"] == "flattened")
        // Paper has brakes of its own.
        #expect(try await web.post("/api/paper/cancel-all")["is_halted"] == "false")
    }
}

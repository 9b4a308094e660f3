import Brokers
import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct PreviewRouteTests {
    private static let order = #"{"symbol": "AAA", "side": "buy", "qty": 10}"#
    private static let path = "/api/live/orders"

    /// A live desk with $10,000 and a price.
    private static func open() async throws -> (WebScene, ScriptedLive) {
        let live = ScriptedLive()
        let web = try await WebScene.open(live: live.venue)
        var batch = Batch(mode: .live, submittedAt: DeskScene.wall)
        batch.cash = [
            CashMovement(kind: .opening, amount: try Money("10000"), time: DeskScene.wall)
        ]
        _ = try await web.scene.ledger.commit(batch)
        let again = try await WebScene.open(live: live.venue, ledger: web.scene.ledger)
        try live.post("50")
        _ = try await again.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        return (again, live)
    }

    private static func with(_ ticket: String) -> HTTPFields { [.confirmLiveTrade: ticket] }

    @Test func `a preview says what the order comes to, and places nothing`() async throws {
        let (web, live) = try await Self.open()
        let preview = try await web.post(Self.path + "/preview", Self.order)
        #expect(preview.status == 200 && preview["mode"] == "live")
        #expect(preview["symbol"] == "AAA" && preview["side"] == "buy" && preview["qty"] == "10")
        #expect(preview["price"] == "50" && preview["value"] == "500")
        #expect(preview["buying_power"] == "10000" && preview["largest_qty"] == "196")
        #expect(preview["refusal"] == "null" && preview["quote.ask"] == "50")
        #expect(preview["expires_at"] == DeskScene.wall.advanced(bySeconds: 60).description)
        #expect(live.tickets.isEmpty)
    }

    @Test func `a ticket is good once, and for the order that was shown`() async throws {
        let (web, live) = try await Self.open()
        let preview = try await web.post(Self.path + "/preview", Self.order)
        let ticket = try #require(preview["ticket"])
        let other = #"{"symbol": "AAA", "side": "buy", "qty": 11}"#
        expect(
            try await web.post(Self.path, other, Self.with(ticket)), 428, "live_ticket_refused")
        #expect(live.tickets.isEmpty)
        // What the scripted broker took is in no book: the desk says that it cannot be found.
        _ = try await web.post(Self.path, Self.order, Self.with(ticket))
        #expect(live.tickets.count == 1)
        expect(
            try await web.post(Self.path, Self.order, Self.with(ticket)), 428,
            "live_ticket_refused")
        expect(
            try await web.post(Self.path, Self.order, Self.with("ticket-made-up")), 428,
            "live_ticket_refused")
        #expect(live.tickets.count == 1)
    }

    @Test func `a setting takes the plain word away from everyone`() async throws {
        let (web, live) = try await Self.open()
        let changed = try await web.ask(
            .put, "/api/settings", #"{"live.require_preview": "true"}"#)
        #expect(changed.status == 200)
        expect(
            try await web.post(Self.path, Self.order, .confirmed), 428, "live_preview_required")
        let preview = try await web.post(Self.path + "/preview", Self.order)
        let ticket = try #require(preview["ticket"])
        _ = try await web.post(Self.path, Self.order, Self.with(ticket))
        #expect(live.tickets.count == 1)
    }

    @Test func `a preview needs the mode that is active, and a body that is an order`()
        async throws
    {
        let web = try await WebScene.open()
        expect(try await web.post(Self.path + "/preview", Self.order), 400, "not_in_live_mode")
        expect(
            try await web.post("/api/paper/orders/preview", #"{"symbol": "AAA"}"#), 422,
            "invalid_request", ["side"])
        let paper = try await web.post("/api/paper/orders/preview", Self.order)
        #expect(paper.status == 200 && paper["ticket"] == "null")
    }

    @Test func `readiness names all that live needs`() async throws {
        let names = [
            "broker_configured", "broker_reachable", "account_active", "reconciled", "limits_set",
            "prices_fresh",
        ]
        let bare = try await WebScene.open().get("/api/mode/readiness")
        #expect(bare.status == 200 && bare["is_ready"] == "false")
        for (index, name) in names.enumerated() {
            #expect(bare["items.\(index).name"] == name)
            #expect(bare["items.\(index).is_met"] == (name == "limits_set" ? "true" : "false"))
        }
        let (web, live) = try await Self.open()
        #expect(try await web.get("/api/mode/readiness")["is_ready"] == "true")
        live.isNotReady("the line is cut")
        let cut = try await web.get("/api/mode/readiness")
        #expect(cut["is_ready"] == "false" && cut["items.1.reasons.0"] == "the line is cut")
    }

    @Test func `a limit of money that is none keeps live from being ready`() async throws {
        let live = ScriptedLive()
        let web = try await WebScene.open(live: live.venue)
        _ = try await web.ask(.put, "/api/settings", #"{"live.day_loss": "none"}"#)
        let refused = try await web.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        expect(refused, 409, "live_not_ready")
        #expect(refused["reasons.0"]?.contains("live.day_loss is none") == true)
    }
}

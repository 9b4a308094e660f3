import Domain
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct PaperRouteTests {
    @Test func `a reset ends what is open, and opens a new epoch with its balance`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        try await web.order("buy", 10)
        try await web.advance()
        let reset = try await web.post("/api/paper/reset", #"{"initial_balance": "25000.50"}"#)
        #expect(reset.status == 200 && reset.names() == ["epoch", "paper_balance", "success"])
        #expect(reset["success"] == "true" && reset["epoch"] == "2")
        #expect(reset["paper_balance"] == "25000.5")
        #expect(try await web.get("/api/paper/positions").count() == 0)
        #expect(try await web.get("/api/paper/orders?status=open").count() == 0)
        #expect(try await web.get("/api/paper/account")["equity"] == "25000.5")
        #expect(try await web.get("/api/mode")["paper_balance"] == "25000.5")
        let epochs = try await web.get("/api/paper/epochs")
        #expect(epochs.names("0") == ["epoch", "feed", "opening_cash", "started_at"])
        #expect(Set(epochs.all("", "opening_cash")) == ["100000", "25000.5"])
        // Without a sum it is the usual one, and it cannot be aimed at live.
        #expect(try await web.post("/api/paper/reset")["paper_balance"] == "100000")
        expect(try await web.post("/api/live/reset"), 404, "not_found")
    }

    @Test(arguments: [
        "0", "-1", "0.99", "1000000000.01", "1e400", "1e18", #""NaN""#, "true", "0.0000000001",
    ])
    func `a balance that cannot be is refused, and nothing is reset`(_ sum: String) async throws {
        let web = try await WebScene.open()
        expect(
            try await web.post("/api/paper/reset", #"{"initial_balance": \#(sum)}"#), 422,
            "invalid_request", ["initial_balance"])
        #expect(try await web.get("/api/paper/epochs").count() == 1)
    }

    @Test func `the feed is paused, goes on, and changes its speed`() async throws {
        let web = try await WebScene.open()
        let state = try await web.post("/api/paper/feed", #"{"advance": 3}"#)
        #expect(state.status == 200 && state["bars_done"] == "3" && state["is_paused"] == "true")
        #expect(state["market_time"] == "2025-01-15T21:00:00.000Z")
        #expect(try await web.get("/api/paper/feed")["bars_done"] == "3")
        #expect(try await web.post("/api/paper/feed", #"{"pause": true}"#)["is_paused"] == "true")
        #expect(try await web.post("/api/paper/feed", #"{"speed": "max"}"#)["speed"] == "max")
        #expect(try await web.get("/api/paper/feed")["is_paused"] == "true")
        #expect(try await web.post("/api/paper/feed", #"{"speed": 2.5}"#)["speed"] == "2.5")
        #expect(try await web.post("/api/paper/feed", #"{"speed": "step"}"#)["speed"] == "step")
        let end = try await web.post("/api/paper/feed", #"{"advance": 100}"#)
        #expect(end["is_over"] == "true" && end["bars_done"] == "12" && end["bars_total"] == "12")
        #expect(try await web.order("buy", 1)["check"] == "feed_over")
    }

    @Test(arguments: [
        ("{}", "body"), (#"{"pause": true, "advance": 1}"#, "body"),
        (#"{"pause": false}"#, "pause"),
        (#"{"pause": 1}"#, "pause"), (#"{"resume": "yes"}"#, "resume"),
        (#"{"advance": 0}"#, "advance"), (#"{"advance": 100001}"#, "advance"),
        (#"{"advance": 1e2}"#, "advance"), (#"{"speed": 0}"#, "speed"),
        (#"{"speed": -1}"#, "speed"), (#"{"speed": 1000001}"#, "speed"),
        (#"{"speed": "fast"}"#, "speed"), (#"{"speed": "1e400"}"#, "speed"),
        (#"{"speed": false}"#, "speed"), (#"{"rewind": 1}"#, "rewind"),
    ])
    func `what the feed cannot do names its field`(_ body: String, _ field: String) async throws {
        let web = try await WebScene.open()
        expect(try await web.post("/api/paper/feed", body), 422, "invalid_request", [field])
        #expect(try await web.get("/api/paper/feed")["bars_done"] == "0")
    }

    @Test func `each brake says what it did and what stays open`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        try await web.order("buy", 10)
        try await web.advance()
        let limit = #", "order_type": "limit", "limit_price": 50, "time_in_force": "gtc""#
        try await web.order("buy", 1, limit + #", "client_order_id": "wait""#)
        let halted = try await web.post("/api/paper/halt")
        #expect(
            halted.names() == [
                "cancelled", "halt_reason", "is_halted", "mode", "open_orders", "open_positions",
                "problems",
            ])
        #expect(halted["is_halted"] == "true" && halted["halt_reason"] == "halted by hand")
        #expect(halted.count("open_orders") == 2 && halted.count("cancelled") == 0)
        #expect(halted.names("open_orders.0") == OrderRouteTests.placedNames)
        #expect(halted.names("open_positions.0") == ["is_bare", "qty", "side", "symbol"])
        #expect(halted["open_positions.0.is_bare"] == "false")
        #expect(try await web.order("buy", 1)["check"] == "halted")
        let cancelled = try await web.post("/api/paper/cancel-all")
        #expect(cancelled["cancelled.0"] == "wait" && cancelled.count("open_orders") == 1)
        let bare = try await web.post("/api/paper/cancel-all", #"{"protection": true}"#)
        #expect(bare["open_positions.0.is_bare"] == "true" && bare.count("open_orders") == 0)
        let long = String(repeating: "0", count: 65)
        expect(
            try await web.post("/api/paper/resume", #"{"rearm": "\#(long)"}"#), 422,
            "invalid_request", ["rearm"])
        #expect(try await web.post("/api/paper/resume")["is_halted"] == "false")
        let flattened = try await web.post("/api/paper/flatten")
        #expect(flattened["halt_reason"] == "flattened" && flattened["open_orders.0.qty"] == "10")
        #expect(flattened.count("problems") == 0)
        try await web.advance()
        #expect(try await web.get("/api/paper/positions").count() == 0)
    }

    @Test(arguments: ["halt", "resume", "cancel-all", "flatten"])
    func `a brake takes an empty body, and no field that it does not know`(
        _ brake: String
    ) async throws {
        let web = try await WebScene.open()
        #expect(try await web.post("/api/paper/\(brake)", "").status == 200)
        expect(
            try await web.post("/api/paper/\(brake)", #"{"x": 1}"#), 422, "invalid_request", ["x"])
        expect(
            try await web.post("/api/paper/cancel-all", #"{"protection": 1}"#), 422,
            "invalid_request", ["protection"])
    }
}

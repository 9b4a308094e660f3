import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct OrderRouteTests {
    static let placedNames = [
        "client_order_id", "filled_price", "filled_qty", "mode", "order_id", "qty", "reason",
        "side", "status", "symbol",
    ]
    private static let bookedNames = [
        "accepted_at", "best_price", "broker_order_id", "client_order_id", "created_at", "effect",
        "epoch", "extended_hours", "fees", "filled_price", "filled_qty", "limit_price", "mode",
        "order_id", "order_type", "parent_client_order_id", "qty", "reason", "role", "side",
        "signal_reason", "status", "stop_loss", "stop_price", "strategy", "submitted_at", "symbol",
        "take_profit", "time_in_force", "trail_pct", "trail_price", "updated_at",
    ]

    @Test func `an order is answered with 201, its number and its name`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        let answer = try await web.order("buy", 10)
        #expect(answer.status == 201 && answer.names() == Self.placedNames)
        #expect(answer["order_id"] == "1")
        #expect(answer["client_order_id"]?.hasPrefix("made-") == true)
        #expect(answer["symbol"] == "AAA" && answer["qty"] == "10" && answer["side"] == "buy")
        #expect(answer["status"] == "working" && answer["filled_price"] == "null")
        #expect(answer["filled_qty"] == "0" && answer["mode"] == "paper")
        try await web.advance()
        let order = try await web.get("/api/paper/orders/1")
        #expect(order.names() == Self.bookedNames)
        #expect(order["status"] == "filled" && order["filled_price"] == "101")
        #expect(order["submitted_at"] == "2025-01-13T21:00:00.000Z" && order["epoch"] == "1")
        #expect(order["effect"] == "open" && order["role"] == "direct" && order["fees"] == "0")
        #expect(order["created_at"] == DeskScene.wall.description)
    }

    @Test func `the same name and body again is the same order, another body a conflict`()
        async throws
    {
        let web = try await WebScene.open()
        try await web.advance()
        let name = #", "client_order_id": "mine.1_A-b""#
        let first = try await web.order("buy", 10, name)
        #expect(first.status == 201 && first["client_order_id"] == "mine.1_A-b")
        let again = try await web.order("buy", 10, name)
        #expect(again.status == 200 && again.body == first.body)
        expect(try await web.order("buy", 11, name), 409, "client_order_id_conflict")
        try await web.advance()
        let later = try await web.order("buy", 10, name)
        #expect(later.status == 200 && later["order_id"] == "1" && later["status"] == "filled")
        #expect(later["filled_price"] == "101" && later["filled_qty"] == "10")
        // Two orders in all: the entry and its default stop.
        #expect(try await web.get("/api/paper/orders").count() == 2)
    }

    @Test func `a refusal names the check with its figures, and uses no name up`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        let name = #", "client_order_id": "a""#
        let refused = try await web.order("buy", 1_000, name)
        expect(refused, 422, "order_refused")
        #expect(refused["check"] == "buying_power")
        #expect(refused["detail"]?.contains("102510") == true, "\(refused.body)")
        #expect(try await web.order("buy", 1, name).status == 201)
        #expect(try await web.order("sell", 1, symbol: "AAA")["check"] == "shorting_off")
        #expect(try await web.order("buy", 1, symbol: "ZZZ")["check"] == "unknown_symbol")
        expect(
            try await web.order("buy", 1, #", "order_type": "limit", "limit_price": 90.001"#), 422,
            "price_step", ["limit_price"])
        expect(
            try await web.order("buy", 1, #", "stop_loss": 90.125"#), 422, "price_step",
            ["stop_loss"])
    }

    @Test func `amounts are read from their digits, also from strings`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        let answer = try await web.post(
            "/api/paper/orders",
            #"""
            {"symbol": "AAA", "side": "buy", "qty": "7", "order_type": "stop_limit",
             "stop_price": "105.10", "limit_price": 1.0525e2, "time_in_force": "gtc",
             "stop_loss": 90, "take_profit": null}
            """#)
        #expect(answer.status == 201, "\(answer.body)")
        let order = try await web.get("/api/paper/orders/1")
        #expect(order["stop_price"] == "105.1" && order["limit_price"] == "105.25")
        #expect(order["stop_loss"] == "90" && order["take_profit"] == "null")
        #expect(order["order_type"] == "stop_limit" && order["time_in_force"] == "gtc")
    }

    @Test func `a trailing stop has a trail in dollars or in percent`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        try await web.order("buy", 10)
        try await web.advance()
        let trail = #", "order_type": "trailing_stop", "time_in_force": "gtc", "#
        #expect(try await web.order("sell", 2, trail + #""trail_pct": 2.5"#).status == 201)
        #expect(try await web.order("sell", 2, trail + #""trail_price": 3.10"#).status == 201)
        let orders = try await web.get("/api/paper/orders?status=open")
        // By age: the entry's stop, then the two.
        #expect(orders.all("", "trail_pct") == ["null", "2.5", "null"])
        #expect(orders.all("", "trail_price") == ["null", "null", "3.1"])
        expect(
            try await web.order("sell", 2, trail + #""trail_pct": 2.5, "trail_price": 3"#), 422,
            "invalid_request", ["trail_price"])
    }

    @Test func `a sell by trade_id closes that trade's lot, and no other`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        try await web.order("buy", 10)
        try await web.advance()
        try await web.order("buy", 5)
        try await web.advance()
        #expect(try await web.order("sell", 5, #", "trade_id": 2"#).status == 201)
        try await web.advance()
        let trades = try await web.get("/api/paper/trades?status=closed")
        #expect(trades.all("trades", "entry_price") == ["102"])
        expect(
            try await web.order("sell", 1, #", "trade_id": 2"#), 422, "invalid_request",
            ["trade_id"])
        expect(
            try await web.order("sell", 1, #", "trade_id": 99"#), 422, "invalid_request",
            ["trade_id"])
    }

    @Test func `a list is newest first, paged by number, and has what is open`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        let limit = #", "order_type": "limit", "limit_price": 50, "time_in_force": "gtc""#
        for number in 1...5 {
            try await web.order("buy", number, limit + #", "client_order_id": "n\#(number)""#)
        }
        let all = try await web.get("/api/paper/orders")
        #expect(all.all("", "order_id") == ["5", "4", "3", "2", "1"])
        #expect(all.names("0") == Self.bookedNames)
        let page = try await web.get("/api/paper/orders?limit=2&before=4")
        #expect(page.all("", "order_id") == ["3", "2"])
        _ = try await web.ask(.delete, "/api/paper/orders/3")
        let open = try await web.get("/api/paper/orders?status=open")
        #expect(open.all("", "order_id") == ["1", "2", "4", "5"])
        #expect(
            try await web.get("/api/paper/orders?client_order_id=n3")["0.status"] == "cancelled")
        #expect(try await web.get("/api/paper/orders?client_order_id=nobody").count() == 0)
    }

    @Test func `a working order is replaced and cancelled, one that has ended is not`()
        async throws
    {
        let web = try await WebScene.open()
        try await web.advance()
        let limit = #", "order_type": "limit", "limit_price": 50, "time_in_force": "gtc""#
        try await web.order("buy", 10, limit)
        let path = "/api/paper/orders/1"
        let changed = try await web.ask(.patch, path, #"{"qty": 5, "limit_price": "51.25"}"#)
        #expect(changed.status == 200 && changed.names() == Self.placedNames)
        #expect(changed["qty"] == "5" && changed["status"] == "working")
        #expect(try await web.get(path)["limit_price"] == "51.25")
        expect(
            try await web.ask(.patch, path, #"{"stop_price": 40}"#), 422, "invalid_request",
            ["stop_price"])
        expect(
            try await web.ask(.patch, path, #"{"limit_price": 51.255}"#), 422, "price_step",
            ["limit_price"])
        expect(try await web.ask(.patch, path, #"{}"#), 422, "invalid_request", ["body"])
        expect(
            try await web.ask(.patch, path, #"{"side": "sell"}"#), 422, "invalid_request", ["side"])
        expect(try await web.ask(.patch, path, #"{"qty": 5000}"#), 422, "order_refused")
        let cancelled = try await web.ask(.delete, path)
        #expect(cancelled.status == 200 && cancelled["status"] == "cancelled")
        expect(try await web.ask(.delete, path), 409, "order_not_working")
        expect(try await web.ask(.patch, path, #"{"qty": 4}"#), 409, "order_not_working")
    }

    @Test(arguments: ["0", "-1", "abc", "1.5", "99", "9223372036854775808", "%20", "+1"])
    func `a number that no order has is not found`(_ id: String) async throws {
        let web = try await WebScene.open()
        for method in [HTTPRequest.Method.get, .delete] {
            expect(try await web.ask(method, "/api/paper/orders/\(id)"), 404, "not_found")
        }
        expect(
            try await web.ask(.patch, "/api/paper/orders/\(id)", #"{"qty": 1}"#), 404, "not_found")
    }
}

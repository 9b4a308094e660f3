import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct TradeRouteTests {
    private static let names = [
        "created_at", "current_price", "entry_price", "entry_time", "epoch",
        "exit_client_order_id", "exit_price", "exit_reason", "exit_time", "fees", "id",
        "listed_at", "listed_on", "lot_id", "qty", "realized_pnl", "regime", "return_pct",
        "shares", "side", "signal_explanation", "signal_reason", "slippage", "slippage_applied",
        "status", "stop_is_default", "stop_loss", "strategy", "symbol", "take_profit",
        "unrealized_pnl", "updated_at",
    ]

    /// Bought 100 at 101 on the second day, sold 40 at 102 on the third, 60 are held.
    private static func traded() async throws -> WebScene {
        let web = try await WebScene.open()
        try await web.advance()
        try await web.order("buy", 100)
        try await web.advance()
        try await web.order("sell", 40)
        try await web.advance()
        return web
    }

    @Test func `a page of trades has every column, exact amounts and ISO times`() async throws {
        let page = try await Self.traded().get("/api/paper/trades")
        #expect(
            page.names() == [
                "next_cursor", "page", "page_size", "total", "total_is_minimum", "trades",
            ])
        #expect(page["total"] == "2" && page["page"] == "1" && page["page_size"] == "20")
        #expect(page["next_cursor"] == "null" && page["total_is_minimum"] == "false")
        #expect(page.names("trades.0") == Self.names && page.names("trades.1") == Self.names)
        let (closed, open) = ("trades.0.", "trades.1.")
        #expect(page[closed + "status"] == "closed" && page[open + "status"] == "open")
        #expect(page[closed + "side"] == "long" && page[closed + "strategy"] == "manual")
        #expect(page[closed + "entry_price"] == "101" && page[closed + "exit_price"] == "102")
        #expect(page[closed + "shares"] == "40" && page[closed + "qty"] == "40")
        #expect(page[closed + "realized_pnl"] == "40" && page[closed + "exit_reason"] == "manual")
        #expect(page[closed + "entry_time"] == "2025-01-14T14:30:00.000Z")
        #expect(page[closed + "exit_time"] == "2025-01-15T14:30:00.000Z")
        #expect(page[closed + "listed_on"] == "2025-01-15")
        #expect(page[closed + "created_at"] == DeskScene.wall.description)
        #expect(page[closed + "lot_id"] == page[open + "lot_id"])
        #expect(page[closed + "regime"] == "null" && page[closed + "unrealized_pnl"] == "null")
        // 60 at 101, now 102.5; the stop is 5 % below 101.
        #expect(page[open + "exit_price"] == "null" && page[open + "realized_pnl"] == "null")
        #expect(page[open + "current_price"] == "102.5" && page[open + "unrealized_pnl"] == "90")
        #expect(page[open + "stop_loss"] == "95.95" && page[open + "stop_is_default"] == "true")
        #expect(page[open + "take_profit"] == "null" && page[open + "return_pct"] == "null")
        #expect(page[open + "listed_on"] == "2025-01-14")
    }

    @Test func `a trade is answered with its fills, their rule and the bar they came from`()
        async throws
    {
        let web = try await Self.traded()
        let closed = try await web.get("/api/paper/trades?status=closed")
        let detail = try await web.get("/api/paper/trades/\(closed["trades.0.id"] ?? "")")
        #expect(detail.names() == ["fills", "trade"] && detail.names("trade") == Self.names)
        #expect(
            detail.names("fills.0") == [
                "client_order_id", "fee", "price", "qty", "rule", "side", "slippage", "source",
                "symbol", "time",
            ])
        #expect(detail.all("fills", "price") == ["101", "102"])
        #expect(detail.all("fills", "qty") == ["100", "40"])
        #expect(detail.all("fills", "rule") == ["open", "open"])
        #expect(detail["fills.1.source.bar.open"] == "102")
        #expect(detail["fills.1.source.bar.time"] == "2025-01-15T14:30:00.000Z")
        expect(try await web.get("/api/paper/trades/77"), 404, "not_found")
        expect(try await web.get("/api/paper/trades/x"), 404, "not_found")
    }

    @Test func `pages and cursors walk the same list, newest first`() async throws {
        let web = try await WebScene.open(["AAA": DeskScene.rising, "BBB": DeskScene.rising])
        try await web.advance()
        for number in 1...7 {
            try await web.order("buy", number, symbol: number.isMultiple(of: 2) ? "BBB" : "AAA")
            if number == 4 { try await web.advance() }
        }
        try await web.advance()
        let all = try await web.get("/api/paper/trades").all("trades", "id")
        #expect(all.count == 7)
        var (byPage, byCursor): ([String], [String]) = ([], [])
        var cursor = ""
        for page in 1...4 {
            let numbered = try await web.get("/api/paper/trades?page_size=2&page=\(page)")
            byPage += numbered.all("trades", "id")
            #expect(numbered["page"] == "\(page)" && numbered["total"] == "7")
            let followed = try await web.get("/api/paper/trades?page_size=2\(cursor)")
            byCursor += followed.all("trades", "id")
            cursor = "&cursor=\(followed["next_cursor"] ?? "")"
        }
        #expect(byPage == all && byCursor == all && cursor == "&cursor=null")
        #expect(try await web.get("/api/paper/trades?page=1000000").count("trades") == 0)
    }

    @Test func `a list is filtered by symbol, strategy, status and listed days, inclusive`()
        async throws
    {
        let web = try await Self.traded()
        func total(_ query: String) async throws -> String? {
            try await web.get("/api/paper/trades?\(query)")["total"]
        }
        #expect(try await total("symbol=AAA") == "2")
        #expect(try await total("symbol=BBB") == "0")
        #expect(try await total("strategy=manual") == "2")
        #expect(try await total("strategy=other") == "0")
        #expect(try await total("status=open") == "1")
        #expect(try await total("status=cancelled") == "0")
        #expect(try await total("from=2025-01-15") == "1")
        #expect(try await total("to=2025-01-14") == "1")
        #expect(try await total("from=2025-01-14&to=2025-01-15") == "2")
        #expect(try await total("from=2025-01-16") == "0")
        #expect(try await total("status=closed&symbol=AAA&from=2025-01-15&to=2025-01-15") == "1")
    }

    @Test func `after a reset the old epoch is read by its number`() async throws {
        let web = try await Self.traded()
        let reset = try await web.post("/api/paper/reset")
        #expect(reset["epoch"] == "2")
        #expect(try await web.get("/api/paper/trades")["total"] == "0")
        let old = try await web.get("/api/paper/trades?epoch=1")
        #expect(old["total"] == "2" && old.all("trades", "epoch") == ["1", "1"])
        #expect(Set(old.all("trades", "status")) == ["closed", "cancelled"])
        #expect(try await web.get("/api/paper/trades?epoch=3")["total"] == "0")
    }

    @Test(arguments: [
        ("page=0", "page"), ("page=x", "page"), ("page=1.5", "page"), ("page=1000001", "page"),
        ("page=-1", "page"), ("page=", "page"), ("page_size=0", "page_size"),
        ("page_size=501", "page_size"), ("page_size=99999999999999999999", "page_size"),
        ("symbol=", "symbol"), ("symbol=a%20b", "symbol"), ("strategy=A%20B", "strategy"),
        ("status=done", "status"), ("from=2025-13-01", "from"), ("to=2025-02-30", "to"),
        ("from=yesterday", "from"), ("cursor=abc", "cursor"), ("cursor=1-0", "cursor"),
        ("epoch=0", "epoch"), ("epoch=99999999999", "epoch"), ("limit=5", "limit"),
        ("page=1&page=2", "page"),
    ])
    func `a parameter that cannot be is named`(_ query: String, _ field: String) async throws {
        let web = try await WebScene.open()
        expect(try await web.get("/api/paper/trades?\(query)"), 422, "invalid_request", [field])
    }

    @Test func `several bad parameters are all named`() async throws {
        let answer = try await WebScene.open().get("/api/paper/trades?page=0&x=1&from=z")
        #expect(answer.status == 422 && Set(answer.faultyFields) == ["page", "x", "from"])
    }

    @Test func `stop and target of an open trade are set, moved and taken away`() async throws {
        let web = try await Self.traded()
        let path = "/api/paper/trades/1/protection"
        let both = try await web.ask(.put, path, #"{"stop_loss": "99.5", "take_profit": 120}"#)
        #expect(both.status == 200 && both.names() == Self.names)
        #expect(both["stop_loss"] == "99.5" && both["take_profit"] == "120")
        #expect(both["stop_is_default"] == "false")
        let moved = try await web.ask(.put, path, #"{"stop_loss": 98}"#)
        #expect(moved["stop_loss"] == "98" && moved["take_profit"] == "120")
        let bare = try await web.ask(.put, path, #"{"stop_loss": null, "take_profit": null}"#)
        #expect(bare["stop_loss"] == "0" && bare["take_profit"] == "null")
        #expect(try await web.get("/api/paper/positions")["0.stop_loss"] == "0")
    }

    @Test func `protection that cannot be is refused, and so is that of a closed trade`()
        async throws
    {
        let web = try await Self.traded()
        let path = "/api/paper/trades/1/protection"
        for (body, field) in [
            ("{}", "body"), (#"{"stop": 1}"#, "stop"), (#"{"stop_loss": 0}"#, "stop_loss"),
            (#"{"stop_loss": 103}"#, "stop_loss"), (#"{"take_profit": 100}"#, "take_profit"),
            (#"{"stop_loss": "1e400"}"#, "stop_loss"), (#"{"stop_loss": true}"#, "stop_loss"),
        ] {
            expect(try await web.ask(.put, path, body), 422, "invalid_request", [field])
        }
        expect(
            try await web.ask(.put, path, #"{"stop_loss": 99.999}"#), 422, "price_step",
            ["stop_loss"])
        let closed = try await web.get("/api/paper/trades?status=closed")["trades.0.id"] ?? ""
        expect(
            try await web.ask(.put, "/api/paper/trades/\(closed)/protection", #"{"stop_loss": 9}"#),
            409, "trade_not_open")
        expect(
            try await web.ask(.put, "/api/paper/trades/9/protection", #"{"stop_loss": 9}"#), 404,
            "not_found")
    }
}

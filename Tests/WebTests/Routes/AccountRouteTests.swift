import Domain
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct AccountRouteTests {
    /// 100 of AAA, bought at 101 on the second day, which closes at 101.5.
    private static func holding() async throws -> WebScene {
        let web = try await WebScene.open()
        try await web.advance()
        try await web.order("buy", 100)
        try await web.advance()
        return web
    }

    @Test func `an account adds up, and says when`() async throws {
        let account = try await Self.holding().get("/api/paper/account")
        #expect(
            account.names() == [
                "as_of", "buying_power", "cash", "currency", "day_pnl", "day_return_pct", "equity",
                "external_value", "mode", "positions_value", "realized_pnl", "unrealized_pnl",
            ])
        #expect(account["cash"] == "89900" && account["positions_value"] == "10150")
        #expect(account["equity"] == "100050" && account["unrealized_pnl"] == "50")
        #expect(account["buying_power"] == "89900" && account["realized_pnl"] == "0")
        #expect(account["day_pnl"] == "50" && account["day_return_pct"] == "0.05")
        #expect(account["currency"] == "USD" && account["mode"] == "paper")
        #expect(account["as_of"] == "2025-01-14T21:00:00.000Z")
    }

    @Test func `a new account has its opening cash and no day yet`() async throws {
        let account = try await WebScene.open().get("/api/paper/account")
        #expect(account["equity"] == "100000" && account["positions_value"] == "0")
        #expect(account["day_pnl"] == "null" && account["day_return_pct"] == "null")
    }

    @Test func `a position is shown at its last price, with the feed and its age`() async throws {
        let positions = try await Self.holding().get("/api/paper/positions")
        #expect(positions.count() == 1)
        #expect(
            positions.names("0") == [
                "age_seconds", "current_price", "entry_price", "entry_time", "feed", "id",
                "market_value", "qty", "shares", "side", "stop_loss", "symbol", "take_profit",
                "unrealized_pnl", "unrealized_pnl_pct", "updated_at",
            ])
        #expect(positions["0.symbol"] == "AAA" && positions["0.side"] == "long")
        #expect(positions["0.shares"] == "100" && positions["0.qty"] == "100")
        #expect(positions["0.entry_price"] == "101" && positions["0.current_price"] == "101.5")
        #expect(positions["0.market_value"] == "10150" && positions["0.unrealized_pnl"] == "50")
        #expect(positions["0.unrealized_pnl_pct"]?.hasPrefix("0.4950495049") == true)
        #expect(positions["0.stop_loss"] == "95.95" && positions["0.take_profit"] == "null")
        #expect(positions["0.entry_time"] == "2025-01-14T14:30:00.000Z")
        #expect(positions["0.feed"] == "replay" && positions["0.age_seconds"] == "0")
    }

    @Test func `quotes name feed, time and age, and sizes only where they are known`()
        async throws
    {
        let web = try await WebScene.open(["AAA": DeskScene.rising, "BBB": DeskScene.rising])
        #expect(try await web.get("/api/paper/quotes").count() == 0)
        try await web.advance(2)
        let quotes = try await web.get("/api/paper/quotes")
        #expect(quotes.all("", "symbol") == ["AAA", "BBB"])
        #expect(
            quotes.names("0") == [
                "age_seconds", "ask", "ask_size", "bid", "bid_size", "feed", "last",
                "previous_close", "symbol", "time",
            ])
        #expect(quotes["0.bid"] == "101.5" && quotes["0.ask"] == "101.5")
        #expect(quotes["0.bid_size"] == "null" && quotes["0.previous_close"] == "100.5")
        #expect(quotes["0.feed"] == "replay" && quotes["0.age_seconds"] == "0")
        #expect(try await web.get("/api/paper/quotes?symbol=BBB").all("", "symbol") == ["BBB"])
        #expect(try await web.get("/api/paper/quotes?symbol=CCC").count() == 0)
        expect(try await web.get("/api/paper/quotes?symbol=,"), 422, "invalid_request", ["symbol"])
    }

    @Test func `bars show nothing that has not happened yet`() async throws {
        let web = try await WebScene.open()
        #expect(try await web.get("/api/paper/bars?symbol=AAA").count() == 0)
        try await web.advance(3)
        let bars = try await web.get("/api/paper/bars?symbol=AAA")
        #expect(bars.names("0") == ["close", "high", "low", "open", "time", "volume"])
        #expect(bars.all("", "open") == ["100", "101", "102"])
        #expect(bars["2.high"] == "103" && bars["2.low"] == "101" && bars["2.close"] == "102.5")
        #expect(bars["2.time"] == "2025-01-15T05:00:00.000Z" && bars["2.volume"] == "1000")
        let some = try await web.get("/api/paper/bars?symbol=AAA&limit=1")
        #expect(some.all("", "open") == ["102"])
        let window = "&from=2025-01-14T00:00:00Z&to=2025-01-15T00:00:00Z"
        #expect(try await web.get("/api/paper/bars?symbol=AAA" + window).all("", "open") == ["101"])
        #expect(try await web.get("/api/paper/bars?symbol=AAA&timeframe=1d").count() == 3)
        #expect(try await web.get("/api/paper/bars?symbol=AAA&timeframe=1m").count() == 0)
        #expect(try await web.get("/api/paper/bars?symbol=CCC").count() == 0)
    }

    @Test(arguments: [
        ("", "symbol"), ("?timeframe=1d", "symbol"), ("?symbol=AAA&timeframe=2d", "timeframe"),
        ("?symbol=AAA&from=yesterday", "from"), ("?symbol=AAA&to=1", "to"),
        ("?symbol=AAA&limit=0", "limit"), ("?symbol=AAA&limit=5001", "limit"),
        ("?symbol=AAA&count=1", "count"),
    ])
    func `a wish for bars that cannot be names its parameter`(
        _ query: String, _ field: String
    ) async throws {
        let web = try await WebScene.open()
        expect(try await web.get("/api/paper/bars\(query)"), 422, "invalid_request", [field])
    }

    @Test(arguments: ["mode", "paper/positions", "paper/account", "live/account", "paper/feed"])
    func `a parameter where none is known is refused`(_ path: String) async throws {
        let web = try await WebScene.open()
        expect(try await web.get("/api/\(path)?x=1"), 422, "invalid_request", ["x"])
    }
}

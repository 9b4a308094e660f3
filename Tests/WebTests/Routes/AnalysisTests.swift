import Domain
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct AnalysisTests {
    /// Two trades: 10 from 101 to 102 wins 10, 10 from 103 to 97 loses 60.
    private static func traded() async throws -> WebScene {
        let web = try await WebScene.open([
            "AAA": [
                "100 101 99 100.5", "101 102 100 101.5", "102 103 101 102.5", "103 104 102 103.5",
                "97 98 96 97", "98 99 97 98",
            ]
        ])
        try await web.advance()
        let none = #", "stop_loss": 1"#
        try await web.order("buy", 10, none)
        try await web.advance()
        try await web.order("sell", 10)
        try await web.advance()
        try await web.order("buy", 10, none)
        try await web.advance()
        try await web.order("sell", 10)
        try await web.advance()
        return web
    }

    @Test func `what two trades say is that of a calculation by hand`() async throws {
        let answer = try await Self.traded().get("/api/paper/analysis")
        #expect(answer.status == 200 && answer["mode"] == "paper")
        #expect(answer["is_partial"] == "false" && answer["trades.closed"] == "2")
        #expect(answer["trades.wins"] == "1" && answer["trades.losses"] == "1")
        #expect(answer["trades.win_rate"] == "0.5" && answer["trades.net_pnl"] == "-50")
        #expect(answer["trades.gross_profit"] == "10" && answer["trades.gross_loss"] == "-60")
        let factor = try #require(answer["trades.profit_factor"].flatMap(Double.init))
        #expect(abs(factor - 10.0 / 60) < 1e-12)
        #expect(answer["trades.expectancy"] == "-25" && answer["trades.largest_win"] == "10")
        #expect(answer["trades.average_loss"] == "-60" && answer["trades.current_streak"] == "-1")
        #expect(answer["trades.longest_win_streak"] == "1")
        #expect(answer["trades.slippage"] == "0" && answer["trades.fees"] == "0")
        #expect(answer.all("by_symbol", "key") == ["AAA"])
        #expect(answer.all("by_strategy", "key") == ["manual"])
        #expect(answer.all("by_regime", "key") == ["none"])
        // 2025-01-14 is a Tuesday, 2025-01-16 a Thursday; entries fill at 9:30 in New York.
        #expect(answer.all("by_weekday", "key") == ["tuesday", "thursday"])
        #expect(answer.all("by_weekday", "net_pnl") == ["10", "-60"])
        #expect(answer.all("by_hour", "key") == ["09"])
    }

    @Test func `its curve is that of the equity marks, with the deepest fall`() async throws {
        let answer = try await Self.traded().get("/api/paper/analysis")
        let curve = answer.all("equity_curve", "equity")
        #expect(curve.first == "100000" && curve.last == "99950")
        let total = try #require(answer["curve.total_return_pct"].flatMap(Double.init))
        #expect(abs(total + 0.05) < 1e-9)
        let deepest = try #require(answer["curve.max_drawdown_pct"].flatMap(Double.init))
        #expect(deepest < -0.05 && deepest > -0.08)
    }

    @Test func `a part of the trades is looked at by the words of the list`() async throws {
        let web = try await Self.traded()
        let day = try await web.get("/api/paper/analysis?from=2025-01-17&to=2025-01-17")
        #expect(day["trades.closed"] == "1" && day["trades.net_pnl"] == "-60")
        let none = try await web.get("/api/paper/analysis?symbol=BBB")
        #expect(none["trades.closed"] == "0" && none["trades.win_rate"] == "null")
        #expect(none.count("equity_curve") == 0 && none["curve.max_drawdown_pct"] == "null")
        #expect(none.count("by_symbol") == 0)
        #expect(try await web.get("/api/paper/analysis?epoch=7")["trades.closed"] == "0")
        #expect(try await web.get("/api/live/analysis")["mode"] == "live")
        expect(
            try await web.get("/api/paper/analysis?page=2&from=x"), 422, "invalid_request",
            ["page", "from"])
    }
}

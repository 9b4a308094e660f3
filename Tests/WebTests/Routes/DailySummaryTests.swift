import Domain
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct DailySummaryTests {
    /// A mode's days, by `date R U trades Day%`.
    private static func lines(_ summary: Answer) -> [String] {
        (0..<(summary.count("days") ?? 0)).map { index in
            ["date", "realized_pnl", "unrealized_pnl", "trade_count", "day_return_pct"]
                .map { summary["days.\(index).\($0)"] ?? "-" }.joined(separator: " ")
        }
    }

    @Test func `days have what was realized, what is open and what the day brought`()
        async throws
    {
        let web = try await WebScene.open()
        let empty = try await web.get("/api/paper/daily-summary")
        #expect(empty.names() == ["days", "mode", "totals"] && empty["mode"] == "paper")
        #expect(empty.names("totals") == ["closed", "open", "realized_pnl", "unrealized_pnl"])
        try await web.advance()
        try await web.order("buy", 100)
        try await web.advance()  // At 101; the day closes at 101.5: +50.
        try await web.order("sell", 40)
        try await web.advance()  // At 102: +40; the 60 that stay close at 102.5: +90.
        let summary = try await web.get("/api/paper/daily-summary?days=2")
        #expect(
            summary.names("days.0") == [
                "date", "day_return_pct", "realized_pnl", "trade_count", "unrealized_pnl",
            ])
        let lines = Self.lines(summary)
        try #require(lines.count == 2)
        // From 100,050 to 100,000 + 40 + 90: 80 over 100,050.
        #expect(lines[0].hasPrefix("2025-01-15 40 0 1 0.0799600199"), "\(lines[0])")
        #expect(lines[1] == "2025-01-14 0 90 1 0.05")
        #expect(summary["totals.closed"] == "1" && summary["totals.open"] == "1")
        #expect(summary["totals.realized_pnl"] == "40")
        #expect(summary["totals.unrealized_pnl"] == "90")
    }

    @Test func `R +43 and U -563 on 28,108 make a day of -1.85 percent`() async throws {
        let web = try await WebScene.open([
            "AAA": ["100 100 100 100", "100 100 100 100", "100.43 101 100 100.5"],
            "BBB": ["50 51 49 50", "50 51 49 50", "50 51 44 44.37"],
        ])
        _ = try await web.post("/api/paper/reset", #"{"initial_balance": 28108}"#)
        try await web.advance()
        try await web.order("buy", 100)
        try await web.advance()
        try await web.order("sell", 100)
        try await web.order("buy", 100, #", "stop_loss": 40"#, symbol: "BBB")
        try await web.advance()
        let summary = try await web.get("/api/paper/daily-summary")
        #expect(summary["days.0.date"] == "2025-01-15")
        #expect(summary["days.0.realized_pnl"] == "43")
        #expect(summary["days.0.unrealized_pnl"] == "-563")
        // (43 - 563) / 28,108 = -1.8500 %.
        let percent = try #require(Double(summary["days.0.day_return_pct"] ?? ""))
        #expect(abs(percent - -1.850_007) < 0.000_001, "\(percent)")
        let account = try await web.get("/api/paper/account")
        #expect(account["equity"] == "27588" && account["day_pnl"] == "-520")
    }

    @Test func `a day that is over keeps its percent, whatever comes after`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        try await web.order("buy", 100)
        try await web.advance()
        try await web.order("sell", 100)
        try await web.advance()  // Sold at 102: the account does not change any more.
        let before = Self.lines(try await web.get("/api/paper/daily-summary"))
        try await web.advance(3)
        let after = Self.lines(try await web.get("/api/paper/daily-summary"))
        #expect(after.suffix(before.count) == before[...])
    }

    @Test(arguments: ["0", "3651", "-1", "all", "1.5"])
    func `a number of days that cannot be is refused`(_ days: String) async throws {
        let web = try await WebScene.open()
        expect(
            try await web.get("/api/paper/daily-summary?days=\(days)"), 422, "invalid_request",
            ["days"])
    }
}

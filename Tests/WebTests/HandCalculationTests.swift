import Desk
import Domain
import Foundation
import MarketData
import Storage
import TestSupport
import Testing

@testable import Web

/// Real prices, traded over HTTP, and every figure worked out by hand from the lines of the file.
@Suite struct HandCalculationTests {
    /// A desk that replays `samples/goog_daily.csv` bar by bar, asked for by its own API.
    private static func google() async throws -> WebScene {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = try BarFile(path: root.appending(path: "samples/goog_daily.csv").path)
        let ledger = try Ledger.inMemory(surroundings: .desk(MarketClock(DeskScene.wall)))
        let symbol = try #require(Symbol("GOOG"))
        try await ledger.bars.save(file.bars, of: symbol, try #require(file.timeframe))
        return try WebScene(await DeskScene.open([:], ledger: ledger))
    }

    /// The lines of the file that are traded on, as they stand in it:
    ///
    ///     time,open,high,low,close,volume,adj_close
    ///     2004-08-19,100.01,104.06,95.96,100.335,44659000,50.32284179174976
    ///     2004-08-20,101.01,109.08,100.5,108.31,22834300,54.32268893670621
    ///     2004-08-23,110.76,113.48,109.05,109.4,18256100,54.86937650886953
    ///     2004-08-24,111.24,111.6,103.57,104.87,15247300,52.597363020888004
    @Test func `buy 100, sell 40, then 60, and every figure is that of the file`() async throws {
        let web = try await Self.google()
        try await web.advance()
        let bought = try await web.order("buy", 100, symbol: "GOOG")
        #expect(bought.status == 201 && bought["filled_price"] == "null")
        // Filled at the open of the next real bar: 101.01.
        try await web.advance()
        let entry = try await web.get("/api/paper/orders/1")
        #expect(entry["status"] == "filled" && entry["filled_price"] == "101.01")
        // 100,000 - 100 x 101.01 = 89,899; with 100 x 108.31 = 100,730.
        try await Self.expect(web, cash: "89899", equity: "100730", "730", realized: "0")
        try await web.order("sell", 40, symbol: "GOOG")
        try await web.advance()
        // + 40 x 110.76 = 94,329.40; with 60 x 109.40 = 100,893.40; 40 x (110.76 - 101.01) = 390;
        // 60 x (109.40 - 101.01) = 503.40.
        try await Self.expect(web, cash: "94329.4", equity: "100893.4", "503.4", realized: "390")
        try await web.order("sell", 60, symbol: "GOOG")
        try await web.advance()
        // + 60 x 111.24 = 101,003.80; 60 x (111.24 - 101.01) = 613.80, in all 1,003.80.
        try await Self.expect(web, cash: "101003.8", equity: "101003.8", "0", realized: "1003.8")
        try await Self.expectTrades(try await web.get("/api/paper/trades"))
        try Self.expectDays(try await web.get("/api/paper/daily-summary"))
        #expect(try await web.get("/api/paper/positions").count() == 0)
        #expect(try await web.get("/api/paper/orders?status=open").count() == 0)
        #expect(try await web.scene.ledger.examine().isEmpty)
    }

    private static func expect(
        _ web: WebScene, cash: String, equity: String, _ unrealized: String, realized: String,
    ) async throws {
        let account = try await web.get("/api/paper/account")
        #expect(account["cash"] == cash && account["equity"] == equity, "\(account.body)")
        #expect(account["unrealized_pnl"] == unrealized && account["realized_pnl"] == realized)
        let totals = try await web.get("/api/paper/daily-summary")
        #expect(totals["totals.unrealized_pnl"] == unrealized)
        #expect(totals["totals.realized_pnl"] == realized)
        #expect(try await web.get("/api/mode")["paper_balance"] == cash)
        #expect(try await web.get("/api/mode")["paper_realized_pnl"] == realized)
    }

    private static func expectTrades(_ page: Answer) async throws {
        #expect(page["total"] == "2")
        #expect(page.all("trades", "qty") == ["60", "40"])
        #expect(page.all("trades", "entry_price") == ["101.01", "101.01"])
        #expect(page.all("trades", "exit_price") == ["111.24", "110.76"])
        #expect(page.all("trades", "realized_pnl") == ["613.8", "390"])
        #expect(page.all("trades", "listed_on") == ["2004-08-24", "2004-08-23"])
        // New York is four hours behind UTC in August; the session opens at 9:30.
        #expect(page["trades.1.entry_time"] == "2004-08-20T13:30:00.000Z")
        #expect(page["trades.1.exit_time"] == "2004-08-23T13:30:00.000Z")
    }

    private static func expectDays(_ summary: Answer) throws {
        let days = summary.all("days", "date")
        // The first two have equity, and no trade is listed on them.
        #expect(days == ["2004-08-24", "2004-08-23", "2004-08-20", "2004-08-19"])
        #expect(summary.all("days", "realized_pnl") == ["613.8", "390", "0", "0"])
        #expect(summary.all("days", "unrealized_pnl") == ["0", "0", "0", "0"])
        #expect(summary.all("days", "trade_count") == ["1", "1", "0", "0"])
        #expect(summary["totals.closed"] == "2" && summary["totals.open"] == "0")
        // From 100,893.40 to 101,003.80; from 100,730 to 100,893.40; from 100,000 to 100,730.
        let expected = [110.4 / 100_893.4, 163.4 / 100_730, 730.0 / 100_000, 0]
        for (found, expected) in zip(summary.all("days", "day_return_pct"), expected) {
            let percent = try #require(Double(found))
            #expect(abs(percent - 100 * expected) < 1e-9, "\(found)")
        }
    }
}

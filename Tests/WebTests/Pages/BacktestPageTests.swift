import Desk
import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct BacktestPageTests {
    private static let waves = (0..<30).map { day in
        let close = 100 + [0, 2, 4, 6, 4, 2][day % 6]
        return "\(close) \(close + 1) \(close - 1) \(close)"
    }

    @Test func `the form is made of what the strategy says of itself`() async throws {
        let web = try await WebScene.open()
        let page = try await web.get("/trades/backtest?mode=paper&strategy=donchian_atr")
        #expect(page.status == 200)
        for part in ["name=\"p.up\"", "name=\"p.trail\"", "Stored: AAA", "Nothing was run yet"] {
            #expect(page.body.contains(part), "\(part)")
        }
        let standard = try await web.get("/trades/backtest?mode=paper")
        #expect(standard.body.contains("<option selected>long</option>"))
    }

    @Test func `a run that a form asked for shows its result, again and as a file`()
        async throws
    {
        let web = try await WebScene.open(["AAA": Self.waves])
        let browser = try await Browser(web, at: "/trades/backtest?mode=paper")
        let form =
            "strategy=sma_cross&symbols=aaa&p.fast=1&p.slow=2"
            + "&sizing=fixed&size=10&initial_cash=50000"
        let sent = try await browser.send("/forms/paper/backtests", form)
        await web.scene.desk.backtests.idle()
        let runs = try await web.get("/api/backtest/runs")
        let run = try #require(runs["0.run_id"])
        #expect(sent.status == 303)
        #expect(sent.headers[.location] == "/trades/backtests/\(run)?mode=paper")
        #expect(runs["0.state"] == "finished" && runs["0.config.initial_cash"] == "50000")

        let page = try await web.get("/trades/backtests/\(run)?mode=paper")
        #expect(page.status == 200)
        for part in ["<svg", "Buy and hold", "sma cross on AAA", "The 1 bar average rose", run] {
            #expect(page.body.contains(part), "\(part)")
        }
        let list = try await web.get("/trades/backtests?mode=paper")
        #expect(list.body.contains("/trades/backtests/\(run)?mode=paper"))
        #expect(list.body.contains("fast 1, slow 2"))
        #expect(try await web.get("/trades/backtest?mode=paper").body.contains("fast 1, slow 2"))
        let file = try await web.get("/trades/backtests/\(run)/trades.csv?mode=paper")
        #expect(file.body.hasPrefix("n,symbol,side,size,"))
        let trades = try await web.get("/api/backtest/results/\(run)")
        #expect(file.body.split(separator: "\r\n").count == 1 + (trades.count("trades") ?? 0))
    }

    @Test func `a run without a result says how far it is, or why there is none`() async throws {
        let web = try await WebScene.open(["AAA": Self.waves])
        let body = #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross", "slow": 99}}"#
        let run = try #require(await web.post("/api/backtest/runs", body)["run_id"])
        await web.scene.desk.backtests.idle()
        let failed = try await web.get("/trades/backtests/\(run)?mode=paper")
        #expect(failed.status == 200 && failed.body.contains("It failed, and left nothing: "))
        #expect(failed.body.contains("AAA has 30") && failed.body.contains("Run again"))
        var waiting = BacktestRunRecord(
            runID: "waits", config: body, createdAt: DeskScene.wall)
        waiting.progress = 0.25
        try await web.scene.ledger.put(waiting)
        let open = try await web.get("/trades/backtests/waits?mode=paper")
        #expect(open.body.contains("queued, 25 %") && open.body.contains(">Cancel<"))
    }

    @Test func `splits and dividends of a form are used, and asked for again`() async throws {
        let web = try await WebScene.open(["AAA": Self.waves])
        let browser = try await Browser(web, at: "/trades/backtest?mode=paper")
        let day = "2025-01-21"
        let form =
            "strategy=sma_cross&symbols=AAA&p.fast=1&p.slow=2&actions="
            + "date,symbol,kind,value%0D%0A\(day),AAA,dividend,1.5%0D%0A"
        for _ in 0..<2 { _ = try await browser.send("/forms/paper/backtests", form) }
        await web.scene.desk.backtests.idle()
        let runs = try await web.get("/api/backtest/runs")
        #expect(runs["0.config.actions"]?.contains("\(day),AAA,dividend,1.5") == true)
        #expect(runs["0.result_hash"] != nil && runs["0.result_hash"] == runs["1.result_hash"])
    }

    @Test func `what a form cannot ask for is told, and nothing runs`() async throws {
        let web = try await WebScene.open()
        let browser = try await Browser(web, at: "/trades/backtest?mode=paper")
        for bad in [
            "p.fast=0", "initial_cash=many", "symbols=%25", "from=yesterday",
            "actions=date,symbol,kind,value%0D%0A2014-06-09,AAA,spilt,7:1",
        ] {
            let form = "strategy=sma_cross&symbols=AAA&\(bad)"
            let answer = try await browser.send("/forms/paper/backtests", form)
            #expect(answer.status == 303, "\(bad)")
            let page = try await browser.get("/trades/backtest?mode=paper")
            #expect(page.body.contains("Not done:"), "\(bad)")
        }
        #expect(try await web.get("/api/backtest/runs").count() == 0)
        #expect(try await web.get("/trades/backtests/none?mode=paper").status == 404)
    }
}

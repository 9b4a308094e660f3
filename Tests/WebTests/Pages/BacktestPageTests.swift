import Desk
import Domain
import HTTPTypes
import TestSupport
import Testing

@testable import Web

@Suite struct BacktestPageTests {
    private static let waves = (0..<30).map { day in
        let close = 100 + [0, 2, 4, 6, 4, 2][day % 6]
        return "\(close) \(close + 1) \(close - 1) \(close)"
    }

    /// What a browser sends with a form: the cookie of the page, and the page's token.
    private func session(_ page: Answer) throws -> (cookie: String, token: String) {
        let cookie = String(try #require(page.headers[.setCookie]).prefix { $0 != ";" })
        let mark = "name=\"form_token\" value=\""
        let start = try #require(page.body.firstRange(of: mark)).upperBound
        return (cookie, String(page.body[start...].prefix { $0 != "\"" }))
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
        let (cookie, token) = try session(await web.get("/trades/backtest?mode=paper"))
        let headers: HTTPFields = [
            .contentType: "application/x-www-form-urlencoded", .cookie: cookie,
        ]
        let form =
            "form_token=\(token)&strategy=sma_cross&symbols=aaa&p.fast=1&p.slow=2"
            + "&sizing=fixed&size=10&initial_cash=50000"
        let sent = try await web.post("/forms/paper/backtests", form, headers)
        #expect(sent.status == 303)
        await web.scene.desk.backtests.idle()
        let runs = try await web.get("/api/backtest/runs")
        let run = try #require(runs["0.run_id"])
        #expect(runs["0.state"] == "finished" && runs["0.config.initial_cash"] == "50000")

        let page = try await web.get("/trades/backtests/\(run)?mode=paper")
        #expect(page.status == 200)
        for part in ["<svg", "Buy and hold", "sma cross on AAA", "The 1 bar average rose", run] {
            #expect(page.body.contains(part), "\(part)")
        }
        let list = try await web.get("/trades/backtests?mode=paper")
        #expect(list.body.contains("/trades/backtests/\(run)?mode=paper"))
        let file = try await web.get("/trades/backtests/\(run)/trades.csv?mode=paper")
        #expect(file.body.hasPrefix("n,symbol,side,size,"))
        let trades = try await web.get("/api/backtest/results/\(run)")
        #expect(file.body.split(separator: "\r\n").count == 1 + (trades.count("trades") ?? 0))
    }

    @Test func `what a form cannot ask for is told, and nothing runs`() async throws {
        let web = try await WebScene.open()
        let (cookie, token) = try session(await web.get("/trades/backtest?mode=paper"))
        let headers: HTTPFields = [
            .contentType: "application/x-www-form-urlencoded", .cookie: cookie,
        ]
        for bad in ["p.fast=0", "initial_cash=many", "symbols=%25", "from=yesterday"] {
            let form = "form_token=\(token)&strategy=sma_cross&symbols=AAA&\(bad)"
            let answer = try await web.post("/forms/paper/backtests", form, headers)
            #expect(answer.status == 303, "\(bad)")
            let page = try await web.get("/trades/backtest?mode=paper", [.cookie: cookie])
            #expect(page.body.contains("Not done:"), "\(bad)")
        }
        #expect(try await web.get("/api/backtest/runs").count() == 0)
        #expect(try await web.get("/trades/backtests/none?mode=paper").status == 404)
    }
}

import Desk
import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct SweepPageTests {
    private static let waves = (0..<30).map { day in
        let close = 100 + [0, 2, 4, 6, 4, 2, 1][day % 7] + day % 3
        return "\(close) \(close + 1) \(close - 1) \(close)"
    }
    private static let form =
        "strategy=sma_cross&symbols=aaa&measure=return&axis0=fast&values0=1:3&axis1=slow"
        + "&values1=4,6&p.fast=10&p.slow=30&p.mode=long"

    @Test func `the form is made of what the strategy says of itself`() async throws {
        let web = try await WebScene.open()
        let page = try await web.get("/trades/sweep?mode=paper&strategy=donchian_atr")
        #expect(page.status == 200)
        for part in [
            "<option value=\"up\" selected>", "<option value=\"dn\" selected>", "name=\"p.trail\"",
            "name=\"values1\"", "Stored: AAA", "Nothing was run yet", "Return over drawdown",
        ] { #expect(page.body.contains(part), "\(part)") }
    }

    @Test func `a sweep that a form asked for shows every trial, the best one marked`()
        async throws
    {
        let web = try await WebScene.open(["AAA": Self.waves])
        let browser = try await Browser(web, at: "/trades/sweep?mode=paper")
        let sent = try await browser.send("/forms/paper/sweeps", Self.form)
        await web.scene.desk.backtests.idle()
        let run = try #require(await web.get("/api/backtest/runs")["0.run_id"])
        let address = "/trades/sweeps/\(run)?mode=paper"
        #expect(sent.status == 303 && sent.headers[.location] == address)
        let result = try await web.get("/api/backtest/sweeps/\(run)")
        let page = try await web.get(address)
        let best = try #require(result["best_trial"])
        #expect(page.status == 200)
        #expect(page.body.ranges(of: "<td class=\"h").count == 6)
        #expect(page.body.ranges(of: "visually-hidden\">best: ").count == 1)
        let mark = "\(address)&trial=\(best)#trial".replacing("&", with: "&amp;")
        let cell = try #require(page.body.firstRange(of: "h8 best\"><a href=\"\(mark)\""))
        #expect(page.body[cell.upperBound...].hasPrefix(" data-swap title=\"fast "))
        for part in ["Return by fast and slow", "fast ↓ slow →", "Beware of overfitting"] {
            #expect(page.body.contains(part), "\(part)")
        }
        let list = try await web.get("/trades/sweep?mode=paper")
        #expect(list.body.contains(">Heat map<"))
        #expect(try await web.get("/trades/backtests/\(run)?mode=paper").status == 404)
    }

    @Test func `a trial that is looked at is run alone by its button`() async throws {
        let web = try await WebScene.open(["AAA": Self.waves])
        let browser = try await Browser(web, at: "/trades/sweep?mode=paper")
        _ = try await browser.send("/forms/paper/sweeps", Self.form)
        await web.scene.desk.backtests.idle()
        let run = try #require(await web.get("/api/backtest/runs")["0.run_id"])
        let page = try await web.get("/trades/sweeps/\(run)?mode=paper&trial=3")
        #expect(page.body.contains("<h2 id=\"trial\">fast 2, slow 6</h2>"))
        let mark = "name=\"request\" value=\""
        let start = try #require(page.body.firstRange(of: mark)).upperBound
        let request = page.body[start...].prefix { $0 != "\"" }.replacing("&quot;", with: "\"")
        #expect(request.contains("\"fast\":\"2\"") && !request.contains("vary"), "\(request)")
        let sent = try await browser.send(
            "/forms/paper/backtests", "request=\(PageAddress.escaped(String(request)))",
            fragment: true)
        await web.scene.desk.backtests.idle()
        let alone = try #require(sent["address"]?.split(separator: "/").last?.prefix { $0 != "?" })
        let detail = try await web.get("/api/backtest/results/\(alone)")
        let sweep = try await web.get("/api/backtest/sweeps/\(run)")
        let equity = try #require(Double(sweep["rows.3.final_equity"] ?? ""))
        #expect(Double(detail["final_equity"] ?? "") == equity)
        #expect(detail["num_trades"] == sweep["rows.3.num_trades"])
    }

    @Test func `what cannot be swept is told, to a script too, and nothing runs`() async throws {
        let web = try await WebScene.open()
        let browser = try await Browser(web, at: "/trades/sweep?mode=paper")
        for bad in ["values0=0:2", "values0=,", "axis1=fast", "measure=luck", "initial_cash=many"] {
            let sent = try await browser.send(
                "/forms/paper/sweeps",
                "\(Self.form)&\(bad)&return_to=/trades/sweep?mode=paper%26strategy=sma_cross")
            let address = try #require(sent.headers[.location])
            #expect(sent.status == 303 && address == "/trades/sweep?mode=paper&strategy=sma_cross")
            #expect(try await browser.get(address).body.contains("Not done:"), "\(bad)")
            let told = try await browser.send(
                "/forms/paper/sweeps", "\(Self.form)&\(bad)", fragment: true)
            #expect(told["tone"] == "bad" && told["address"] == nil, "\(bad)")
        }
        #expect(try await web.get("/api/backtest/runs").count() == 0)
    }

    @Test func `one that is under way or has ended without a result says so`() async throws {
        let web = try await WebScene.open()
        let config =
            #"{"symbols":["AAA"],"strategy":{"kind":"sma_cross"},"vary":[{"name":"fast","#
            + #""values":"1"},{"name":"slow","values":"2"}]}"#
        for (name, state, words) in [
            ("a", BacktestRunRecord.State.running, "running, 50 %"),
            ("b", .cancelled, "It was cancelled"), ("c", .failed, "left nothing: out of luck"),
        ] {
            var run = BacktestRunRecord(runID: name, config: config, createdAt: DeskScene.wall)
            (run.state, run.progress) = (state, 0.5)
            run.error = state == .failed ? "out of luck" : nil
            try await web.scene.ledger.put(run)
            let page = try await web.get("/trades/sweeps/\(name)?mode=paper")
            #expect(page.status == 200 && page.body.contains(words), "\(words)")
            #expect(page.body.contains(">Cancel<") == (state == .running))
            #expect(!page.body.contains("class=\"heat\""))
        }
        #expect(try await web.get("/trades/sweeps/none?mode=paper").status == 404)
    }

    @Test func `shades go from the least to the greatest, and one value alone is in the middle`() {
        let range = -1.0...1.0
        let shades = [-1, -0.99, 0, 0.99, 1].map { HeatMapBuilder.shade(of: $0, in: range) }
        #expect(shades == ["h0", "h0", "h4", "h8", "h8"])
        #expect(HeatMapBuilder.shade(of: 2, in: 2...2) == "h4")
        #expect(HeatMapBuilder.shade(of: nil, in: range) == "none")
    }
}

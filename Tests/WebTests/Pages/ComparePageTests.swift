import Desk
import Domain
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct ComparePageTests {
    private static let waves = (0..<30).map { day in
        let close = 100 + [0, 2, 4, 6, 4, 2, 1][day % 7] + day % 3
        return "\(close) \(close + 1) \(close - 1) \(close)"
    }

    private func runs(_ web: WebScene, _ slow: Int...) async throws -> [String] {
        var runs: [String] = []
        for slow in slow {
            let body =
                #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross", "fast": 1, "slow": \#(slow)}}"#
            runs.append(try #require(await web.post("/api/backtest/runs", body)["run_id"]))
        }
        await web.scene.desk.backtests.idle()
        return runs
    }

    private func address(_ runs: [String]) -> String {
        "/trades/compare?mode=paper" + runs.map { "&run=\($0)" }.joined()
    }

    @Test func `two results stand side by side, with what differs and both curves in one picture`()
        async throws
    {
        let web = try await WebScene.open(["AAA": Self.waves])
        let runs = try await runs(web, 3, 6)
        let page = try await web.get(address(runs))
        #expect(page.status == 200)
        #expect(page.body.ranges(of: "<svg viewBox=\"0 0 1000 220\"").count == 1)
        #expect(page.body.contains("class=\"line first\"") && page.body.contains("line second"))
        #expect(
            page.body.contains("<th scope=\"row\">slow</th><td>3</td><td>6</td>"))
        var trades: [Int] = []
        for run in runs {
            let result = try await web.get("/api/backtest/results/\(run)")
            trades.append(try #require(Int(result["num_trades"] ?? "")))
        }
        let more = trades[1] - trades[0]
        let sign = more < 0 ? "\u{2212}\(-more)" : more > 0 ? "+\(more)" : "0"
        let row =
            "<th scope=\"row\">Trades</th><td class=\"num\">\(trades[0])</td>"
            + "<td class=\"num\">\(trades[1])</td><td class=\"num\">\(sign)</td>"
        #expect(page.body.contains(row), "\(row)")
        #expect(!page.body.contains("came to the same result"))
    }

    @Test func `two runs of one request came to the same`() async throws {
        let web = try await WebScene.open(["AAA": Self.waves])
        let page = try await web.get(address(try await runs(web, 3, 3)))
        #expect(page.body.contains("Both came to the same result"))
        #expect(page.body.contains("Both were asked for with the same settings"))
    }

    @Test func `one, three or the same twice cannot be compared, and one that is not is 404`()
        async throws
    {
        let web = try await WebScene.open(["AAA": Self.waves])
        let runs = try await runs(web, 3, 5, 6)
        for chosen in [[], [runs[0]], [runs[0], runs[0]], runs] {
            let page = try await web.get(address(chosen))
            #expect(page.status == 422 && page.body.contains("Two results are compared"))
        }
        #expect(try await web.get(address([runs[0], "none"])).status == 404)
    }

    @Test func `the list of results offers them to be chosen`() async throws {
        let web = try await WebScene.open(["AAA": Self.waves])
        let runs = try await runs(web, 3, 6)
        let list = try await web.get("/trades/backtests?mode=paper")
        for run in runs {
            #expect(list.body.contains("type=\"checkbox\" name=\"run\" value=\"\(run)\""))
        }
    }
}

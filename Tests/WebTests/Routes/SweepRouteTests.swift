import Desk
import Domain
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct SweepRouteTests {
    private static let waves = (0..<30).map { day in
        let close = 100 + [0, 2, 4, 6, 4, 2][day % 6]
        return "\(close) \(close + 1) \(close - 1) \(close)"
    }
    private static let sweep =
        #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross"}, "vary": "#
        + #"[{"name": "fast", "values": "1,2"}, {"name": "slow", "values": "3:5"}]}"#

    @Test func `a sweep is accepted, goes on without its page, and has its result`()
        async throws
    {
        let web = try await WebScene.open(["AAA": Self.waves])
        let accepted = try await web.post("/api/backtest/sweeps", Self.sweep)
        #expect(accepted.status == 202 && accepted["state"] == "queued")
        let runID = try #require(accepted["run_id"])
        await web.scene.desk.backtests.idle()
        let run = try await web.get("/api/backtest/runs/\(runID)")
        #expect(run["state"] == "finished" && run["progress"] == "1")
        #expect(run["config.vary.1.values"] == "3:5")
        let result = try await web.get("/api/backtest/sweeps/\(runID)")
        #expect(
            result.names() == [
                "axes", "best_deflated_sharpe", "best_sharpe_ratio", "best_trial", "failed",
                "measure", "rows", "trials",
            ])
        #expect(result["measure"] == "sharpe" && result["trials"] == "6")
        #expect(result["axes.1.name"] == "slow" && result["axes.1.values.2"] == "5")
        #expect(
            result.names("rows.0") == [
                "error", "final_equity", "max_drawdown", "num_trades", "sharpe_ratio",
                "total_return", "trial", "values", "win_rate",
            ])
        #expect(result["rows.5.values.0"] == "2" && result["rows.5.values.1"] == "5")
        // A sweep is no result of a backtest: the list of those stays as it is.
        #expect(try await web.get("/api/backtest/results").count() == 0)
        #expect(try await web.get("/api/backtest/runs").count() == 1)
    }

    @Test func `a request sent again comes to the same, trial by trial`() async throws {
        let web = try await WebScene.open(["AAA": Self.waves])
        var results: [String] = []
        for _ in 0..<2 {
            let runID = try #require(await web.post("/api/backtest/sweeps", Self.sweep)["run_id"])
            await web.scene.desk.backtests.idle()
            results.append(try await web.get("/api/backtest/sweeps/\(runID)").body)
        }
        #expect(results[0] == results[1] && results[0].contains("\"rows\""))
    }

    @Test func `without a result there is 404, and a run is no sweep`() async throws {
        let web = try await WebScene.open(["AAA": Self.waves])
        expect(try await web.get("/api/backtest/sweeps/none"), 404, "not_found")
        let body = #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross", "slow": 2, "fast": 1}}"#
        let runID = try #require(await web.post("/api/backtest/runs", body)["run_id"])
        await web.scene.desk.backtests.idle()
        expect(try await web.get("/api/backtest/sweeps/\(runID)"), 404, "not_found")
        expect(
            try await web.post("/api/backtest/runs", Self.sweep), 422, "invalid_request", ["vary"])
    }

    @Test(arguments: [
        (#"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross"}}"#, "vary"),
        (
            #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross"}, "vary": "#
                + #"[{"name": "fast", "values": "0"}, {"name": "slow", "values": "3"}]}"#,
            "vary.fast"
        ),
        (
            #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross"}, "initial_cash": 0, "vary": "#
                + #"[{"name": "fast", "values": "1"}, {"name": "slow", "values": "3"}]}"#,
            "initial_cash"
        ),
    ])
    func `what cannot be swept is refused by its field, and nothing is kept`(
        _ body: String, _ field: String
    ) async throws {
        let web = try await WebScene.open()
        expect(try await web.post("/api/backtest/sweeps", body), 422, "invalid_request", [field])
        #expect(try await web.get("/api/backtest/runs").count() == 0)
    }

    @Test func `pages are told of a sweep from its beginning to its end`() async throws {
        let web = try await WebScene.open(["AAA": Self.waves])
        try await web.live { port in
            try await WebScene.page(at: port) { page in
                _ = try await web.post("/api/backtest/sweeps", Self.sweep)
                var (states, progress): ([String], [String]) = ([], [])
                while states.last != "finished" {
                    let told = try await page.next("backtest")
                    states.append(try #require(told["data.state"]))
                    progress.append(try #require(told["data.progress"]))
                }
                // Progress has a lane of its own, which may be ahead of the news.
                #expect(states.contains("queued") && states.contains("running"))
                #expect(progress.last == "1")
            }
        }
    }
}

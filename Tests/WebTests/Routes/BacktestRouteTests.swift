import Desk
import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct BacktestRouteTests {
    private static let waves = (0..<30).map { day in
        let close = 100 + [0, 2, 4, 6, 4, 2][day % 6]
        return "\(close) \(close + 1) \(close - 1) \(close)"
    }
    private static let cross =
        #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross", "fast": 1, "slow": 2}}"#

    @Test func `a run is accepted, goes on without its page, and ends in the list`() async throws {
        let web = try await WebScene.open(["AAA": Self.waves])
        let accepted = try await web.post("/api/backtest/runs", Self.cross)
        #expect(accepted.status == 202 && accepted["state"] == "queued")
        #expect(
            accepted.names("") == [
                "config", "created_at", "error", "progress", "result_hash", "run_id", "state",
                "updated_at",
            ])
        await web.scene.desk.backtests.idle()
        let runID = try #require(accepted["run_id"])
        let run = try await web.get("/api/backtest/runs/\(runID)")
        #expect(run["state"] == "finished" && run["progress"] == "1")
        #expect(run["config.strategy.kind"] == "sma_cross")
        #expect(try await web.get("/api/backtest/runs").all("", "run_id") == [runID])

        let list = try await web.get("/api/backtest/results?symbol=AAA")
        #expect(list.count() == 1 && list["0.run_id"] == runID)
        #expect(list["0.symbol"] == "AAA" && list["0.strategy_mode"] == "sma_cross")
        #expect(list["0.initial_capital"] == "100000")
        #expect(try await web.get("/api/backtest/results?symbol=BBB").count() == 0)

        let detail = try await web.get("/api/backtest/results/\(runID)")
        #expect(detail["config.result_hash"] == run["result_hash"])
        #expect(detail["config.stats.n_closed_trades"] == detail["num_trades"])
        #expect(detail.count("equity_curve") == 30 && detail["trade_pages"] == "1")
        let trades = try await web.get("/api/backtest/results/\(runID)/trades?page=1")
        #expect(trades.count() == detail.count("trades"))
        #expect(trades["0.signal_reason"] == "cross_up")
        #expect(try await web.get("/api/backtest/results/\(runID)/trades?page=2").status == 404)
    }

    @Test func `a run that is done can be cancelled no more, one that is not there is 404`()
        async throws
    {
        let web = try await WebScene.open(["AAA": Self.waves])
        let runID = try #require(await web.post("/api/backtest/runs", Self.cross)["run_id"])
        await web.scene.desk.backtests.idle()
        let answer = try await web.ask(.delete, "/api/backtest/runs/\(runID)")
        #expect(answer.status == 200 && answer["state"] == "finished")
        expect(try await web.ask(.delete, "/api/backtest/runs/none"), 404, "not_found")
        expect(try await web.get("/api/backtest/runs/none"), 404, "not_found")
        expect(try await web.get("/api/backtest/results/none"), 404, "not_found")
    }

    @Test(arguments: [
        (#"{"strategy": {"kind": "sma_cross"}}"#, "symbols"),
        (#"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross", "fast": 0}}"#, "strategy.fast"),
        (#"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross"}, "x": 1}"#, "x"),
        (
            #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross"}, "initial_cash": 0}"#,
            "initial_cash"
        ),
    ])
    func `what cannot be run is refused by its field`(_ body: String, _ field: String)
        async throws
    {
        let web = try await WebScene.open()
        expect(
            try await web.post("/api/backtest/runs", body), 422, "invalid_request", [field])
        #expect(try await web.get("/api/backtest/runs").count() == 0)
    }

    @Test func `strategies say what forms need`() async throws {
        let answer = try await WebScene.open().get("/api/strategies")
        #expect(answer.count() == 8)
        #expect(answer["0.name"] == "sma_cross" && answer["0.parameters.0.name"] == "fast")
        #expect(answer["0.parameters.0.type"] == "integer")
        #expect(answer["0.parameters.0.default"] == "10")
        #expect(answer["0.parameters.2.type"] == "choice")
    }

    @Test func `pages are told of a run from its beginning to its end`() async throws {
        let web = try await WebScene.open(["AAA": Self.waves])
        try await web.live { port in
            try await WebScene.page(at: port) { page in
                _ = try await web.post("/api/backtest/runs", Self.cross)
                var states: [String] = []
                while states.last != "finished" {
                    states.append(try #require(await page.next("backtest")["data.state"]))
                }
                #expect(states.first == "queued" && states.contains("running"))
            }
        }
    }
}

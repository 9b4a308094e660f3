import Foundation
import Testing

/// Sweeps of a running desk beside those of `tandem sweep`, and what a sudden end leaves of them.
@Suite struct ServedSweepTests {
    private struct Run: Decodable {
        let run_id, state: String
        let progress: Double
        let error: String?
    }

    /// What `tandem sweep` and the desk both tell of a trial.
    private struct Row: Decodable, Hashable {
        let trial: Int
        let final_equity: Decimal
        let total_return, max_drawdown, win_rate: Double
    }

    private struct Printed: Decodable {
        let rows: [Row]
        let best_sharpe, best_deflated_sharpe: Double
    }

    private struct Kept: Decodable {
        let rows: [Row]
        let best_trial: Int
        let best_sharpe_ratio, best_deflated_sharpe: Double
    }

    private static func desk(_ terminal: Terminal) async throws -> ServedDesk {
        try await ServedDesk(terminal, "--feed", "replay", "--speed", "step")
    }

    private func terminal() throws -> Terminal {
        let terminal = try Terminal()
        try terminal.tandem(
            "import", "\(Terminal.root)/samples/goog_daily.csv", "--symbol", "GOOG")
        return terminal
    }

    private func start(_ desk: ServedDesk, _ fast: String, _ slow: String) async throws -> Run {
        let reply = try await desk.ask(
            "POST", "/api/backtest/sweeps",
            """
            {"symbols": ["GOOG"], "strategy": {"kind": "sma_cross"}, "commission_rate": 0.001,
             "vary": [{"name": "fast", "values": "\(fast)"}, {"name": "slow", "values": "\(slow)"}]}
            """)
        try #require(reply.status == 202, "\(reply.text)")
        return try reply.json()
    }

    /// The run once it is in a state that `isWanted`.
    private func run(
        _ runID: String, of desk: ServedDesk, _ isWanted: (Run) -> Bool
    ) async throws -> Run {
        for _ in 0..<3_000 {
            let run: Run = try await desk.get("/api/backtest/runs/\(runID)").json()
            if isWanted(run) { return run }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw CocoaError(.featureUnsupported)
    }

    @Test func `a sweep at the desk comes to what tandem sweep prints`() async throws {
        let terminal = try terminal()
        let printed = try terminal.tandem(
            "sweep", "--symbol", "GOOG", "--strategy", "sma-cross", "--commission", "0.001",
            "--set", "fast=5:20:5", "--set", "slow=30,50", "--top", "100", "--json")
        let answer = try JSONDecoder().decode(Printed.self, from: Data(printed.output.utf8))
        let desk = try await Self.desk(terminal)
        let run = try await start(desk, "5:20:5", "30,50")
        #expect(try await self.run(run.run_id, of: desk) { $0.state != "queued" }.error == nil)
        _ = try await self.run(run.run_id, of: desk) { $0.state == "finished" }
        let kept: Kept = try await desk.get("/api/backtest/sweeps/\(run.run_id)").json()
        #expect(kept.rows == answer.rows.sorted { $0.trial < $1.trial } && kept.rows.count == 8)
        #expect(kept.best_trial == answer.rows[0].trial)
        #expect(abs(kept.best_sharpe_ratio - answer.best_sharpe) < 1e-12)
        #expect(abs(kept.best_deflated_sharpe - answer.best_deflated_sharpe) < 1e-12)
    }

    @Test func `a sweep that a kill has ended is called failed, and the books are sound`()
        async throws
    {
        let terminal = try terminal()
        let desk = try await Self.desk(terminal)
        let run = try await start(desk, "1:50", "51:100")
        _ = try await self.run(run.run_id, of: desk) { $0.progress > 0 }
        desk.launch.signal(SIGKILL)
        desk.launch.wait()
        let again = try await Self.desk(terminal)
        let ended = try await self.run(run.run_id, of: again) { _ in true }
        #expect(ended.state == "failed" && ended.error == "the desk ended before the run did")
        #expect(try await again.get("/api/backtest/sweeps/\(run.run_id)").status == 404)
        #expect(try terminal.isHealthy())
    }

    @Test func `a result that was saved with splits is asked for again with them`() async throws {
        let terminal = try terminal()
        let file = try terminal.write(
            "date,symbol,kind,value\n2010-06-09,GOOG,dividend,2.5\n", to: "actions.csv")
        let saved = try terminal.tandem(
            "backtest", "--symbol", "GOOG", "--strategy", "sma-cross", "--actions", file, "--save")
        #expect(saved.status == 0, "\(saved.errors)")
        let name = try #require(
            saved.output.split(separator: "\n").last?.split(separator: " ").last)
        let desk = try await Self.desk(terminal)
        let detail = try await desk.get("/api/backtest/results/\(name)").text
        let whole = try #require(
            JSONSerialization.jsonObject(with: Data(detail.utf8)) as? [String: Any])
        let config = try #require(whole["config"] as? [String: Any])
        let request = try JSONSerialization.data(withJSONObject: try #require(config["request"]))
        let run: Run = try await desk.ask(
            "POST", "/api/backtest/runs", String(decoding: request, as: UTF8.self)
        ).json()
        _ = try await self.run(run.run_id, of: desk) { $0.state == "finished" }
        let again = try await desk.get("/api/backtest/runs/\(run.run_id)").text
        #expect(again.contains(try #require(config["result_hash"] as? String)))
    }
}

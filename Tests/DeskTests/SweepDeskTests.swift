import Backtest
import Desk
import Domain
import ExactJSON
import Storage
import TestSupport
import Testing

@Suite struct SweepDeskTests {
    private static let sweep =
        #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross"}, "measure": "return", "#
        + #""sizing": {"kind": "fixed", "fixed": 10}, "commission_rate": 0.001, "#
        + #""vary": [{"name": "fast", "values": "1:3"}, {"name": "slow", "values": "4,6"}]}"#
    /// So many trials that they are still under way when somebody looks.
    private static let long =
        #"{"symbols": ["AAA"], "strategy": {"kind": "rsi_reversion"}, "#
        + #""vary": [{"name": "n", "values": "2:26"}, {"name": "lo", "values": "1:50:0.5"}]}"#
    /// Averages over more days than there are.
    private static let hopeless =
        #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross"}, "#
        + #""vary": [{"name": "fast", "values": "1:50"}, {"name": "slow", "values": "51:100"}]}"#
    /// Days that rise and fall, so that averages cross.
    private static let waves = (0..<30).map { day in
        let close = 100 + [0, 2, 4, 6, 4, 2, 1][day % 7] + day % 3
        return "\(close) \(close + 1) \(close - 1) \(close)"
    }

    private func object(_ text: String) throws -> JSONObject {
        guard case .object(let object) = try JSONReader.read([UInt8](text.utf8)) else {
            throw DeskError.notFound("object")
        }
        return object
    }

    private func request(_ text: String) throws -> SweepRequest { try SweepRequest(object(text)) }

    /// The rows of what a sweep came to.
    private func rows(_ result: String?) throws -> [[String: JSONValue]] {
        guard case .array(let rows)? = try object(try #require(result)).fields["rows"] else {
            throw DeskError.notFound("rows")
        }
        return rows.compactMap { row in
            guard case .object(let row) = row else { return nil }
            return row.fields
        }
    }

    @Test func `each trial comes to what its run alone comes to`() async throws {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        let request = try request(Self.sweep)
        let sweep = try await scene.desk.backtests.start(request)
        var alone: [BacktestRunRecord] = []
        for trial in request.plan.trials {
            let own = try request.request(for: request.plan.values(of: trial))
            alone.append(try await scene.desk.backtests.start(own))
        }
        await scene.desk.backtests.idle()
        #expect(try await scene.desk.backtests.run(sweep.runID)?.state == .finished)
        let rows = try rows(await scene.ledger.sweep(sweep.runID))
        #expect(rows.count == 6)
        for (row, run) in zip(rows, alone) {
            let detail = try #require(await scene.ledger.backtest(run.runID))
            #expect(near(row["final_equity"], detail.summary.finalEquity))
            #expect(row["num_trades"]?.written == "\(detail.summary.tradeCount)")
            #expect(near(row["sharpe_ratio"], detail.summary.figures.sharpeRatio))
            #expect(near(row["win_rate"], detail.summary.figures.winRate))
            #expect(near(row["total_return"], detail.summary.figures.totalReturnPercent, 100))
            #expect(near(row["max_drawdown"], detail.summary.figures.maxDrawdownPercent, 100))
        }
        #expect(rows.contains { $0["num_trades"]?.written != "0" })
        #expect(try await scene.ledger.examine().isEmpty)
    }

    private func near(_ value: JSONValue?, _ other: Double?, _ factor: Double = 1) -> Bool {
        guard let number = value.flatMap({ Double($0.written) }), let other else {
            return value == .null && other == nil
        }
        return abs(number * factor - other) <= 1e-9 * max(1, abs(other))
    }

    @Test func `the best is told with how much of it may be luck`() async throws {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        let sweep = try await scene.desk.backtests.start(request(Self.sweep))
        await scene.desk.backtests.idle()
        let result = try #require(await scene.ledger.sweep(sweep.runID))
        let fields = try object(result).fields
        let returns = try rows(result).map { Double($0["total_return"]?.written ?? "") ?? 0 }
        let best = try #require(fields["best_trial"].flatMap { Int($0.written) })
        #expect(returns[best] == returns.max())
        let luck = try #require(fields["best_deflated_sharpe"].flatMap { Double($0.written) })
        #expect((0...1).contains(luck))
        #expect(fields["measure"]?.written == "return" && fields["trials"]?.written == "6")
    }

    @Test func `how far it is is told, from its beginning to its end`() async throws {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        let told = Heard<BacktestRunRecord>()
        scene.desk.events.listen { if case .backtest(let run) = $0 { told.take(run) } }
        let run = try await scene.desk.backtests.start(request(Self.sweep))
        #expect(run.state == .queued)
        await scene.desk.backtests.idle()
        let steps = told.all
        #expect(steps.first?.state == .queued && steps.last?.state == .finished)
        #expect(steps.map(\.progress) == steps.map(\.progress).sorted())
        #expect(steps.count { $0.progress > 0 && $0.progress < 1 } == 5)
        #expect(steps.last?.progress == 1)
    }

    @Test func `one that is cancelled on its way leaves nothing, and those behind it go on`()
        async throws
    {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        let desk = scene.desk.backtests
        scene.desk.events.listen { event in
            guard case .backtest(let run) = event, run.progress > 0, run.config == Self.longText
            else { return }
            Task { try? await desk.cancel(run.runID) }
        }
        let long = try await desk.start(request(Self.long))
        let next = try await desk.start(request(Self.sweep))
        await desk.idle()
        let ended = try #require(await desk.run(long.runID))
        #expect(ended.state == .cancelled && ended.progress > 0 && ended.progress < 1)
        #expect(try await scene.ledger.sweep(long.runID) == nil)
        #expect(try await desk.run(next.runID)?.state == .finished)
        #expect(try await scene.ledger.sweep(next.runID) != nil)
        #expect(try await scene.ledger.examine().isEmpty)
    }

    private static let longText: String = {
        guard case .object(let object)? = try? JSONReader.read([UInt8](long.utf8)) else {
            return ""
        }
        return JSONValue.object(object).text
    }()

    @Test func `one that a crash has ended is called failed, and left nothing`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .desk(MarketClock(DeskScene.wall)))
        var lost = BacktestRunRecord(
            runID: "lost", config: try request(Self.sweep).text, createdAt: DeskScene.wall)
        lost.state = .running
        try await ledger.put(lost)
        let scene = try await DeskScene.open(ledger: ledger)
        let run = try #require(await scene.desk.backtests.run("lost"))
        #expect(run.state == .failed && run.error == "the desk ended before the run did")
        #expect(try await ledger.sweep("lost") == nil)
    }

    @Test func `where no trial can be run the sweep has failed and says why`() async throws {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        let run = try await scene.desk.backtests.start(request(Self.hopeless))
        await scene.desk.backtests.idle()
        let ended = try #require(await scene.desk.backtests.run(run.runID))
        #expect(ended.state == .failed)
        #expect(ended.error?.contains("no trial could be run: bars: 'AAA has 30'") == true)
        #expect(try await scene.ledger.sweep(run.runID) == nil)
    }

    @Test func `a trial that cannot be run says why, beside those that could`() async throws {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        let text = Self.sweep.replacing("4,6", with: "60,6")
        let run = try await scene.desk.backtests.start(request(text))
        await scene.desk.backtests.idle()
        let rows = try rows(await scene.ledger.sweep(run.runID))
        for (trial, row) in rows.enumerated() {
            let words = row["error"]?.written ?? ""
            #expect((row["final_equity"] == .null) == (trial % 2 == 0))
            #expect(words.contains("AAA has 30") == (trial % 2 == 0), "\(words)")
        }
    }

    @Test(arguments: [
        (#""vary": 1"#, "vary", "two of"),
        (#""vary": [{"name": "fast", "values": "5"}]"#, "vary", "two of"),
        (#""vary": [{"name": "fast"}, {"name": "slow", "values": "5"}]"#, "vary", "two of"),
        (
            #""vary": [{"name": "fast", "values": "5:1"}, {"name": "slow", "values": "5"}]"#,
            "vary.fast", "5:50:5"
        ),
        (
            #""vary": [{"name": "fast", "values": "0,1"}, {"name": "slow", "values": "5"}]"#,
            "vary.fast", "'0'"
        ),
        (
            #""vary": [{"name": "fast", "values": "1:2"}, {"name": "fast", "values": "5"}]"#,
            "vary.fast", "once"
        ),
        (
            #""vary": [{"name": "speed", "values": "1"}, {"name": "slow", "values": "5"}]"#,
            "vary.speed", "fast, slow"
        ),
        (
            #""vary": [{"name": "fast", "values": "1:51"}, {"name": "slow", "values": "2:51"}]"#,
            "vary", "2500 at most"
        ),
        (Self.two + #", "measure": "luck""#, "measure", "sharpe, return, calmar, drawdown"),
        (Self.two + #", "speed": 1"#, "speed", "allowed"),
        (Self.two + #", "symbols": []"#, "symbols", "1 to 500"),
    ])
    func `a request that cannot be names field, value and what is allowed`(
        _ fields: String, _ field: String, _ part: String
    ) throws {
        let symbols = fields.contains("symbols") ? "" : #""symbols": ["AAA"], "#
        let text = #"{"strategy": {"kind": "sma_cross"}, \#(symbols)\#(fields)}"#
        let error = try #require(throws: DeskError.self) { try request(text) }
        guard case .invalid(let fault) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(fault.field == field)
        #expect(fault.description.contains(part), "\(fault.description)")
    }

    private static let two =
        #""vary": [{"name": "fast", "values": "1,2"}, {"name": "slow", "values": "5"}]"#

    @Test func `what varies cannot be fixed too`() throws {
        let text = Self.sweep.replacing(#""sma_cross"}"#, with: #""sma_cross", "fast": 9}"#)
        let error = try #require(throws: DeskError.self) { try request(text) }
        #expect("\(error)".contains("strategy.fast") && "\(error)".contains("since it varies"))
    }
}

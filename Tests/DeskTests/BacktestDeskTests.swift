import Desk
import Domain
import ExactJSON
import MarketCalendar
import Storage
import TestSupport
import Testing

@Suite struct BacktestDeskTests {
    private static let cross =
        #"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross", "fast": 1, "slow": 2}, "#
        + #""sizing": {"kind": "fixed", "fixed": 10}}"#
    /// Days that rise and fall, so that averages cross.
    private static let waves = (0..<30).map { day in
        let close = 100 + [0, 2, 4, 6, 4, 2][day % 6]
        return "\(close) \(close + 1) \(close - 1) \(close)"
    }

    private func request(_ text: String) throws -> BacktestRequest {
        guard case .object(let object) = try JSONReader.read([UInt8](text.utf8)) else {
            throw DeskError.notFound("object")
        }
        return try BacktestRequest(object)
    }

    @Test func `a run in the background leaves its result, and tells each step`() async throws {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        let told = Heard<BacktestRunRecord>()
        scene.desk.events.listen { if case .backtest(let run) = $0 { told.take(run) } }
        let run = try await scene.desk.backtests.start(request(Self.cross))
        #expect(run.state == .queued)
        await scene.desk.backtests.idle()
        let done = try #require(await scene.desk.backtests.run(run.runID))
        #expect(done.state == .finished && done.progress == 1 && done.error == nil)
        #expect(done.resultHash?.count == 64)
        let detail = try #require(await scene.ledger.backtest(run.runID))
        #expect(detail.summary.strategyMode == "sma_cross" && detail.summary.tradeCount > 3)
        #expect(detail.equity.count == 30)
        #expect(try #require(detail.config).contains(try #require(done.resultHash)))
        #expect(told.all.map(\.state).first == .queued)
        #expect(told.all.map(\.state).last == .finished)
        #expect(told.all.contains { $0.state == .running })
    }

    @Test func `splits and dividends of a request are booked`() async throws {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        let plain = try await scene.desk.backtests.start(request(Self.cross))
        let bars = try await scene.ledger.bars.load(#require(Symbol("AAA")), .day1)
        let day = "\(NewYork.day(of: bars[15].start))"
        let file = #"date,symbol,kind,value\n\#(day),AAA,dividend,3.5\n\#(day),BBB,split,2:1"#
        let text = Self.cross.dropLast() + #", "actions": "\#(file)"}"#
        let paid = try await scene.desk.backtests.start(request(String(text)))
        await scene.desk.backtests.idle()
        let before = try #require(await scene.ledger.backtest(plain.runID)).summary.finalEquity
        let after = try #require(await scene.ledger.backtest(paid.runID)).summary.finalEquity
        // The ten shares that were held over that night: 10 x 3.50.
        #expect(abs(after - before - 35) < 0.001)
    }

    @Test func `the same request comes to the same hash`() async throws {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        let first = try await scene.desk.backtests.start(request(Self.cross))
        let second = try await scene.desk.backtests.start(request(first.config))
        await scene.desk.backtests.idle()
        let hashes = try await scene.desk.backtests.runs(limit: 2).map(\.resultHash)
        #expect(hashes[0] != nil && hashes[0] == hashes[1])
        #expect(first.runID != second.runID)
    }

    @Test(arguments: [
        (#"{"symbols": ["BBB"], "strategy": {"kind": "sma_cross"}}"#, "BBB"),
        (#"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross"}}"#, "AAA has 12"),
        (
            #"{"symbols": ["AAA"], "from": "1990-01-01", "to": "1990-02-01", "#
                + #""strategy": {"kind": "sma_cross", "fast": 1, "slow": 2}}"#, "1990-02-01"
        ),
    ])
    func `a run that cannot be has failed, says why, and leaves nothing`(
        _ text: String, _ part: String
    ) async throws {
        let scene = try await DeskScene.open()
        let run = try await scene.desk.backtests.start(request(text))
        await scene.desk.backtests.idle()
        let ended = try #require(await scene.desk.backtests.run(run.runID))
        #expect(ended.state == .failed)
        #expect(try #require(ended.error).contains(part), "\(ended.error ?? "")")
        #expect(try await scene.ledger.backtests().isEmpty)
    }

    @Test func `a run that is cancelled leaves nothing, and those behind it go on`() async throws {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        var runs: [BacktestRunRecord] = []
        for _ in 0..<5 {
            runs.append(try await scene.desk.backtests.start(request(Self.cross)))
        }
        let cancelled = try #require(await scene.desk.backtests.cancel(runs[3].runID))
        await scene.desk.backtests.idle()
        let after = try #require(await scene.desk.backtests.run(runs[3].runID))
        // It may have been done before it was cancelled; it is never both.
        #expect([.cancelled, .finished].contains(after.state))
        #expect(cancelled.state != .cancelled || after.state == .cancelled)
        let kept = try await scene.ledger.backtest(runs[3].runID)
        #expect((kept == nil) == (after.state == .cancelled))
        #expect(try await scene.desk.backtests.run(runs[4].runID)?.state == .finished)
        #expect(try await scene.desk.backtests.cancel("none") == nil)
    }

    @Test func `no more runs are taken than can wait`() async throws {
        let scene = try await DeskScene.open(["AAA": Self.waves])
        let request = try request(Self.cross)
        await #expect(throws: DeskError.self) {
            for _ in 0..<10_000 { _ = try await scene.desk.backtests.start(request) }
        }
        await scene.desk.backtests.idle()
    }

    @Test func `a run that a crash has ended is called failed at the next start`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .desk(MarketClock(DeskScene.wall)))
        var lost = BacktestRunRecord(runID: "lost", config: "{}", createdAt: DeskScene.wall)
        lost.state = .running
        try await ledger.put(lost)
        let scene = try await DeskScene.open(ledger: ledger)
        let run = try #require(await scene.desk.backtests.run("lost"))
        #expect(run.state == .failed && run.error == "the desk ended before the run did")
    }

    @Test(arguments: [
        (#"{"strategy": {"kind": "sma_cross"}}"#, "symbols"),
        (#"{"symbols": [], "strategy": {"kind": "sma_cross"}}"#, "symbols"),
        (#"{"symbols": ["AAA", "AAA"], "strategy": {"kind": "sma_cross"}}"#, "symbols"),
        (#"{"symbols": "AAA", "strategy": {"kind": "sma_cross"}}"#, "symbols"),
        (#"{"symbols": ["AAA"], "timeframe": "2d", "strategy": {"kind": "x"}}"#, "timeframe"),
        (#"{"symbols": ["AAA"], "strategy": {"kind": "sma_cross", "fast": 0}}"#, "strategy.fast"),
        (#"{"symbols": ["AAA"], "speed": 1, "strategy": {"kind": "sma_cross"}}"#, "speed"),
        (#"{"symbols": ["AAA"]}"#, "strategy"),
        (
            #"{"symbols": ["AAA"], "actions": "date,symbol,kind,value\n2014-06-09,AAA,split,7""#
                + #", "strategy": {"kind": "sma_cross"}}"#, "actions"
        ),
        (#"{"symbols": ["AAA"], "actions": [], "strategy": {"kind": "sma_cross"}}"#, "actions"),
    ])
    func `a request that cannot be names its field`(_ text: String, _ field: String) throws {
        let error = try #require(throws: DeskError.self) { try request(text) }
        guard case .invalid(let fault) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(fault.field == field)
    }
}

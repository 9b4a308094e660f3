import Domain
import GRDB
import Testing

@testable import Storage

@Suite struct BacktestRunTests {
    private func run(_ name: String, _ state: BacktestRunRecord.State) -> BacktestRunRecord {
        var run = BacktestRunRecord(runID: name, config: "{\"symbols\":[]}", createdAt: opening)
        run.state = state
        run.progress = 0.25
        run.updatedAt = opening.advanced(bySeconds: 1)
        return run
    }

    @Test func `a run comes back as it was put last, the newest first`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        try await ledger.put(run("a", .queued))
        var failed = run("a", .failed)
        failed.error = "out of ideas"
        try await ledger.put(failed)
        try await ledger.put(run("b", .running))
        #expect(try await ledger.backtestRun("a") == failed)
        #expect(try await ledger.backtestRun("c") == nil)
        #expect(try await ledger.backtestRuns().map(\.runID) == ["b", "a"])
        #expect(try await ledger.backtestRuns(limit: 1).map(\.runID) == ["b"])
    }

    @Test func `only runs under way are ended after a crash`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        for state in BacktestRunRecord.State.allCases {
            try await ledger.put(run(state.rawValue, state))
        }
        #expect(try await ledger.failUnfinishedBacktests(because: "lost") == 2)
        for state in BacktestRunRecord.State.allCases {
            let found = try #require(await ledger.backtestRun(state.rawValue))
            #expect(found.state == (state.isFinal ? state : .failed))
            #expect(found.error == (state.isFinal ? nil : "lost"))
        }
        #expect(try await ledger.failUnfinishedBacktests(because: "lost") == 0)
    }

    @Test func `what a sweep came to is kept with its run's end, or not at all`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        try await ledger.put(run("a", .running))
        #expect(try await ledger.sweep("a") == nil)
        try await ledger.finish(run("a", .finished), withSweep: "{\"rows\":[]}")
        #expect(try await ledger.sweep("a") == "{\"rows\":[]}")
        await #expect(throws: StorageError.self) {
            try await ledger.finish(run("a", .failed), withSweep: "{}")
        }
        #expect(try await ledger.backtestRun("a")?.state == .finished)
        #expect(try await ledger.examine().isEmpty)
        try await ledger.clearAllTradingData()
        #expect(try await ledger.sweep("a") == nil)
    }

    @Test func `a run is finished together with its result, or not at all`() async throws {
        let ledger = try Ledger.inMemory(surroundings: .resting)
        try await ledger.put(run("a", .running))
        let day = opening.utcDay
        let result = BacktestResult(
            runID: "a", symbols: [try symbol()], strategyMode: "cross", days: day...day,
            createdAt: opening)
        try await ledger.finish(run("a", .finished), with: result)
        #expect(try await ledger.backtestRun("a")?.state == .finished)
        #expect(try await ledger.backtest("a") != nil)
        // The name is taken: the second result is refused, and the run's row stays as it was.
        await #expect(throws: StorageError.self) {
            try await ledger.finish(run("a", .failed), with: result)
        }
        #expect(try await ledger.backtestRun("a")?.state == .finished)
        #expect(try await ledger.examine().isEmpty)
    }
}

import Backtest
import Domain
import MarketData
public import Storage

/// Runs backtests beside trading, one after the other, and keeps what they come to.
///
/// A run has a row from the moment it is accepted, so that a page that is loaded again finds it,
/// and a desk that starts again knows which runs a crash has ended. Its result is written in the
/// transaction that calls it finished: of a run that failed or was cancelled nothing is left but
/// why.
public actor BacktestDesk {
    /// How many runs wait or run at most.
    public static let openMax = 100
    /// Why a run failed that the desk did not see to its end.
    static let lostText = "the desk ended before the run did"

    fileprivate struct OpenRun {
        var record: BacktestRunRecord
        let watch = BacktestWatch()
    }

    private let ledger: Ledger
    private let events: EventBus
    private let surroundings: Surroundings
    private var open: [String: OpenRun] = [:]
    /// The run that was accepted last: the next one waits for it.
    private var last: Task<Void, Never>?

    /// A desk for backtests; runs that an earlier one has left under way have failed.
    init(
        ledger: Ledger, events: EventBus, surroundings: Surroundings
    ) async throws(StorageError) {
        self.ledger = ledger
        self.events = events
        self.surroundings = surroundings
        try await ledger.failUnfinishedBacktests(because: Self.lostText)
    }

    /// Accepts a run; it begins when those before it are done.
    ///
    /// - Throws: `.tooManyBacktests` where too many wait, `.unavailable` where it cannot be written
    ///   down.
    public func start(_ request: BacktestRequest) async throws(DeskError) -> BacktestRunRecord {
        guard open.count < Self.openMax else {
            throw .tooManyBacktests(open.count)
        }
        let record = BacktestRunRecord(
            runID: surroundings.newOrderID().description, config: request.text,
            createdAt: surroundings.wallNow())
        open[record.runID] = OpenRun(record: record)
        do throws(StorageError) { try await ledger.put(record) } catch {
            open[record.runID] = nil
            throw DeskError(error)
        }
        let before = last
        // Less urgent than orders and pages, which share the cores with it.
        last = Task.detached(priority: .low) {
            await before?.value
            await self.carryOut(request, record.runID)
        }
        events.publish(.backtest(record))
        return record
    }

    /// How far a run is; nil where there is none of this name.
    public func run(_ runID: String) async throws(DeskError) -> BacktestRunRecord? {
        if let run = open[runID] { return run.current }
        do throws(StorageError) { return try await ledger.backtestRun(runID) } catch {
            throw DeskError(error)
        }
    }

    /// The runs that were asked for last, newest first.
    public func runs(limit: Int) async throws(DeskError) -> [BacktestRunRecord] {
        do throws(StorageError) {
            return try await ledger.backtestRuns(limit: limit).map {
                open[$0.runID]?.current ?? $0
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Cancels a run: one that waits at once, one on its way at its next look, which is soon.
    ///
    /// - Returns: the run as it is now; nil where there is none of this name.
    public func cancel(_ runID: String) async throws(DeskError) -> BacktestRunRecord? {
        guard let run = open[runID] else { return try await self.run(runID) }
        run.watch.cancel()
        if run.record.state == .queued { await end(runID, .cancelled) }
        return try await self.run(runID)
    }

    /// Waits until all that was accepted is done.
    public func idle() async { await last?.value }

    private nonisolated func carryOut(_ request: BacktestRequest, _ runID: String) async {
        guard let watch = await begin(runID) else { return }
        do {
            let archive = try await archive(of: request, runID, watch)
            try await keep(archive, runID)
        } catch BacktestFailure.cancelled {
            await end(runID, .cancelled)
        } catch {
            await end(runID, .failed, because: "\(error)")
        }
    }

    /// - Returns: nil where the run was cancelled while it waited.
    private func begin(_ runID: String) async -> BacktestWatch? {
        guard let run = open[runID], !run.watch.isCancelled else { return nil }
        open[runID]?.record.state = .running
        await tell(runID)
        return run.watch
    }

    private nonisolated func archive(
        of request: BacktestRequest, _ runID: String, _ watch: BacktestWatch
    ) async throws -> BacktestArchive {
        let stored = try await PaperBinding.series(
            of: request.symbols, request.timeframe, in: ledger)
        let data = try BacktestData(
            stored.map { BacktestSeries(symbol: $0.symbol, bars: $0.bars) })
        let count = max(1, data.series.reduce(0) { $0 + $1.bars.count })
        guard let record = await open[runID]?.record else { throw BacktestFailure.cancelled }
        let outcome = try BacktestRun(request.config, on: data).run { [events] done in
            guard watch.note(done * 100 / count) else { return !watch.isCancelled }
            var record = record
            record.progress = watch.progress
            events.publish(.backtest(record))
            return !watch.isCancelled
        }
        guard !watch.isCancelled else { throw BacktestFailure.cancelled }
        return BacktestArchive(
            try BacktestReport(outcome, on: data), of: request.config, on: data,
            asked: request.text)
    }

    private func keep(_ archive: BacktestArchive, _ runID: String) async throws {
        guard var record = open[runID]?.record else { return }
        let now = surroundings.wallNow()
        record.state = .finished
        record.progress = 1
        record.resultHash = archive.report.outcome.digest
        record.updatedAt = now
        try await ledger.finish(record, with: archive.result(named: runID, at: now))
        open[runID] = nil
        events.publish(.backtest(record))
    }

    private func end(
        _ runID: String, _ state: BacktestRunRecord.State, because error: String? = nil
    ) async {
        guard let run = open[runID], !run.record.state.isFinal else { return }
        open[runID]?.record.state = state
        open[runID]?.record.error = error
        open[runID]?.record.progress = run.watch.progress
        await tell(runID)
        open[runID] = nil
    }

    /// Writes down how far a run is, and says so. What cannot be written is told all the same: the
    /// row then says that the run is under way, until the desk starts again.
    private func tell(_ runID: String) async {
        open[runID]?.record.updatedAt = surroundings.wallNow()
        guard let record = open[runID]?.record else { return }
        do throws(StorageError) { try await ledger.put(record) } catch {
            events.publish(
                .notice(Notice(.warning, "backtest_not_recorded", "Run \(runID): \(error)")))
        }
        events.publish(.backtest(record))
    }
}

extension BacktestDesk.OpenRun {
    /// The record with the progress that only the watch knows.
    fileprivate var current: BacktestRunRecord {
        var record = record
        record.progress = max(record.progress, watch.progress)
        return record
    }
}

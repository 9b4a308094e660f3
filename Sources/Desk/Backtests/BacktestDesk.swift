import Backtest
import Domain
import ExactJSON
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

    private nonisolated let ledger: Ledger
    private nonisolated let events: EventBus
    private nonisolated let surroundings: Surroundings
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
        try await accept(request.text) { try await self.carryOut(request, $0, $1) }
    }

    /// Accepts a sweep, which waits among the runs as one of them.
    ///
    /// - Throws: as a run does.
    public func start(_ sweep: SweepRequest) async throws(DeskError) -> BacktestRunRecord {
        try await accept(sweep.text) { try await self.carryOut(sweep, $0, $1) }
    }

    private func accept(
        _ text: String,
        _ work: @escaping @Sendable (BacktestRunRecord, BacktestWatch) async throws -> Void
    ) async throws(DeskError) -> BacktestRunRecord {
        guard open.count < Self.openMax else {
            throw .tooManyBacktests(open.count)
        }
        let record = BacktestRunRecord(
            runID: surroundings.newOrderID().description, config: text,
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
            await self.seeThrough(record.runID, work)
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

    private nonisolated func seeThrough(
        _ runID: String,
        _ work: @Sendable (BacktestRunRecord, BacktestWatch) async throws -> Void
    ) async {
        guard let (record, watch) = await begin(runID) else { return }
        do {
            try await work(record, watch)
        } catch BacktestFailure.cancelled {
            await end(runID, .cancelled)
        } catch {
            await end(runID, .failed, because: "\(error)")
        }
    }

    /// - Returns: nil where the run was cancelled while it waited.
    private func begin(_ runID: String) async -> (BacktestRunRecord, BacktestWatch)? {
        guard let run = open[runID], !run.watch.isCancelled else { return nil }
        open[runID]?.record.state = .running
        await tell(runID)
        return open[runID].map { ($0.record, run.watch) }
    }

    private nonisolated func carryOut(
        _ request: BacktestRequest, _ record: BacktestRunRecord, _ watch: BacktestWatch
    ) async throws {
        let data = try await data(for: request)
        let count = max(1, data.series.reduce(0) { $0 + $1.bars.count })
        let outcome = try BacktestRun(request.config, on: data).run { done in
            self.note(done * 100 / count, of: record, watch)
        }
        guard !watch.isCancelled else { throw BacktestFailure.cancelled }
        let archive = BacktestArchive(
            try BacktestReport(outcome, on: data), of: request.config, on: data,
            asked: request.text)
        let now = surroundings.wallNow()
        var done = finished(record, at: now)
        done.resultHash = outcome.digest
        try await ledger.finish(done, with: archive.result(named: record.runID, at: now))
        await close(done)
    }

    /// The trials one after the other: the desk shares the cores with it.
    private nonisolated func carryOut(
        _ request: SweepRequest, _ record: BacktestRunRecord, _ watch: BacktestWatch
    ) async throws {
        let data = try await data(for: request.base)
        let sweep = try Sweep(request.base.config, request.plan, on: data)
        let count = sweep.plan.trials.count
        let rows = try sweep.run { done in note(done * 100 / count, of: record, watch) }
        let report = try SweepReport(rows, of: sweep, on: data, by: request.measure)
        var json = JSONWriter(capacity: 256 * rows.count)
        json.object { report.write(into: &$0) }
        let done = finished(record, at: surroundings.wallNow())
        try await ledger.finish(
            done, withSweep: String(decoding: json.bytes, as: UTF8.self))
        await close(done)
    }

    private nonisolated func data(for request: BacktestRequest) async throws -> BacktestData {
        let stored = try await PaperBinding.series(
            of: request.symbols, request.timeframe, in: ledger)
        return try BacktestData(
            stored.map { BacktestSeries(symbol: $0.symbol, bars: $0.bars) },
            actions: request.actions)
    }

    /// Tells each whole percent.
    ///
    /// - Returns: whether the run is to go on.
    private nonisolated func note(
        _ percent: Int, of record: BacktestRunRecord, _ watch: BacktestWatch
    ) -> Bool {
        guard watch.note(percent) else { return !watch.isCancelled }
        var record = record
        record.progress = watch.progress
        events.publish(.backtest(record))
        return !watch.isCancelled
    }

    private nonisolated func finished(
        _ record: BacktestRunRecord, at now: Timestamp
    ) -> BacktestRunRecord {
        var done = record
        (done.state, done.progress, done.updatedAt) = (.finished, 1, now)
        return done
    }

    /// Says that a run is done, once its result is kept.
    private func close(_ record: BacktestRunRecord) {
        open[record.runID] = nil
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

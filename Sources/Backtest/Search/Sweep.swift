import Strategies

/// Many runs of one strategy on the same data, with other parameters each, on all cores.
///
/// A trial is a run like any other, so its figures are those that `BacktestRun` gives alone. Trials
/// know nothing of each other: their order and the number of workers change nothing.
public struct Sweep: Sendable {
    /// What is run; its values are those of the parameters that do not vary.
    public let config: BacktestConfig
    /// What is varied.
    public let plan: SweepPlan
    private let data: BacktestData

    /// How many trials a worker does before it reports.
    private static let trialsPerTask = 8

    /// A sweep on data.
    ///
    /// - Throws: where a value is none of its parameter.
    public init(
        _ config: BacktestConfig, _ plan: SweepPlan, on data: BacktestData
    ) throws(BacktestFault) {
        try config.check()
        try plan.check(for: config.strategy.description)
        self.config = config
        self.plan = plan
        self.data = data
    }

    /// Runs trials and hands out their rows as they come.
    ///
    /// - Parameters:
    ///   - known: trials that are left out, since their rows are known.
    ///   - workers: how many run at a time.
    ///   - take: called with the rows of some trials; what it throws ends the sweep.
    public func run(
        without known: Set<Int> = [], workers: Int, _ take: ([SweepRow]) throws -> Void
    ) async throws {
        let trials = plan.trials.filter { !known.contains($0) }
        var next = 0
        try await withThrowingTaskGroup(of: [SweepRow].self) { group in
            func start() {
                guard next < trials.count else { return }
                let some = trials[next..<min(next + Self.trialsPerTask, trials.count)]
                next += some.count
                group.addTask {
                    var used = BacktestOutcome()
                    return try some.map { trial in
                        try Task.checkCancellation()
                        return row(of: trial, reusing: &used)
                    }
                }
            }
            for _ in 0..<max(1, workers) { start() }
            while let rows = try await group.next() {
                start()
                try take(rows)
            }
        }
    }

    /// Runs the trials one after the other, on the caller's core alone.
    ///
    /// - Parameter isWanted: asked with how many trials are done whether to go on: before each
    ///   trial, and within a long one.
    /// - Returns: the rows, in the order of the plan.
    /// - Throws: `BacktestFailure.cancelled` where it is not to go on.
    public func run(while isWanted: (Int) -> Bool) throws(BacktestFailure) -> [SweepRow] {
        var (rows, used): ([SweepRow], BacktestOutcome) = ([], BacktestOutcome())
        for trial in plan.trials {
            let done = rows.count
            guard isWanted(done) else { throw .cancelled }
            rows.append(row(of: trial, reusing: &used) { isWanted(done) })
        }
        guard isWanted(rows.count) else { throw .cancelled }
        return rows
    }

    /// Runs one trial.
    public func row(of trial: Int) -> SweepRow {
        var used = BacktestOutcome()
        return row(of: trial, reusing: &used)
    }

    /// - Parameters:
    ///   - used: the outcome of the trial before, whose memory this one takes over.
    ///   - isWanted: whether to go on.
    private func row(
        of trial: Int, reusing used: inout BacktestOutcome, while isWanted: () -> Bool = { true }
    ) -> SweepRow {
        let values = plan.values(of: trial)
        do {
            let before = used
            used = BacktestOutcome()
            used = try BacktestRun(try config(of: values), on: data, reusing: before)
                .run { _ in isWanted() }
            return SweepRow(trial: trial, values: values, figures: SweepFigures(used))
        } catch {
            return SweepRow(trial: trial, values: values, figures: nil, failure: "\(error)")
        }
    }

    /// The config of a trial.
    public func config(of values: [String: String]) throws(BacktestFault) -> BacktestConfig {
        var texts: [String: String] = [:]
        for (name, value) in config.values.all { texts[name] = value.description }
        texts.merge(values) { $1 }
        var own = config
        do { own.values = try ParameterValues(texts, for: config.strategy.description) } catch {
            throw BacktestFault(error)
        }
        own.keepsOrders = false
        return own
    }
}

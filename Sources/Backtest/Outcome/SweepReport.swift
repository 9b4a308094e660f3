public import ExactJSON
import PerformanceMetrics

/// What all trials of a sweep came to, and how much of the best one may be luck.
public struct SweepReport: Sendable {
    /// What was varied.
    public let plan: SweepPlan
    /// By which figure the best trial is chosen.
    public let score: SweepScore
    /// The trials, in the order of the plan.
    public let rows: [SweepRow]
    /// The best trial.
    public let best: SweepRow
    /// Points of the curves in a year: Sharpe ratios are a year's.
    public let periodsPerYear: Double
    /// The probability that the best trial's Sharpe ratio is above what the best of as many
    /// useless trials leads one to expect; nil where undefined.
    public let deflatedSharpe: Double?

    /// The report of a sweep's trials.
    ///
    /// - Throws: `NoTrialRan` where none could be run.
    public init(
        _ rows: [SweepRow], of sweep: Sweep, on data: BacktestData, by score: SweepScore
    ) throws {
        guard let best = score.sorted(rows).first(where: { $0.figures != nil }) else {
            throw NoTrialRan(why: rows.first?.failure ?? "there is none")
        }
        let outcome = try BacktestRun(sweep.config(of: best.values), on: data).run()
        let report = try BacktestReport(outcome, on: data, trials: rows.count)
        plan = sweep.plan
        self.score = score
        self.rows = rows.sorted { $0.trial < $1.trial }
        self.best = best
        periodsPerYear = report.periodsPerYear
        deflatedSharpe = report.significance?.deflated
    }

    /// The Sharpe ratio of a trial, a year's; nil where undefined.
    public func sharpe(of row: SweepRow) -> Double? {
        row.figures?.periodSharpe.map { $0 * periodsPerYear.squareRoot() }
    }

    /// Writes all of it into an open object.
    public func write(into json: inout JSONWriter) {
        json.text("measure", score.rawValue)
        json.name("axes")
        json.array(plan.axes) { json, axis in
            json.object { json in
                json.text("name", axis.name)
                json.name("values")
                json.array(axis.values) { $0.string($1) }
            }
        }
        json.whole("trials", rows.count)
        json.whole("failed", rows.count { $0.figures == nil })
        json.whole("best_trial", best.trial)
        json.number("best_sharpe_ratio", sharpe(of: best))
        json.number("best_deflated_sharpe", deflatedSharpe)
        json.name("rows")
        json.array(rows) { json, row in json.object { write(row, into: &$0) } }
    }

    private func write(_ row: SweepRow, into json: inout JSONWriter) {
        json.whole("trial", row.trial)
        json.name("values")
        json.array(plan.axes) { $0.string(row.values[$1.name] ?? "") }
        json.amount("final_equity", row.figures?.finalEquity)
        json.number("total_return", row.figures?.totalReturn)
        json.number("sharpe_ratio", sharpe(of: row))
        json.number("max_drawdown", row.figures?.maxDrawdown)
        json.number("win_rate", row.figures?.winRate)
        json.name("num_trades")
        if let count = row.figures?.tradeCount { json.integer(Int64(count)) } else { json.null() }
        json.text("error", row.failure)
    }
}

/// None of a sweep's trials could be run.
public struct NoTrialRan: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why the first one could not.
    public let why: String

    /// A sentence for the one who asked for the sweep.
    public var description: String { "no trial could be run: \(why)" }
}

public import Domain
import MarketCalendar
public import PerformanceMetrics

/// Chooses parameters on one stretch of the past and trades them on the next, again and again: what
/// is left of a sweep's promise on bars that it did not see.
public struct WalkForward: Sendable {
    /// One choice and what became of it.
    public struct Fold: Sendable {
        /// The first and last day that the choice was made on.
        public let chosenOn: ClosedRange<Day>
        /// The first and last day that it was traded on.
        public let tradedOn: ClosedRange<Day>
        /// The best trial.
        public let best: SweepRow
        /// Its figures on the days that it had not seen.
        public let unseen: SweepFigures
    }

    /// The folds, oldest first.
    public let folds: [Fold]
    /// The worth of 1 over all days that were traded unseen, fold after fold.
    public let curve: EquityCurve
    /// Trials of each choice.
    public let trials: Int
    /// The significance of the unseen curve, deflated for all trials; nil where undefined.
    public let significance: DeflatedSharpe?

    /// How it goes.
    public struct Rules: Sendable {
        /// How many folds; the days before the first one are as many as those of a fold.
        public var folds: Int
        /// What is best.
        public var score: SweepScore
        /// How many runs at a time.
        public var workers: Int

        /// Rules of these parts.
        public init(folds: Int, score: SweepScore, workers: Int) {
            self.folds = folds
            self.score = score
            self.workers = workers
        }
    }

    /// Runs the folds.
    ///
    /// - Parameter progress: called after each fold with the number done.
    public init(
        _ config: BacktestConfig, _ plan: SweepPlan, on data: BacktestData, _ rules: Rules,
        progress: (Int) -> Void = { _ in }
    ) async throws {
        guard (1...1_000).contains(rules.folds) else {
            throw BacktestFault("walk_forward", "\(rules.folds)", "1 to 1000 folds")
        }
        let spans = try data.spans(rules.folds + 1)
        var (folds, times, worth): ([Fold], [Timestamp], [Double]) = ([], [], [])
        for number in 1...rules.folds {
            let (seen, unseen) = (spans[0].lowerBound...spans[number - 1].upperBound, spans[number])
            var training = config
            (training.from, training.to) = (nil, seen.upperBound)
            let sweep = try Sweep(training, plan, on: data)
            var rows: [SweepRow] = []
            try await sweep.run(workers: rules.workers) { rows += $0 }
            guard let best = rules.score.sorted(rows).first, best.figures != nil else {
                throw BacktestFault(
                    "walk_forward", "no trial could be run up to \(seen.upperBound)", "fewer folds")
            }
            var trading = try sweep.config(of: best.values)
            (trading.from, trading.to) = (unseen.lowerBound, unseen.upperBound)
            let outcome = try BacktestRun(trading, on: data).run()
            let traded = outcome.from(unseen.lowerBound, of: data)
            folds.append(
                Fold(
                    chosenOn: seen, tradedOn: unseen, best: best,
                    unseen: SweepFigures(traded.outcome)))
            let base = worth.last ?? 1
            let start = traded.outcome.initialCash.approximate
            worth += traded.outcome.equity.map { base * $0.approximate / start }
            times += traded.times
            progress(number)
        }
        self.folds = folds
        trials = plan.trials.count
        curve = try EquityCurve(times: times, equity: worth, dayOf: NewYork.day)
        significance = DeflatedSharpe(of: curve, trials: trials)
    }
}

extension BacktestData {
    /// The days of the data in so many stretches of about as many days with bars.
    fileprivate func spans(_ count: Int) throws(BacktestFault) -> [ClosedRange<Day>] {
        let days = Set(series.flatMap { $0.bars.map { NewYork.day(of: $0.start) } }).sorted()
        guard count >= 2, days.count >= 2 * count else {
            throw BacktestFault(
                "walk_forward", "\(count - 1)", "1 to \(max(1, days.count / 2 - 1)) folds here")
        }
        return (0..<count).map { number in
            days[days.count * number / count]...days[days.count * (number + 1) / count - 1]
        }
    }
}

extension BacktestOutcome {
    /// The part of a curve from a day on, with the moments of its points.
    fileprivate func from(
        _ day: Day, of data: BacktestData
    ) -> (outcome: BacktestOutcome, times: [Timestamp]) {
        let all = times.isEmpty ? data.series[0].bars.map(\.start) : times
        let midnight = NewYork.instant(of: day, secondsOfDay: 0)
        let first = all.firstIndex { $0 >= midnight } ?? 0
        var part = self
        part.equity = Array(equity.dropFirst(first))
        return (part, Array(all.prefix(equity.count).dropFirst(first)))
    }
}

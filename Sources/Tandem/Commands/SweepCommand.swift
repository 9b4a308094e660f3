public import ArgumentParser
public import Backtest
import Domain
import Foundation
import PerformanceMetrics

/// `tandem sweep`: many runs with other parameters each.
struct SweepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Run a strategy with many parameters, on all cores.",
        discussion: """
            Parameters that --set gives several values vary: a list (5,10,20) or a range from, to \
            and step (5:50:5). All combinations are tried, or --random so many of them. With --out \
            each row is written as it comes, and a sweep that was broken off goes on where it was.

            EXAMPLE: tandem sweep --bars samples/goog_daily.csv --strategy sma-cross \
            --set fast=5:20:5 --set slow=30:60:10 --by sharpe --walk-forward 4
            """)

    @OptionGroup var options: BacktestOptions

    @Option(name: .long, help: "Try so many combinations, drawn at random.")
    var random: Int?

    @Option(name: .long, help: "What random draws follow from.")
    var seed: UInt64 = 42

    @Option(name: .long, help: "What is best: sharpe, return, calmar or drawdown.")
    var by: SweepScore = .sharpe

    @Option(name: .long, help: "How many rows to print.")
    var top = 10

    @Option(name: .long, help: "A CSV file for all rows; one of the same sweep is gone on with.")
    var out: String?

    @Option(
        name: .long,
        help: "Choose on the past and trade on what follows, so many times, instead.")
    var walkForward: Int?

    @Option(name: .long, help: "How many runs at a time; all cores when left out.")
    var workers: Int?

    @Flag(name: .long, help: "Print the rows as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOption

    func validate() throws {
        guard (1...100_000).contains(top) else { throw ValidationError("--top is 1 to 100000") }
        if let workers, !(1...1_024).contains(workers) {
            throw ValidationError("--workers is 1 to 1024")
        }
        if walkForward != nil, out != nil {
            throw ValidationError("--out keeps the rows of a sweep, not those of --walk-forward")
        }
    }

    private var workerCount: Int { workers ?? ProcessInfo.processInfo.activeProcessorCount }

    func run() async throws {
        let varied = try options.values().filter { $0.value.contains { ",:".contains($0) } }
        let axes = try varied.map { try SweepPlan.Axis($0.name, reading: $0.value) }
        let plan =
            try random.map { try SweepPlan(draws: $0, from: axes, seed: seed) }
            ?? SweepPlan(grid: axes)
        let config = try options.backtestConfig(without: Set(axes.map(\.name)))
        let input = try await BacktestInput(options, database)
        if let walkForward {
            let folds = try await walk(config, plan, input, folds: walkForward)
            return json ? try JSONOutput.print(folds) : print(folds.text)
        }
        let answer = try await sweep(config, plan, input)
        json ? try JSONOutput.print(answer) : print(answer.text)
    }

    private func sweep(
        _ config: BacktestConfig, _ plan: SweepPlan, _ input: BacktestInput
    ) async throws -> SweepAnswer {
        let sweep = try Sweep(config, plan, on: input.data)
        let file = try out.map { try SweepFile($0, sweep, input.data) }
        var rows = file?.known ?? []
        var progress = ProgressBar("Sweeping")
        defer { progress.end() }
        let running = Stopwatch()
        try await sweep.run(without: Set(rows.map(\.trial)), workers: workerCount) { some in
            rows += some
            try file?.append(some)
            progress.show(Double(rows.count) / Double(max(1, plan.trials.count)))
        }
        var answer = SweepAnswer(by.sorted(rows), plan: plan, best: top)
        answer.seconds = running.seconds
        answer.cpu_seconds = running.computedSeconds
        guard let best = by.sorted(rows).first, best.figures != nil else { return answer }
        // The best of many is lucky: how lucky, its Sharpe ratio deflated by all trials says.
        let outcome = try BacktestRun(sweep.config(of: best.values), on: input.data).run()
        let report = try BacktestReport(outcome, on: input.data, trials: plan.trials.count)
        answer.best_sharpe = report.curve.sharpe
        answer.best_deflated_sharpe = report.significance?.deflated
        return answer
    }

    private func walk(
        _ config: BacktestConfig, _ plan: SweepPlan, _ input: BacktestInput, folds: Int
    ) async throws -> WalkForwardAnswer {
        var progress = ProgressBar("Walking forward")
        defer { progress.end() }
        let rules = WalkForward.Rules(folds: folds, score: by, workers: workerCount)
        let walk = try await WalkForward(config, plan, on: input.data, rules) {
            progress.show(Double($0) / Double(max(1, folds)))
        }
        return WalkForwardAnswer(walk)
    }
}

extension SweepScore: ExpressibleByArgument {}

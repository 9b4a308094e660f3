import Backtest
import Domain
import PerformanceMetrics
import Strategies
import Testing

@Suite struct SweepTests {
    private func plan() throws -> SweepPlan {
        try SweepPlan(grid: [
            SweepPlan.Axis("fast", reading: "3:6"), SweepPlan.Axis("slow", reading: "8,13"),
        ])
    }

    private func rows(_ sweep: Sweep, workers: Int, without known: Set<Int> = []) async throws
        -> [SweepRow]
    {
        var rows: [SweepRow] = []
        try await sweep.run(without: known, workers: workers) { rows += $0 }
        return rows.sorted { $0.trial < $1.trial }
    }

    @Test func `each trial comes to what its run alone comes to, whatever the workers`()
        async throws
    {
        let data = try Scene.data(Scene.walk(600))
        let sweep = try Sweep(Scene.config("sma_cross"), plan(), on: data)
        let one = try await rows(sweep, workers: 1)
        let many = try await rows(sweep, workers: 4)
        #expect(one.map(\.trial) == Array(0..<8))
        #expect(one.map(\.figures) == many.map(\.figures))
        for row in one {
            let config = try Scene.config("sma_cross", row.values)
            let outcome = try BacktestRun(config, on: data).run()
            let report = try BacktestReport(outcome, on: data)
            let figures = try #require(row.figures)
            #expect(figures.finalEquity == outcome.finalEquity)
            #expect(figures.tradeCount == outcome.trades.count)
            #expect(figures.winRate == report.trades.winRate)
            #expect(near(figures.maxDrawdown, report.curve.drawdown.deepest))
            #expect(near(figures.periodSharpe, report.significance?.periodSharpe))
        }
    }

    @Test func `one after the other comes to the same as all at once, and ends when it shall`()
        async throws
    {
        let data = try Scene.data(Scene.walk(600))
        let sweep = try Sweep(Scene.config("sma_cross"), plan(), on: data)
        var asked: [Int] = []
        let all = try sweep.run { done in
            asked.append(done)
            return true
        }
        let many = try await rows(sweep, workers: 4)
        #expect(all.map(\.trial) == many.map(\.trial) && all.map(\.figures) == many.map(\.figures))
        #expect(asked == Array(0...8))
        #expect(throws: BacktestFailure.cancelled) { try sweep.run { $0 < 3 } }
        #expect(throws: BacktestFailure.cancelled) { try sweep.run { $0 < 8 } }
    }

    @Test func `a long trial is cancelled within`() throws {
        let data = try Scene.data(Scene.walk(140_000, seconds: 60))
        let plan = try SweepPlan(grid: [SweepPlan.Axis("slow", ["20"])])
        var looks = 0
        #expect(throws: BacktestFailure.cancelled) {
            try Sweep(Scene.config("sma_cross"), plan, on: data).run { _ in
                looks += 1
                return looks < 2
            }
        }
        #expect(looks == 3)  // Before it, within, and at its end.
    }

    @Test func `a report has the best of those that could be run`() throws {
        let data = try Scene.data(Scene.flat(like: Scene.walk(40)))
        let plan = try SweepPlan(grid: [SweepPlan.Axis("slow", ["100", "20"])])
        let sweep = try Sweep(Scene.config("sma_cross"), plan, on: data)
        let rows = try sweep.run { _ in true }
        let report = try SweepReport(rows, of: sweep, on: data, by: .sharpe)
        // It made no trade, so it has no Sharpe ratio; but it could be run.
        #expect(report.best.trial == 1 && report.sharpe(of: report.best) == nil)
        #expect(throws: NoTrialRan.self) {
            try SweepReport([rows[0]], of: sweep, on: data, by: .sharpe)
        }
    }

    @Test func `known trials are left out`() async throws {
        let data = try Scene.data(Scene.walk(100))
        let sweep = try Sweep(Scene.config("sma_cross"), plan(), on: data)
        let rest = try await rows(sweep, workers: 2, without: [0, 3, 7])
        #expect(rest.map(\.trial) == [1, 2, 4, 5, 6])
    }

    @Test func `a trial that cannot be run says why, and the others go on`() async throws {
        let data = try Scene.data(Scene.walk(40))
        let plan = try SweepPlan(grid: [SweepPlan.Axis("slow", ["20", "100"])])
        let all = try await rows(Sweep(Scene.config("sma_cross"), plan, on: data), workers: 2)
        #expect(all[0].figures != nil)
        #expect(all[1].figures == nil)
        #expect(try #require(all[1].failure).contains("AAA has 40"))
    }

    @Test(arguments: [
        ("5", ["5"]), ("5,10", ["5", "10"]), ("5:7", ["5", "6", "7"]), ("5:9:2", ["5", "7", "9"]),
        ("0.1:0.3:0.1", ["0.1", "0.2", "0.3"]), ("long,long_short", ["long", "long_short"]),
    ])
    func `an axis is a list or a range`(_ text: String, _ values: [String]) throws {
        #expect(try SweepPlan.Axis("a", reading: text).values == values)
    }

    @Test(arguments: ["", ",", "5,5", "5:1", "1:5:0", "1:5:-1", "a:b", "1:2:3:4", "0:1e9"])
    func `an axis that is none is refused`(_ text: String) {
        #expect(throws: BacktestFault.self) { try SweepPlan.Axis("a", reading: text) }
    }

    @Test func `a value that its parameter cannot have is refused before anything runs`() throws {
        let plan = try SweepPlan(grid: [SweepPlan.Axis("fast", ["5", "0"])])
        let data = try Scene.data(Scene.walk(100))
        #expect(throws: BacktestFault.self) {
            try Sweep(Scene.config("sma_cross"), plan, on: data)
        }
    }

    @Test func `random draws follow from their seed, each at most once`() throws {
        let axes = [try SweepPlan.Axis("fast", reading: "1:100")]
        let first = try SweepPlan(draws: 20, from: axes, seed: 1)
        #expect(try SweepPlan(draws: 20, from: axes, seed: 1).trials == first.trials)
        #expect(try SweepPlan(draws: 20, from: axes, seed: 2).trials != first.trials)
        #expect(Set(first.trials).count == 20)
        #expect(try SweepPlan(draws: 500, from: axes, seed: 1).trials == Array(0..<100))
    }

    @Test func `the best come first, those without a figure last`() {
        func row(_ trial: Int, _ total: Double?) -> SweepRow {
            SweepRow(
                trial: trial, values: [:],
                figures: total.map {
                    SweepFigures(
                        finalEquity: .zero, totalReturn: $0, periodSharpe: nil, maxDrawdown: 0,
                        tradeCount: 1, winRate: nil)
                })
        }
        let sorted = SweepScore.totalReturn.sorted([row(0, nil), row(1, 2), row(2, 3), row(3, 2)])
        #expect(sorted.map(\.trial) == [2, 1, 3, 0])
    }

    @Test func `a walk forward trades what it chose on days it had not seen`() async throws {
        let data = try Scene.data(Scene.walk(600))
        let rules = WalkForward.Rules(folds: 3, score: .totalReturn, workers: 2)
        let walk = try await WalkForward(Scene.config("sma_cross"), plan(), on: data, rules)
        #expect(walk.folds.count == 3)
        for fold in walk.folds { #expect(fold.chosenOn.upperBound < fold.tradedOn.lowerBound) }
        for (one, next) in zip(walk.folds, walk.folds.dropFirst()) {
            #expect(one.tradedOn.upperBound < next.tradedOn.lowerBound)
            #expect(next.chosenOn.upperBound == one.tradedOn.upperBound)
        }
        #expect(walk.curve.equity.count == 450)
        let product = walk.folds.reduce(1.0) { $0 * (1 + $1.unseen.totalReturn) }
        #expect(near(walk.curve.equity.last, product))
    }

    private func near(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) <= 1e-9 * max(1, abs(right))
    }
}

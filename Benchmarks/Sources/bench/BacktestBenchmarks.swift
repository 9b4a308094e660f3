import Backtest
import Domain
import Strategies

/// What backtests cost, beside a bare loop over the same bars: every order matched, every trade
/// recorded.
enum BacktestBenchmarks {
    /// Backtest and bare loop do not agree.
    struct Disagreement: Error {}

    /// `sma_cross` over a million bars, some 19,000 trades.
    static func cross() throws -> Benchmark {
        try benchmark(
            "backtest-cross", AverageCross.self, [:], allowed: 3, expecting: { $0 == $1 })
    }

    /// `donchian_atr`, each entry with its stop; the bare loop is the one of `sma_cross`.
    static func breakout() throws -> Benchmark {
        try benchmark(
            "backtest-breakout", ChannelBreakout.self, [:], allowed: 6, expecting: { _, _ in true })
    }

    private static func benchmark(
        _ name: String, _ strategy: any Strategy.Type, _ values: [String: String],
        allowed: Double, expecting agree: (Int, Int) -> Bool
    ) throws -> Benchmark {
        let bars = GeneratedBars.minutes.bars
        let data = try data([bars])
        let config = BacktestConfig(
            strategy, try ParameterValues(values, for: strategy.description))
        let bare = BareCross(bars, fast: 10, slow: 30)
        var curve = [Double](repeating: 0, count: bars.count)
        var trades: [BareCross.Trade] = []
        let own = try BacktestRun(config, on: data).run()
        let count = bare.run(cash: 100_000, equity: &curve, trades: &trades)
        guard agree(own.trades.count, count) else { throw Disagreement() }
        print("\(name): \(own.trades.count) trades, equity \(own.finalEquity)")
        return Benchmark(
            name: name, subject: name,
            work: { try BacktestRun(config, on: data).run().trades.count },
            bound: .ratio(
                to: "bare loop",
                { bare.run(cash: 100_000, equity: &curve, trades: &trades) }, allowed: allowed))
    }

    /// A hundred symbols of ten years of days in one account.
    static func hundredSymbols() throws -> Benchmark {
        let data = try data((0..<100).map { GeneratedBars.days(of: $0).bars })
        var config = BacktestConfig(
            AverageCross.self, try ParameterValues(for: AverageCross.description))
        config.sizing = .fixed(shares: 10)
        return Benchmark(
            name: "backtest-hundred", subject: "100 symbols x 2,520 days in one account",
            work: { try BacktestRun(config, on: data).run().trades.count },
            bound: .milliseconds(30))
    }

    /// A thousand pairs of averages on all cores, beside the bare loop over the same 10^8 steps.
    static func sweep() throws -> Benchmark {
        let bars = GeneratedBars.sweep.bars
        let data = try data([bars])
        let config = BacktestConfig(
            AverageCross.self, try ParameterValues(for: AverageCross.description))
        let plan = try SweepPlan(grid: [
            SweepPlan.Axis("fast", reading: "2:26"), SweepPlan.Axis("slow", reading: "30:69"),
        ])
        let sweep = try Sweep(config, plan, on: data)
        try check(sweep, on: data)
        var bare = BareCross(bars, fast: 10, slow: 30)
        var curve = [Double](repeating: 0, count: bars.count)
        var trades: [BareCross.Trade] = []
        var benchmark = Benchmark(
            name: "backtest-sweep", subject: "1,000 pairs x 100,000 bars",
            work: {
                var count = 0
                try await sweep.run(workers: 2) { count += $0.count }
                return count
            },
            bound: .ratio(
                to: "bare loop",
                {
                    for trial in plan.trials {
                        (bare.fast, bare.slow) = (2 + trial / 40, 30 + trial % 40)
                        _ = bare.run(cash: 100_000, equity: &curve, trades: &trades)
                    }
                    return plan.trials.count
                }, allowed: 4))
        benchmark.repetitionsMax = 8
        return benchmark
    }

    /// Some rows against runs of their own.
    private static func check(_ sweep: Sweep, on data: BacktestData) throws {
        for trial in stride(from: 0, to: 1_000, by: 111) {
            let alone = try BacktestRun(sweep.config(of: sweep.plan.values(of: trial)), on: data)
                .run()
            guard sweep.row(of: trial).figures == SweepFigures(alone) else { throw Disagreement() }
        }
    }

    private static func data(_ all: [[Bar]]) throws -> BacktestData {
        try BacktestData(
            all.enumerated().map { number, bars in
                guard let symbol = Symbol("S\(1_000 + number)") else { throw Disagreement() }
                return BacktestSeries(symbol: symbol, bars: bars)
            })
    }
}

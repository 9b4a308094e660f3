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

    private static func data(_ all: [[Bar]]) throws -> BacktestData {
        try BacktestData(
            all.enumerated().map { number, bars in
                guard let symbol = Symbol("S\(1_000 + number)") else { throw Disagreement() }
                return BacktestSeries(symbol: symbol, bars: bars)
            })
    }
}

import Backtest
import Domain
import Simulation
import Strategies
import Testing

@Suite struct OnePathTests {
    @Test(arguments: Scene.runs.indices)
    func `a stretch of bars gives what its bars give one by one`(_ index: Int) throws {
        let (name, values) = Scene.runs[index]
        let data = try Scene.data(Scene.hours())
        let config = try Scene.config(name, values)
        let whole = try BacktestRun(config, on: data).run()
        #expect(!whole.trades.isEmpty, "\(name) never trades here")
        var single = config
        single.strategy = try OneByOne.type(name)
        let bars = try BacktestRun(single, on: data).run()
        #expect(whole.digest == bars.digest)
    }

    @Test(arguments: Scene.runs.indices)
    func `a symbol trades the same alone and beside one that never moves`(_ index: Int) throws {
        let (name, values) = Scene.runs[index]
        guard name != "limit_dip" else { return }  // Its bids rest beside any price.
        let bars = Scene.hours()
        var config = try Scene.config(name, values)
        config.sizing = .fixed(shares: 100)
        let alone = try BacktestRun(config, on: Scene.data(bars)).run()
        let both = try BacktestData([
            Scene.series(bars, "AAA"), Scene.series(Scene.flat(like: bars), "BBB"),
        ])
        let together = try BacktestRun(config, on: both).run()
        #expect(alone.equity == together.equity)
        #expect(alone.trades.map(\.profit) == together.trades.map(\.profit))
        #expect(alone.trades.map(\.exitBar) == together.trades.map(\.exitBar))
    }

    @Test func `symbols that trade at different times share one account in the order of time`()
        throws
    {
        let left = Scene.walk(300, seed: 1)
        let right = Scene.walk(300, seed: 2).map { bar in
            var bar = bar
            bar.start = bar.start.advanced(bySeconds: 3_600)
            return bar
        }
        let config = try Scene.config("sma_cross", ["fast": "3", "slow": "8"])
        let data = try BacktestData([
            Scene.series(right, "BBB"), Scene.series(left, "AAA"),
        ])
        let outcome = try BacktestRun(config, on: data).run()
        #expect(outcome.equity.count == 600)
        #expect(outcome.barCount == 600)
        #expect(outcome.times == outcome.times.sorted())
        #expect(Set(outcome.trades.map(\.lane)) == [0, 1])
        let sum = try outcome.trades.reduce(Money.zero) { try $0 + $1.profit }
        let open = try outcome.open.reduce(Money.zero) { try $0 + $1.unrealized }
        let openFees = try outcome.trades.reduce(outcome.fees) { try $0 - $1.fees }
        #expect(try outcome.finalEquity == outcome.initialCash + sum + open - openFees)
    }

    @Test func `symbols that meet at some moments only trade as they do alone`() throws {
        let names = ["AAA", "BBB", "CCC"]
        let walks = [3, 50, 7].enumerated().map { lane, gap in
            Scene.walk(400, seed: UInt64(lane + 1)).enumerated()
                .filter { ($0.offset + lane) % gap != 0 }.map(\.element)
        }
        var config = try Scene.config("sma_cross", ["fast": "3", "slow": "8"])
        config.sizing = .fixed(shares: 10)
        let series = try zip(walks, names).map { try Scene.series($0, $1) }
        let data = try BacktestData(series)
        let together = try BacktestRun(config, on: data).run()
        #expect(together.times == Set(walks.joined().map(\.start)).sorted())
        #expect(together.equity.count == together.times.count)
        var gains = Money.zero
        for (lane, walk) in walks.enumerated() {
            let alone = try BacktestRun(config, on: Scene.data(walk)).run()
            let trades = together.trades.filter { $0.lane == lane }
            #expect(!trades.isEmpty)
            #expect(trades.map(\.exitBar) == alone.trades.map(\.exitBar))
            #expect(trades.map(\.profit) == alone.trades.map(\.profit))
            try gains += alone.finalEquity - alone.initialCash
        }
        #expect(try together.finalEquity == together.initialCash + gains)
    }

    @Test(arguments: Scene.runs.indices)
    func `the same run again is the same to the byte, and another is not`(_ index: Int) throws {
        let (name, values) = Scene.runs[index]
        let data = try Scene.data(Scene.hours())
        var config = try Scene.config(name, values)
        let first = try BacktestRun(config, on: data).run().digest
        #expect(try BacktestRun(config, on: data).run().digest == first)
        #expect(first.count == 64)
        config.costs.fees.commission = Rate(basisPoints: 11)
        #expect(try BacktestRun(config, on: data).run().digest != first)
    }

    @Test(arguments: Scene.runs.indices)
    func `cutting the data off changes nothing before the cut`(_ index: Int) throws {
        let (name, values) = Scene.runs[index]
        let bars = Scene.hours(700)
        let config = try Scene.config(name, values)
        let whole = try BacktestRun(config, on: Scene.data(bars)).run()
        for end in stride(from: 150, to: 700, by: 37) {
            let part = try BacktestRun(config, on: Scene.data(Array(bars.prefix(end)))).run()
            #expect(part.equity == Array(whole.equity.prefix(end)))
            let before = whole.trades.prefix { $0.exitBar < end }
            #expect(part.trades.map(\.profit) == before.map(\.profit))
        }
    }
}

/// A strategy that takes no stretches, so that every bar goes the long way.
private struct OneByOne<Inner: Strategy>: Strategy {
    static var description: StrategyDescription { Inner.description }
    private var inner: Inner

    init(_ values: ParameterValues) throws(ParameterFault) { inner = try Inner(values) }

    var warmUp: Int { inner.warmUp }
    var mayShort: Bool { inner.mayShort }

    mutating func next(_ past: Past, holding: Holding?) throws(StrategyFault) -> Decision {
        try inner.next(past, holding: holding)
    }

    mutating func scan(
        _ bars: Past, _ stretch: inout QuietStretch, equity: consuming MutableSpan<Money>
    ) throws(StrategyFault) {
        stretch.leave(
            try next(bars.extracting(first: stretch.next), holding: stretch.holding))
    }
}

extension OneByOne where Inner == AverageCross {
    static func type(_ name: String) throws -> any Strategy.Type {
        func wrapped<Own: Strategy>(_ own: Own.Type) -> any Strategy.Type { OneByOne<Own>.self }
        return wrapped(try StrategyCatalog.builtIn.strategy(named: name))
    }
}

import Domain
import Simulation
import Testing

/// `handle` of a whole series against `handle` of its bars one by one.
@Suite struct EngineSeriesTests {
    private struct Run: Equatable {
        var reports: [EngineReport] = []
        var equity: [Money]
        var cash = Money.zero
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `a stretch of bars gives what its bars give one by one`(_ seed: UInt64) throws {
        let bars = Self.bars(400, seed: seed)
        let oneByOne = try Self.run(bars, seed: seed) { engine, place, end, run, instrument in
            engine.handle(bars[place], of: instrument, into: &run.reports)
            run.equity[place] = try engine.equity
            return place + 1
        }
        let stretches = try Self.run(bars, seed: seed) { engine, place, end, run, instrument in
            try engine.handle(
                bars, in: place..<end, of: instrument, equity: &run.equity, into: &run.reports)
        }
        #expect(stretches == oneByOne)
        #expect(oneByOne.reports.count > 20, "the orders were meant to fill")
    }

    @Test func `an account is worth all that it holds, whichever price moved last`() throws {
        let start: Int64 = 100_000_000_000
        var engine = MatchingEngine(
            rules: EngineRules(allowsShorting: true), cash: dollars(10_000))
        let instruments = (0..<3).map { _ in engine.addInstrument() }
        let sides = [OrderSide.buy, .sell, .buy]
        var (reports, prices) = ([EngineReport](), [start, start, start])
        for (instrument, side) in zip(instruments, sides) {
            let shape = OrderShape(side: side, isOpening: true, size: .shares(shares(10)))
            _ = try engine.submit(
                EngineOrder(shape, of: instrument), at: Timestamp(nanoseconds: -1))
            engine.handle(Self.bar(0, at: start), of: instrument, into: &reports)
        }
        // A long and a short that cancel each other must not be taken for nothing.
        for (bar, moved) in [2, 0, 1, 0, 1, 1, 2, 0].enumerated() {
            prices[moved] += Int64(bar + 1) * 1_000_000_000
            engine.handle(
                Self.bar(bar + 1, at: prices[moved]), of: instruments[moved], into: &reports)
            let gains = zip(prices, sides).map { ($0 - start) * ($1 == .buy ? 10 : -10) }
            let worth = try dollars(10_000) + Money(nanos: gains.reduce(0, +))
            #expect(try engine.equity == worth)
        }
    }

    @Test func `a worth that leaves the range is an error, not a trap`() throws {
        var engine = MatchingEngine(rules: EngineRules(), cash: Money(nanos: .max / 2))
        let instrument = engine.addInstrument()
        let shape = OrderShape(side: .buy, isOpening: true, size: .shares(shares(4_000_000_000)))
        _ = try engine.submit(
            EngineOrder(shape, of: instrument), at: Timestamp(nanoseconds: -1))
        var bars = Self.bars(3, seed: 1)
        bars[0] = Self.bar(0, at: 1)
        bars[1] = Self.bar(1, at: 5_000_000_000)
        var (equity, reports) = ([Money](repeating: .zero, count: 3), [EngineReport]())
        _ = try engine.handle(
            bars, in: 0..<1, of: instrument, equity: &equity, into: &reports)
        #expect(throws: AmountOutOfRange.self) {
            _ = try engine.handle(
                bars, in: 1..<3, of: instrument, equity: &equity, into: &reports)
        }
    }

    /// Every seven bars an order: a bracket when flat, else an exit below or above the market; what
    /// still works is cancelled before.
    private static func run(
        _ bars: [Bar], seed: UInt64,
        _ step: (inout MatchingEngine, Int, Int, inout Run, Instrument) throws -> Int
    ) throws -> Run {
        var engine = MatchingEngine(
            rules: EngineRules(costs: .harsh), cash: dollars(1_000_000))
        let (_, instrument) = (engine.addInstrument(), engine.addInstrument())
        var run = Run(equity: bars.map { _ in .zero })
        var (place, working): (Int, OrderKey?) = (0, nil)
        while place < bars.count {
            let end = min(bars.count, (place / 7 + 1) * 7)
            place = try step(&engine, place, end, &run, instrument)
            guard place == end else { continue }
            working.map { _ = engine.cancel($0) }
            let isFlat = engine.lots(of: instrument).isEmpty
            let close = bars[place - 1].close
            var shape = OrderShape(
                side: isFlat ? .buy : .sell, isOpening: isFlat, size: .shares(shares(10)),
                type: isFlat ? .market : .limit(try close + usd(0.2)), timeInForce: .gtc)
            if isFlat {
                shape.protection = Protection(
                    stopLoss: try close - usd(0.5), takeProfit: try close + usd(0.5))
            }
            working = try? engine.submit(
                EngineOrder(shape, of: instrument), at: bars[place - 1].start)
        }
        run.cash = engine.cash
        return run
    }

    private static func bars(_ count: Int, seed: UInt64) -> [Bar] {
        var (chance, price) = (Chance(seed: seed), Int64(100_000_000_000))
        return (0..<count).map { index in
            price += (chance.upTo(20) - 10) * 10_000_000
            return bar(index, at: price)
        }
    }

    private static func bar(_ index: Int, at nanos: Int64) -> Bar {
        Bar(
            start: Timestamp(nanoseconds: Int64(index) * 60_000_000_000),
            open: Price(nanos: nanos), high: Price(nanos: nanos + 50_000_000),
            low: Price(nanos: max(1, nanos - 50_000_000)), close: Price(nanos: nanos),
            volume: Volume(thousandths: 1_000_000))
    }
}

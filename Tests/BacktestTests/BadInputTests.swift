import Backtest
import Domain
import ExactJSON
import Strategies
import Testing

@Suite struct BadInputTests {
    @Test(arguments: [
        (#"{}"#, "strategy"),
        (#"[]"#, "config"),
        (#"{"strategy": {"kind": "magic"}}"#, "strategy.strategy"),
        (#"{"strategy": {"kind": "sma_cross", "fast": 0}}"#, "strategy.fast"),
        (#"{"strategy": {"kind": "sma_cross", "fast": 2.5}}"#, "strategy.fast"),
        (#"{"strategy": {"kind": "sma_cross", "fast": true}}"#, "strategy.fast"),
        (#"{"strategy": {"kind": "sma_cross", "speed": 1}}"#, "strategy.speed"),
        (#"{"strategy": {"kind": "sma_cross"}, "cash": 1}"#, "cash"),
        (#"{"strategy": {"kind": "sma_cross"}, "initial_cash": 0}"#, "initial_cash"),
        (#"{"strategy": {"kind": "sma_cross"}, "initial_cash": "1"}"#, "initial_cash"),
        (#"{"strategy": {"kind": "sma_cross"}, "initial_cash": 1e30}"#, "initial_cash"),
        (#"{"strategy": {"kind": "sma_cross"}, "commission_rate": -0.1}"#, "commission_rate"),
        (#"{"strategy": {"kind": "sma_cross"}, "commission_rate": 1}"#, "commission_rate"),
        (#"{"strategy": {"kind": "sma_cross"}, "sizing": {"kind": "some"}}"#, "sizing.kind"),
        (#"{"strategy": {"kind": "sma_cross"}, "sizing": {"kind": "fixed"}}"#, "sizing.fixed"),
        (
            #"{"strategy": {"kind": "sma_cross"}, "sizing": {"kind": "fixed", "fixed": 0}}"#,
            "sizing.fixed"
        ),
        (
            #"{"strategy": {"kind": "sma_cross"}, "sizing": {"kind": "risk", "risk": 2}}"#,
            "sizing.risk"
        ),
        (#"{"strategy": {"kind": "sma_cross"}, "from": "2010-13-01"}"#, "from"),
        (#"{"strategy": {"kind": "sma_cross"}, "costs": "free"}"#, "costs"),
    ])
    func `a config that cannot be is refused by the field's name`(
        _ text: String, _ field: String
    ) throws {
        let json = try JSONReader.read([UInt8](text.utf8))
        let fault = try #require(throws: BacktestFault.self) { try BacktestConfig(json) }
        #expect(fault.field == field)
        #expect("\(fault)".contains("allowed is"))
    }

    @Test func `a config that says little has defaults, null stands for nothing`() throws {
        let text = #"{"strategy": {"kind": "sma-cross", "slow": null}, "sizing": null}"#
        let config = try BacktestConfig(JSONReader.read([UInt8](text.utf8)))
        #expect(config.cash.nanos == 100_000_000_000_000)
        #expect(config.sizing == .allIn)
        #expect(config.values.all[1].value == .integer(30))
    }

    @Test func `series that are none are refused`() throws {
        let bars = Scene.walk(10)
        #expect(throws: BacktestFault.self) { try BacktestData([]) }
        for few in [[], Array(bars.prefix(1)), Array(bars.reversed()), [bars[0], bars[0]]] {
            #expect(throws: BacktestFault.self) { try Scene.data(few) }
        }
        #expect(throws: BacktestFault.self) {
            try BacktestData([Scene.series(bars, "A"), Scene.series(bars, "A")])
        }
        var bad = bars
        bad[3].low = .zero
        let fault = try #require(throws: BacktestFault.self) { try Scene.data(bad) }
        #expect("\(fault)".contains("bar 3"))
    }

    @Test func `too few bars for the strategy and days outside the data are refused`() throws {
        let data = try Scene.data(Scene.walk(31))
        var config = try Scene.config("sma_cross")
        #expect(throws: BacktestFault.self) { try BacktestRun(config, on: data) }
        let more = try Scene.data(Scene.walk(100))
        config.from = Day("2030-01-01")
        #expect(throws: BacktestFault.self) { try BacktestRun(config, on: more) }
        (config.from, config.to) = (nil, Day("2000-01-01"))
        #expect(throws: BacktestFault.self) { try BacktestRun(config, on: more) }
    }

    @Test func `a strategy that trades within sessions refuses bars of days`() throws {
        let data = try Scene.data(Scene.walk(100))
        let config = try Scene.config("opening_range_breakout")
        let fault = try #require(throws: BacktestFault.self) { try BacktestRun(config, on: data) }
        #expect(fault.allowed.contains("opening_range_breakout"))
    }

    @Test func `a strategy that throws ends the run, and says at which bar`() throws {
        let config = try Scene.config(Faulty.self)
        let data = try Scene.data(Scene.walk(100))
        let failure = try #require(throws: BacktestFailure.self) {
            try BacktestRun(config, on: data).run()
        }
        guard case .strategy(let fault, _, bar: 40, at: _) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(fault.description == "out of ideas")
    }

    @Test func `risk sizing without a risk a share ends the run with the reason`() throws {
        var config = try Scene.config("sma_cross", ["fast": "2", "slow": "5"])
        config.sizing = .risk(fraction: 0.01, cap: 1)
        let data = try Scene.data(Scene.walk(100))
        #expect(throws: BacktestFailure.self) { try BacktestRun(config, on: data).run() }
    }

    @Test func `a run that is cancelled ends within 65,536 bars`() throws {
        let data = try Scene.data(Scene.walk(200_000, seconds: 60))
        let config = try Scene.config("sma_cross")
        var seen: [Int] = []
        let failure = try #require(throws: BacktestFailure.self) {
            try BacktestRun(config, on: data).run { done in
                seen.append(done)
                return seen.count < 2
            }
        }
        #expect(failure == .cancelled)
        #expect(seen.count == 2 && seen[1] < 140_000)
    }
}

/// Throws after some bars.
private struct Faulty: Strategy {
    static let description = StrategyDescription(
        "faulty", title: "Faulty", summary: "Throws.", parameters: [])

    init(_ values: ParameterValues) throws(ParameterFault) {}

    var warmUp: Int { 1 }

    mutating func next(_ past: Past, holding: Holding?) throws(StrategyFault) -> Decision {
        guard past.newestIndex < 40 else { throw StrategyFault("out of ideas") }
        return .wait
    }
}

import Backtest
import Domain
import Foundation
import MarketData
import Simulation
import Strategies
import Testing

/// Data and configs that tests run.
enum Scene {
    /// A seeded random walk in cents, a bar a day from 2010-01-04 on, with changing volume.
    static func walk(_ count: Int, seed: UInt64 = 42, seconds: Int64 = 86_400) -> [Bar] {
        var chance = seed
        func draw(_ below: UInt64) -> Int64 {
            chance ^= chance << 13
            chance ^= chance >> 7
            chance ^= chance << 17
            return Int64(chance % below)
        }
        var price: Int64 = 10_000
        return (0..<count).map { index in
            let open = max(500, price + draw(61) - 30)
            price = max(500, open + draw(401) - 200)
            func cents(_ cents: Int64) -> Price { Price(nanos: cents * 10_000_000) }
            return Bar(
                start: Timestamp(
                    nanoseconds: (1_262_581_200 + Int64(index) * seconds) * 1_000_000_000),
                open: cents(open), high: cents(max(open, price) + draw(120)),
                low: cents(max(1, min(open, price) - draw(120))), close: cents(price),
                volume: Volume(thousandths: (100 + draw(20_000)) * 1_000))
        }
    }

    /// One price, at the times of other bars.
    static func flat(like bars: [Bar]) -> [Bar] {
        bars.map { bar in
            let price = Price(nanos: 50_000_000_000)
            return Bar(
                start: bar.start, open: price, high: price, low: price, close: price,
                volume: bar.volume)
        }
    }

    static func data(
        _ bars: [Bar], _ symbol: String = "AAA", actions: [DatedAction] = []
    ) throws -> BacktestData {
        try BacktestData([series(bars, symbol)], actions: actions)
    }

    static func series(_ bars: [Bar], _ symbol: String) throws -> BacktestSeries {
        BacktestSeries(symbol: try #require(Symbol(symbol)), bars: bars)
    }

    static func config(
        _ name: String, _ values: [String: String] = [:]
    ) throws -> BacktestConfig {
        try config(StrategyCatalog.builtIn.strategy(named: name), values)
    }

    static func config(
        _ strategy: any Strategy.Type, _ values: [String: String] = [:]
    ) throws -> BacktestConfig {
        var config = BacktestConfig(
            strategy, try ParameterValues(values, for: strategy.description))
        config.costs.fees.commission = Rate(basisPoints: 10)
        return config
    }

    /// Every built-in strategy, the modes that matter of each.
    static let runs: [(name: String, values: [String: String])] = [
        ("sma_cross", [:]), ("sma_cross", ["mode": "long_short", "fast": "3", "slow": "8"]),
        ("sma_bracket", ["fast": "3", "slow": "9", "sl": "0.02", "tp": "0.03"]),
        ("rsi_reversion", ["n": "5", "lo": "40"]),
        ("donchian_atr", ["up": "8", "dn": "5"]),
        ("donchian_atr", ["up": "8", "dn": "5", "trail": "1.5"]),
        ("limit_dip", [:]),
        ("opening_range_breakout", ["minutes": "60"]),
        ("vwap_reversion", ["k": "1"]), ("vwap_reversion", ["k": "1", "anchor": "session"]),
        ("adaptive", ["lo": "40", "up": "8"]),
    ]

    /// Bars on which each of these runs trades: hours, so that sessions have several.
    static func hours(_ count: Int = 1_500) -> [Bar] { walk(count, seconds: 3_600) }
}

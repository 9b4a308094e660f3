import Domain
import Simulation

/// What the matching engine costs, compared with a loop that does the same sums on plain integers.
enum EngineBenchmarks {
    /// A long backtest: a million bars, an order every fifty.
    static func backtest() throws -> Benchmark {
        try benchmark("engine-orders", LongRun(barCount: 1_000_000, barsPerOrder: 50), allowed: 3)
    }

    /// The same without orders.
    static func quietBars() throws -> Benchmark {
        try benchmark(
            "engine-quiet", LongRun(barCount: 1_000_000, barsPerOrder: 1_000_000), allowed: 2)
    }

    private static func benchmark(
        _ name: String, _ run: LongRun, allowed: Double
    ) throws -> Benchmark {
        var (bare, engine) = (run.emptyCurve, run.emptyCurve)
        let outcome = run.bare(into: &bare)
        guard try run.engine(into: &engine) == outcome, bare == engine else {
            throw LongRun.Disagreement()
        }
        return Benchmark(
            name: name, subject: "engine",
            work: { try run.engine(into: &engine).sum },
            bound: .ratio(to: "bare loop", { run.bare(into: &bare).sum }, allowed: allowed))
    }
}

/// One history and the orders on it, run by the engine and by a bare loop.
///
/// Every `barsPerOrder` bars what still works is cancelled and an order placed, a buy when flat,
/// else a sell: at the market, at a price below (buy limit, sell stop) or above (buy stop, sell
/// limit) in turns.
struct LongRun {
    /// What both must agree on, besides the equity of every bar.
    struct Outcome: Equatable {
        var fills = 0
        var realized: Int64 = 0
        var cash: Int64 = 0

        /// A number that depends on all of it.
        var sum: Int { fills &+ Int(realized) &+ Int(cash) }
    }

    /// Engine and bare loop are a nanodollar or more apart.
    struct Disagreement: Error {}

    /// What may be asked for at one bar.
    struct Choice {
        let buy: OrderType
        let sell: OrderType
        /// The order fills at a price of at most the first or at least the second; a market order
        /// at any.
        let below: Int64
        let above: Int64
    }

    static let shares: Int64 = 100
    static let commission: Int64 = 1_000_000  // Billionths: 10 basis points.
    static let cash: Int64 = 1_000_000_000_000_000

    let bars: [Bar]
    let choices: [Choice]
    let barsPerOrder: Int

    var emptyCurve: [Money] { [Money](repeating: .zero, count: bars.count) }

    init(barCount: Int, barsPerOrder: Int) {
        self.barsPerOrder = barsPerOrder
        let bars = Self.walk(barCount)
        self.bars = bars
        choices = (0...barCount / barsPerOrder).map { number in
            let bar = bars[min(number * barsPerOrder, barCount - 1)]
            return Self.choice(number, close: bar.close.nanos)
        }
    }

    /// A random walk in cents around $100.
    private static func walk(_ count: Int) -> [Bar] {
        var chance: UInt64 = 42
        var price: Int64 = 100_000_000_000
        return (0..<count).map { index in
            chance ^= chance << 13
            chance ^= chance >> 7
            chance ^= chance << 17
            let open = price
            price = max(5_000_000_000, price + (Int64(chance % 21) - 10) * 10_000_000)
            return Bar(
                start: Timestamp(nanoseconds: Int64(index) * 60_000_000_000),
                open: Price(nanos: open), high: Price(nanos: max(open, price) + 50_000_000),
                low: Price(nanos: min(open, price) - 50_000_000), close: Price(nanos: price),
                volume: Volume(thousandths: 1_000_000))
        }
    }

    private static func choice(_ number: Int, close: Int64) -> Choice {
        let (below, above) = (close - 30_000_000, close + 30_000_000)
        let (low, high) = (Price(nanos: below), Price(nanos: above))
        return switch number / 2 % 3 {
        case 0: Choice(buy: .market, sell: .market, below: .max, above: .max)
        case 1: Choice(buy: .limit(low), sell: .stop(low), below: below, above: .max)
        default: Choice(buy: .stop(high), sell: .limit(high), below: .min, above: above)
        }
    }
}

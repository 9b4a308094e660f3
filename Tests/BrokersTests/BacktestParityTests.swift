import Backtest
import Brokers
import Domain
import Simulation
import Storage
import Strategies
import Testing

/// One engine: what a backtest trades, the paper broker trades on the same bars, to the nanodollar.
@Suite struct BacktestParityTests {
    private static let runs: [(name: String, values: [String: String])] = [
        ("sma_cross", ["fast": "3", "slow": "8"]),
        ("sma_cross", ["fast": "3", "slow": "8", "mode": "long_short"]),
        ("sma_bracket", ["fast": "3", "slow": "9", "sl": "0.02", "tp": "0.03"]),
        ("rsi_reversion", ["n": "5", "lo": "40"]),
        ("donchian_atr", ["up": "8", "dn": "5"]),
        ("donchian_atr", ["up": "8", "dn": "5", "trail": "1.5"]),
        ("limit_dip", [:]),
        ("opening_range_breakout", ["minutes": "60"]),
        ("vwap_reversion", ["k": "1"]),
        ("adaptive", ["lo": "40", "up": "8"]),
    ]

    @Test(arguments: runs.indices)
    func `the same bars give the same fills, cash and equity on paper`(_ index: Int) async throws {
        let (name, values) = Self.runs[index]
        let type = try StrategyCatalog.builtIn.strategy(named: name)
        var config = BacktestConfig(type, try ParameterValues(values, for: type.description))
        config.costs = CostModel(
            slippage: .rate(Rate(basisPoints: 1)), fees: FeeModel(commission: Rate(basisPoints: 5)))
        let bars = PaperTrader.bars(500)
        let symbol = try #require(Symbol("AAA"))
        let data = try BacktestData([BacktestSeries(symbol: symbol, bars: bars)])
        let backtest = try BacktestRun(config, on: data).run()
        #expect(!backtest.trades.isEmpty)

        var paper = try await PaperTrader(config)
        for count in 1...bars.count { try await paper.show(Array(bars.prefix(count))) }
        #expect(paper.equity == backtest.equity)
        #expect(paper.exits.map(\.price) == backtest.trades.map(\.exitPrice))
        #expect(paper.exits.map(\.quantity) == backtest.trades.map(\.quantity))
        let entries = paper.entries.prefix(backtest.trades.count).map(\.price)
        #expect(entries == backtest.trades.map(\.entryPrice))
        let held = try backtest.open.reduce(Money.zero) { sum, open in
            try open.holding.side == .long ? sum + open.value : sum - open.value
        }
        #expect(try await paper.broker.cash() == backtest.finalEquity - held)
    }
}

/// A strategy on the paper broker: what an automation does, without a desk.
private struct PaperTrader {
    let broker: PaperBroker
    private(set) var equity: [Money] = []
    private(set) var entries: [Fill] = []
    private(set) var exits: [Fill] = []
    private let config: BacktestConfig
    private let symbol: Symbol
    private let heard = Heard()
    private var strategy: any Strategy
    private var holding: Holding?
    private var asked: (id: ClientOrderID, entry: Entry)?
    private var taken = 0
    private var number = 0

    init(_ config: BacktestConfig) async throws {
        self.config = config
        symbol = try #require(Symbol("AAA"))
        strategy = try config.strategy.init(config.values)
        let ledger = try Ledger.inMemory(surroundings: .test())
        let rules = EngineRules(costs: config.costs, allowsShorting: strategy.mayShort)
        let state = try await ledger.openState(.paper)
        broker = PaperBroker(
            PaperAccount(resuming: state, symbols: [symbol], rules: rules), ledger: ledger,
            surroundings: .test(), openingTime: PaperMarket.time(-1),
            tell: { [heard] in heard.take($0) })
    }

    /// A random walk in cents, a bar an hour.
    static func bars(_ count: Int) -> [Bar] {
        var (chance, price): (UInt64, Int64) = (42, 10_000)
        func draw(_ below: UInt64) -> Int64 {
            chance ^= chance << 13
            chance ^= chance >> 7
            chance ^= chance << 17
            return Int64(chance % below)
        }
        return (0..<count).map { index in
            let open = max(500, price + draw(61) - 30)
            price = max(500, open + draw(401) - 200)
            func cents(_ cents: Int64) -> Price { Price(nanos: cents * 10_000_000) }
            return Bar(
                start: PaperMarket.time(Int64(index) * 60), open: cents(open),
                high: cents(max(open, price) + draw(120)),
                low: cents(max(1, min(open, price) - draw(120))), close: cents(price),
                volume: Volume(thousandths: 1_000_000))
        }
    }

    /// Shows the newest bar to the broker, then to the strategy, and places what it asks for.
    mutating func show(_ bars: [Bar]) async throws {
        let bar = bars[bars.count - 1]
        let cursor = FeedCursor(time: bar.start, count: Int64(bars.count))
        try await broker.advance([PlacedEvent(.bar(symbol, bar), at: cursor)])
        try takeReports(bar: bars.count - 1)
        equity.append(try await worth(bar.close))
        let decision = try strategy.next(bars.span, holding: holding)
        try await carryOut(decision, close: bar.close)
    }

    private func worth(_ close: Price) async throws -> Money {
        var worth = await broker.cash()
        for position in try await broker.positions() {
            try worth += try close.cost(of: position.quantity, rounding: .halfEven)
        }
        return worth
    }

    private mutating func takeReports(bar: Int) throws {
        let all = heard.all.flatMap { news -> [OrderReport] in
            if case .booked(let batch, _) = news { batch.reports } else { [] }
        }
        for case .filled(let fill) in all.dropFirst(taken) {
            guard fill.effect.isOpening, let asked else {
                exits.append(fill)
                holding = nil
                continue
            }
            entries.append(fill)
            holding = Holding(
                side: asked.entry.side, quantity: fill.quantity, entryBar: bar,
                entryPrice: fill.price)
            holding?.stop = asked.entry.protection.stopLoss
            holding?.target = asked.entry.protection.takeProfit
            holding?.regime = asked.entry.regime
        }
        // A stop that fills on the bar of its entry is told after it.
        if exits.count == entries.count { holding = nil }
        taken = all.count
    }

    private mutating func carryOut(_ decision: Decision, close: Price) async throws {
        switch decision {
        case .wait: return
        case .enter(let entry): if holding == nil { try await enter(entry) }
        case .exit: try await exit()
        case .reverse(let entry):
            try await exit()
            try await enter(entry)
        case .moveStop(let stop, _):
            guard let asked, holding != nil else { return }
            try await broker.replace(
                asked.id.leg(.stop), with: Replacement(type: .stop(stop)))
            holding?.stop = stop
        }
    }

    private mutating func enter(_ entry: Entry) async throws {
        let id = try nextID()
        asked = (id, entry)
        let ticket = OrderTicket(
            id: id, symbol: symbol, side: entry.side.opening, effect: .open, size: .allCash,
            type: entry.limit.map { .limit($0) } ?? .market,
            timeInForce: entry.limit == nil ? .gtc : .nextBar, protection: entry.protection)
        try await broker.submit(ticket)
    }

    private mutating func exit() async throws {
        guard let holding else { return }
        let ticket = OrderTicket(
            id: try nextID(), symbol: symbol, side: holding.side.closing, effect: .close(.all),
            size: .shares(holding.quantity), timeInForce: .gtc)
        try await broker.submit(ticket)
    }

    private mutating func nextID() throws -> ClientOrderID {
        number += 1
        return try #require(ClientOrderID("p\(number)"))
    }
}

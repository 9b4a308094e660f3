import Domain
import MarketCalendar
import MarketData
import Simulation
import Strategies

/// One backtest: strategies on the matching engine, bar by bar, all symbols in one account.
///
/// One path for one symbol and for many: at each moment all bars of that moment are matched and
/// marked, then every strategy decides. Where one symbol's bars stand alone, nothing else can
/// happen, and they are gone over in one stretch. It asks no clock and no chance: the same data
/// and config give the same outcome, to the nanodollar.
public struct BacktestRun {
    let config: BacktestConfig
    /// The bars of each lane; at a split those before it are restated in new shares.
    var series: [[Bar]]
    var lanes: [Lane]
    /// The strategy of each lane.
    var strategies: [any Strategy]
    /// Splits and dividends to come of each lane, and the bars before which they take effect; the
    /// next one last.
    var actions: [[(bar: Int, action: CorporateAction)]]
    var engine: MatchingEngine
    var reports: [EngineReport] = []
    var outcome = BacktestOutcome()
    /// The next point of the equity curve.
    var point = 0
    /// The lanes that have a bar at this moment.
    var due: [Int] = []

    /// How many bars are gone over between two looks at whether to go on.
    static let barsPerLook = 1 << 16

    /// A run of a config on data.
    ///
    /// - Throws: `BacktestFault` where config and data do not go together.
    public init(_ config: BacktestConfig, on data: BacktestData) throws(BacktestFault) {
        try config.check()
        self.config = config
        let data = try data.clipped(to: config.to)
        let strategy: any Strategy
        do { strategy = try config.strategy.init(config.values) } catch {
            throw BacktestFault(error)
        }
        var rules = EngineRules(costs: config.costs, allowsShorting: strategy.mayShort)
        rules.participationMax = config.participationMax
        engine = MatchingEngine(rules: rules, cash: config.cash)
        series = data.series.map(\.bars)
        strategies = Array(repeating: strategy, count: series.count)
        actions = data.series.map(data.actions)
        lanes = []
        for one in data.series {
            lanes.append(
                Lane(
                    number: lanes.count, instrument: engine.addInstrument(),
                    firstTradingBar: try one.firstBar(from: config.from)))
        }
        outcome.symbols = data.series.map(\.symbol)
        try check(strategy.warmUp)
        prepareOutcome()
    }

    /// Runs it to the end.
    ///
    /// - Parameter progress: called every 65,536 bars with the bars done; false cancels.
    /// - Throws: `BacktestFailure`; of a run that failed nothing is left.
    public consuming func run(
        progress: (Int) -> Bool = { _ in true }
    ) throws(BacktestFailure) -> BacktestOutcome {
        var looked = 0
        while findDue() {
            if due.count == 1 { try stretch(due[0]) } else { try moment() }
            if outcome.barCount - looked >= Self.barsPerLook {
                looked = outcome.barCount
                guard progress(looked) else { throw .cancelled }
            }
        }
        try finish()
        return outcome
    }

    /// Finds the lanes whose next bar comes next.
    private mutating func findDue() -> Bool {
        due.removeAll(keepingCapacity: true)
        var time = Timestamp(nanoseconds: .max)
        for index in lanes.indices where lanes[index].head < series[index].count {
            let start = series[index][lanes[index].head].start
            if start < time {
                time = start
                due.removeAll(keepingCapacity: true)
            }
            if start == time { due.append(index) }
        }
        return !due.isEmpty
    }

    /// The first bar of a lane that does not stand alone: another lane's comes with it or before.
    func endOfSolitude(_ index: Int) -> Int {
        let head = lanes[index].head
        let end = min(series[index].count, head + Self.barsPerLook, nextAction(of: index))
        guard lanes.count > 1 else { return end }
        var other = Int64.max
        for place in lanes.indices where place != index && lanes[place].head < series[place].count {
            other = min(other, series[place][lanes[place].head].start.nanoseconds)
        }
        var bar = head
        while bar < end, series[index][bar].start.nanoseconds < other { bar += 1 }
        return bar
    }

    /// The bar before which something other than a bar comes.
    func nextAction(of index: Int) -> Int { actions[index].last?.bar ?? .max }

    private func check(_ warmUp: Int) throws(BacktestFault) {
        for (index, symbol) in outcome.symbols.enumerated() where series[index].count < warmUp + 1 {
            throw BacktestFault(
                "bars", "\(symbol) has \(series[index].count)",
                "\(warmUp + 1) or more: the strategy decides after \(warmUp), the next bar fills")
        }
        guard config.strategy.description.isIntraday else { return }
        for (index, symbol) in outcome.symbols.enumerated()
        where !series[index].hasSeveralBarsADay {
            throw BacktestFault(
                "bars", "\(symbol) has one bar a day",
                "bars within the day: \(config.strategy.description.name) trades within sessions")
        }
    }

    private mutating func prepareOutcome() {
        outcome.listsOrders = config.keepsOrders
        outcome.initialCash = config.cash
        if series.count > 1 {
            outcome.times = Set(series.joined().map(\.start)).sorted()
        }
        let count = series.count == 1 ? series[0].count : outcome.times.count
        outcome.equity = [Money](repeating: .zero, count: count)
    }
}

extension [Bar] {
    /// Whether some day of the first few has more than one bar.
    fileprivate var hasSeveralBarsADay: Bool {
        let days = prefix(100).map { NewYork.day(of: $0.start) }
        return zip(days, days.dropFirst()).contains { $0 == $1 }
    }
}

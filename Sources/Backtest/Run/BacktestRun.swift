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
    var lanes: [Lane] = []
    /// The bars of each lane; at a split those before it are restated in new shares.
    var series: [[Bar]]
    var account: RunAccount
    /// The lanes that have a bar at this moment.
    var due: [Int] = []
    /// When the next bar of each lane starts, nanoseconds; the end of time where there is none.
    var heads: [Int64]

    /// How many bars are gone over between two looks at whether to go on.
    private static let barsPerLook = 1 << 16
    /// How many at most are gone over at once.
    static let barsPerStretch = 1 << 13
    /// For how many moments at most it looks ahead which lanes have a bar.
    static let momentsPerLook = 1 << 5

    /// A run of a config on data.
    ///
    /// - Throws: `BacktestFault` where config and data do not go together.
    public init(_ config: BacktestConfig, on data: BacktestData) throws(BacktestFault) {
        try self.init(config, on: data, reusing: BacktestOutcome())
    }

    /// - Parameter used: an outcome that is no longer needed, whose memory the new one takes over.
    init(
        _ config: BacktestConfig, on data: BacktestData, reusing used: consuming BacktestOutcome
    ) throws(BacktestFault) {
        try config.check()
        let data = try data.clipped(to: config.to)
        let strategy: any Strategy
        do { strategy = try config.strategy.init(config.values) } catch {
            throw BacktestFault(error)
        }
        var rules = EngineRules(costs: config.costs, allowsShorting: strategy.mayShort)
        rules.participationMax = config.participationMax
        account = RunAccount(config, engine: MatchingEngine(rules: rules, cash: config.cash))
        series = data.series.map(\.bars)
        for one in data.series {
            lanes.append(
                Lane(
                    number: lanes.count, instrument: account.engine.addInstrument(),
                    firstTradingBar: try one.firstBar(from: config.from), strategy: strategy,
                    actions: data.actions(on: one)))
        }
        heads = series.map { $0[0].start.nanoseconds }
        account.outcome.symbols = data.series.map(\.symbol)
        try check(strategy.warmUp)
        prepareOutcome(reusing: used)
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
            account.makePoints(Self.barsPerStretch)
            try goOn()
            if account.outcome.barCount - looked >= Self.barsPerLook {
                looked = account.outcome.barCount
                guard progress(looked) else { throw .cancelled }
            }
        }
        for (lane, bars) in zip(lanes, series) { try lane.finish(bars.span, &account) }
        account.outcome.equity.removeLast(account.outcome.equity.count - account.point)
        return account.outcome
    }

    private func check(_ warmUp: Int) throws(BacktestFault) {
        let symbols = account.outcome.symbols
        for (bars, symbol) in zip(series, symbols) where bars.count < warmUp + 1 {
            throw BacktestFault(
                "bars", "\(symbol) has \(bars.count)",
                "\(warmUp + 1) or more: the strategy decides after \(warmUp), the next bar fills")
        }
        let description = account.config.strategy.description
        guard description.isIntraday else { return }
        for (bars, symbol) in zip(series, symbols) where !bars.hasSeveralBarsADay {
            throw BacktestFault(
                "bars", "\(symbol) has one bar a day",
                "bars within the day: \(description.name) trades within sessions")
        }
    }

    private mutating func prepareOutcome(reusing used: consuming BacktestOutcome) {
        account.outcome.listsOrders = account.config.keepsOrders
        account.outcome.initialCash = account.config.cash
        let count = series.reduce(0) { $0 + $1.count }
        swap(&account.outcome.trades, &used.trades)
        account.outcome.trades.removeAll(keepingCapacity: true)
        // Memory that is not written to costs nothing, and moving a long list does.
        account.outcome.trades.reserveCapacity(min(1 << 16, count / 32))
        account.pointsMax = count
        swap(&account.outcome.equity, &used.equity)  // Each point of it will be written.
        if account.outcome.equity.count != count {
            account.outcome.equity.removeAll(keepingCapacity: true)
            account.outcome.equity.reserveCapacity(series.reduce(0) { max($0, $1.count) })
        }
    }
}

extension [Bar] {
    /// Whether some day of the first few has more than one bar.
    fileprivate var hasSeveralBarsADay: Bool {
        let days = prefix(100).map { NewYork.day(of: $0.start) }
        return zip(days, days.dropFirst()).contains { $0 == $1 }
    }
}

import Brokers
import Domain
import MarketCalendar
import MarketData
import Simulation
import Storage

/// The paper market as it is opened: what plays, and the account that trades on it.
struct PaperMarket {
    let source: any FeedSource
    let account: PaperAccount
    let venue: DeskVenue
    let end: FeedEnd
    /// Market time until the feed has spoken.
    let openingTime: Timestamp
    /// Its bars, given its clock.
    let history: @Sendable (MarketClock, Ledger) -> MarketHistory

    /// Binds the account to what was chosen, and brings it and the board to where it was left.
    static func open(
        _ options: DeskOptions, _ settings: DeskSettings, ledger: Ledger
    ) async throws -> PaperMarket {
        switch options.feed {
        case .replay(let choice):
            try await replay(choice, options, settings, ledger)
        case .synthetic(let seed, let symbols):
            try await synthetic(
                SyntheticMarket(seed: seed, symbols: symbols), options, settings, ledger)
        }
    }

    private static func replay(
        _ choice: ReplayChoice, _ options: DeskOptions, _ settings: DeskSettings, _ ledger: Ledger
    ) async throws -> PaperMarket {
        let series = try await PaperBinding.series(
            of: choice.symbols, choice.timeframe, in: ledger)
        let costs = try await PaperBinding.bind(
            series, choice.actions, costs: options.costs, in: ledger)
        let replay = Replay(series, actions: choice.actions)
        let state = try await ledger.openState(.paper)
        var opening = PaperOpening(
            feed: "replay", symbols: replay.symbols, state: state,
            rules: settings.rules(costs), now: options.timing.now())
        var done = 0
        if let cursor = state.cursor {
            var isFound = false
            for step in replay {
                opening.recall(step.event, at: step.time)
                if case .bar = step.event { done += 1 }
                isFound = FeedCursor(time: step.time, count: Int64(step.cursor.count)) == cursor
                if isFound { break }
            }
            guard isFound else { throw PaperReplayError.placeNotFound(cursor.time) }
        }
        let first = replay.makeIterator().firstTime ?? options.timing.now()
        let lengths = Dictionary(uniqueKeysWithValues: series.map { ($0.symbol, $0.timeframe) })
        return opening.market(
            ReplaySource(replay, after: state.cursor, done: done), settings,
            openingTime: NewYork.midnight(before: first)
        ) { clock, ledger in .stored(lengths, in: ledger, clock: clock) }
    }

    /// A new account begins now, with the prices of now; an old one goes on where it was.
    private static func synthetic(
        _ market: SyntheticMarket, _ options: DeskOptions, _ settings: DeskSettings,
        _ ledger: Ledger
    ) async throws -> PaperMarket {
        let costs = try await PaperBinding.bindSynthetic(
            market.identity, costs: options.costs, in: ledger)
        let state = try await ledger.openState(.paper)
        let now = options.timing.now()
        var opening = PaperOpening(
            feed: "synthetic", symbols: market.symbols, state: state,
            rules: settings.rules(costs), now: now)
        let start = state.cursor ?? FeedCursor(time: now, count: 0)
        let source = SyntheticSource(market, after: start)
        for event in source.eventsBefore { opening.recall(event, at: event.time) }
        return opening.market(source, settings, openingTime: start.time) { clock, _ in
            .synthetic(market, clock: clock)
        }
    }
}

extension DeskSettings {
    fileprivate func rules(_ costs: CostPreset) -> EngineRules {
        var rules = EngineRules(costs: costs.model, allowsShorting: allowsShorting)
        rules.defaultStop = defaultStop.rate
        return rules
    }
}

/// An account and a board that take in what was already traded on.
private struct PaperOpening {
    let symbols: [Symbol]
    var account: PaperAccount
    let board: MarketBoard
    let now: Timestamp

    init(feed: String, symbols: [Symbol], state: OpenState, rules: EngineRules, now: Timestamp) {
        self.symbols = symbols
        self.now = now
        account = PaperAccount(resuming: state, symbols: symbols, rules: rules)
        board = MarketBoard(feed: feed)
    }

    mutating func recall(_ event: MarketEvent, at time: Timestamp) {
        account.recall(event)
        guard let (symbol, quote, isDerived) = event.price else { return }
        board.post(quote, of: symbol, isDerived: isDerived, day: NewYork.day(of: time), at: now)
    }

    func market(
        _ source: any FeedSource, _ settings: DeskSettings, openingTime: Timestamp,
        history: @escaping @Sendable (MarketClock, Ledger) -> MarketHistory
    ) -> PaperMarket {
        let end = FeedEnd()
        let market = DeskMarket(
            symbols: Set(symbols), allowsShorting: settings.allowsShorting,
            isOver: { end.isOver })
        return PaperMarket(
            source: source, account: account,
            venue: DeskVenue(mode: .paper, board: board, market: market), end: end,
            openingTime: openingTime, history: history)
    }
}

extension ReplayIterator {
    /// The time of the next step.
    fileprivate var firstTime: Timestamp? {
        var steps = self
        return steps.next()?.time
    }
}

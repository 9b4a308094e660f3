import Brokers
public import Domain
import MarketCalendar
public import MarketData
import Simulation
public import Storage

/// Which stored bars are replayed.
public struct ReplayChoice: Sendable {
    /// Whose; all that have bars where it is empty.
    public var symbols: [Symbol]
    /// Of which length, where a symbol has several.
    public var timeframe: Timeframe?
    /// Splits and dividends.
    public var actions: [DatedAction]

    /// A replay of all stored bars, where nothing else is said.
    public init(
        symbols: [Symbol] = [], timeframe: Timeframe? = nil, actions: [DatedAction] = []
    ) {
        self.symbols = symbols
        self.timeframe = timeframe
        self.actions = actions
    }
}

extension TradingDesk {
    /// Opens the desk where its ledger left it: binds the feed, resumes the account, and goes on
    /// with what a crash has interrupted.
    ///
    /// The feed stands until `feed.run()` is called.
    ///
    /// - Parameter clock: the one that `surroundings.marketNow` asks.
    /// - Throws: `PaperBindingError` and `StorageError` that name the ways out.
    public static func open(
        _ options: DeskOptions, ledger: Ledger, surroundings: Surroundings, clock: MarketClock
    ) async throws -> TradingDesk {
        let settings = try await DeskSettings(of: ledger)
        let market = try await PaperMarket.open(options, settings, ledger: ledger)
        clock.begin(at: market.account.cursor?.time ?? market.openingTime)
        let events = EventBus()
        let gate = ModeGate(try await ledger.modeState().mode)
        let paper = try await OrderDesk(
            market.venue, ledger: ledger, surroundings: surroundings, events: events,
            isActive: { gate.active == .paper })
        let live = try await OrderDesk(
            liveVenue(options.live), ledger: ledger, surroundings: surroundings, events: events,
            isActive: { gate.active == .live })
        let broker = PaperBroker(
            market.account, ledger: ledger, surroundings: surroundings,
            openingTime: market.openingTime, tell: { await paper.take($0) })
        await paper.connect(broker)
        if let venue = options.live { await live.connect(venue.broker) }
        let feed = FeedRunner(
            market.source, speed: options.speed, broker: broker,
            market: PaperMarketParts(
                events: events, board: market.venue.board, clock: clock, end: market.end),
            timing: options.timing)
        let desks = DeskPair(paper: paper, live: live)
        let modes = TradingModeManager(
            desks: desks, gate: gate, ledger: ledger, events: events, surroundings: surroundings,
            feed: { await feed.state }, readiness: options.live?.readiness)
        try await paper.goOn()
        return TradingDesk(
            ledger: ledger, desks: desks, modes: modes, events: events, feed: feed,
            paperBroker: broker, clock: clock, history: market.history(clock, ledger),
            surroundings: surroundings)
    }

    private static func liveVenue(_ venue: LiveVenue?) -> DeskVenue {
        DeskVenue(
            mode: .live, board: venue?.board ?? MarketBoard(feed: "none"),
            market: DeskMarket(symbols: nil))
    }
}

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

    static func open(
        _ options: DeskOptions, _ settings: DeskSettings, ledger: Ledger
    ) async throws -> PaperMarket {
        switch options.feed {
        case .replay(let choice):
            try await replay(choice, options, settings, ledger)
        case .synthetic: throw PaperBindingError.noBars
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
        var opening = Opening(
            feed: "replay", symbols: replay.symbols, state: state,
            rules: rules(costs, settings), now: options.timing.now())
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
        let source = ReplaySource(replay, after: state.cursor, done: done)
        let first = replay.makeIterator().firstTime ?? options.timing.now()
        let lengths = Dictionary(uniqueKeysWithValues: series.map { ($0.symbol, $0.timeframe) })
        return opening.market(
            source, settings,
            openingTime: NewYork.instant(of: NewYork.day(of: first), secondsOfDay: 0)
        ) { clock, ledger in .stored(lengths, in: ledger, clock: clock) }
    }

    private static func rules(_ costs: CostPreset, _ settings: DeskSettings) -> EngineRules {
        var rules = EngineRules(costs: costs.model, allowsShorting: settings.allowsShorting)
        rules.defaultStop = settings.defaultStop.rate
        return rules
    }

    /// An account and a board that take in what was already traded on.
    private struct Opening {
        let symbols: [Symbol]
        var account: PaperAccount
        let board: MarketBoard
        let now: Timestamp

        init(
            feed: String, symbols: [Symbol], state: OpenState, rules: EngineRules, now: Timestamp
        ) {
            self.symbols = symbols
            self.now = now
            account = PaperAccount(resuming: state, symbols: symbols, rules: rules)
            board = MarketBoard(feed: feed)
        }

        mutating func recall(_ event: MarketEvent, at time: Timestamp) {
            account.recall(event)
            guard let (symbol, quote, isDerived) = event.price else { return }
            board.post(
                quote, of: symbol, isDerived: isDerived, day: NewYork.day(of: time), at: now)
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
}

extension ReplayIterator {
    /// The time of the next step.
    fileprivate var firstTime: Timestamp? {
        var steps = self
        return steps.next()?.time
    }
}

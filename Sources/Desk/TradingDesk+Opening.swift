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
        let limits = try await LiveLimits(of: ledger)
        let live = try await OrderDesk(
            liveVenue(options.live, limits), ledger: ledger, surroundings: surroundings,
            events: events,
            isActive: { gate.active == .live })
        let broker = PaperBroker(
            market.account, ledger: ledger, surroundings: surroundings,
            openingTime: market.openingTime, tell: { await paper.take($0) })
        await paper.connect(broker)
        if let venue = options.live { await live.connect(venue, settings) }
        let feed = FeedRunner(
            market.source, speed: options.speed, broker: broker,
            market: PaperMarketParts(
                events: events, board: market.venue.board, clock: clock, end: market.end),
            timing: options.timing)
        let desks = DeskPair(paper: paper, live: live)
        let modes = TradingModeManager(
            desks: desks, gate: gate, ledger: ledger, events: events, surroundings: surroundings,
            feed: { await feed.state }, limits: limits, readiness: options.live?.readiness)
        try await paper.goOn()
        let backtests = try await BacktestDesk(
            ledger: ledger, events: events, surroundings: surroundings)
        return TradingDesk(
            ledger: ledger, desks: desks, modes: modes, events: events, feed: feed,
            paperBroker: broker, clock: clock, history: market.history(clock, ledger),
            backtests: backtests, surroundings: surroundings, limits: limits,
            previews: OrderPreviews(
                isNeeded: settings.requiresPreview,
                newName: { surroundings.newOrderID().description }),
            liveAccount: options.live?.account, liveHistory: options.live?.history)
    }

    private static func liveVenue(_ venue: LiveVenue?, _ limits: LiveLimits) -> DeskVenue {
        var standing: (@Sendable () -> LiveStanding)?
        if let account = venue?.account { standing = { account.standing } }
        var parts = LiveParts(limits: limits, standing: standing)
        if let venue { parts.watch = venue.watch }
        return DeskVenue(
            mode: .live, board: venue?.board ?? MarketBoard(feed: "none"),
            market: DeskMarket(symbols: nil), checks: .live, live: parts)
    }
}

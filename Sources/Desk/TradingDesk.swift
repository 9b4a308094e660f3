public import Brokers
public import Domain
public import Storage

/// The whole desk behind the pages: both modes' orders, the paper market, the mode and the events.
public struct TradingDesk: Sendable {
    /// The books.
    public let ledger: Ledger
    /// Both modes' orders.
    public let desks: DeskPair
    /// Which mode's orders are open.
    public let modes: TradingModeManager
    /// What everyone should hear.
    public let events: EventBus
    /// Plays the paper market.
    public let feed: FeedRunner
    /// The paper account's broker.
    public let paperBroker: PaperBroker
    /// The paper market's time.
    public let clock: MarketClock
    /// The paper market's bars.
    public let history: MarketHistory
    /// Backtests beside trading.
    public let backtests: BacktestDesk
    /// Time and names.
    public let surroundings: Surroundings
    /// The limits of live orders.
    public let limits: LiveLimits
    /// Live orders that were shown and may be sent.
    public let previews: OrderPreviews
    /// The live broker's account; nil without one.
    public let liveAccount: (any LiveAccount)?
    /// The live market's bars; nil without a broker that has some.
    public let liveHistory: MarketHistory?
}

/// What a desk is opened with.
public struct DeskOptions: Sendable {
    /// What makes paper's prices.
    public var feed: FeedChoice
    /// How fast they come.
    public var speed: FeedSpeed
    /// What paper trading costs; nil for what the account has.
    public var costs: CostPreset?
    /// The wall clock of the feed, and how it waits.
    public var timing: FeedTiming
    /// The live broker with its prices; nil where none is configured.
    public var live: LiveVenue?

    /// A desk on the synthetic market, without a live broker.
    public init(timing: FeedTiming, feed: FeedChoice = .synthetic(seed: 42, symbols: nil)) {
        self.timing = timing
        self.feed = feed
        speed = .normal
    }
}

/// What makes paper's prices.
public enum FeedChoice: Sendable {
    /// A market made up from a seed; the usual symbols where none are named.
    case synthetic(seed: UInt64, symbols: [Symbol]?)
    /// Stored bars; of all symbols that have some where none are named.
    case replay(ReplayChoice)
}

/// A configured live broker, and how it stands.
public struct LiveVenue: Sendable {
    /// Takes the orders.
    public var broker: any Broker
    /// Its prices.
    public var board: MarketBoard
    /// How it stands.
    public var readiness: @Sendable () async -> LiveReadiness
    /// The broker's account, where it has one of its own.
    public var account: (any LiveAccount)?
    /// The bars of its market; nil where it has none.
    public var history: MarketHistory?
    /// Asks for a symbol's prices from now on.
    public var watch: @Sendable (Symbol) -> Void = { _ in }

    /// A venue of these parts.
    public init(
        broker: any Broker, board: MarketBoard,
        readiness: @escaping @Sendable () async -> LiveReadiness
    ) {
        self.broker = broker
        self.board = board
        self.readiness = readiness
    }

    /// A venue whose broker has an account that lives on by itself.
    public init(
        account: any LiveAccount, board: MarketBoard,
        readiness: @escaping @Sendable () async -> LiveReadiness
    ) {
        self.init(broker: account, board: board, readiness: readiness)
        self.account = account
    }
}

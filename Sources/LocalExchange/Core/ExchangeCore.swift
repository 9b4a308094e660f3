import AlpacaWire
import Domain
import Simulation

/// The exchange as a value: calls and market events in, answers and stream events out.
///
/// Orders are matched by the one engine. What is added here is what a broker adds: Alpaca's words,
/// its rules about accounts, and orders that hang together. It asks no clock: `now` is set by
/// whoever holds it.
struct ExchangeCore: Sendable {
    var settings: ExchangeSettings
    /// What trades, in order of the names.
    let symbols: [Symbol]
    /// Where prices come from.
    var feed: any PriceFeed
    var engine: SimulatedExchange
    var book = ExchangeBook()
    var faults: FaultPlan
    /// Which quotes fill a part only.
    let partialFills: FaultPlan
    /// Market time.
    var now = Timestamp(nanoseconds: 0)
    /// Whether the regular session is open.
    var isSessionOpen = true
    /// The newest quote of each symbol.
    var quotes: [Symbol: Quote] = [:]
    /// What the last session left behind.
    var lastDay = DayEnd()
    var configuration = WireConfiguration.usual
    var activities: [WireActivity] = []
    var watchlists: [WireWatchlist] = []
    var curve: [EquityMark] = []
    /// How many names were made.
    var namesMade: UInt64 = 0
    /// What listeners of the trading stream are to be told.
    var updates: [WireTradeUpdate] = []
    /// The last instant that was given to something.
    var lastStamp = Timestamp(nanoseconds: 0)
    /// What the state's file does not have yet.
    var unsaved = Unsaved()

    /// Cash that the engine has beyond the account's own: who may buy on margin is decided here,
    /// before an order is taken, and the engine must not decide it again.
    static let credit = Money(nanos: 1_000_000_000_000_000_000)

    init(settings: ExchangeSettings, feed: any PriceFeed) {
        self.settings = settings
        self.feed = feed
        symbols = feed.symbols.sorted()
        faults = FaultPlan(seed: settings.faultSeed)
        partialFills = FaultPlan(seed: settings.partialFillSeed)
        engine = SimulatedExchange(
            rules: Self.rules, cash: settings.cash.plus(Self.credit))
        lastDay.equity = settings.cash
    }

    static var rules: EngineRules {
        EngineRules(allowsShorting: true, unit: Quantity(billionths: 1))
    }

    /// The account's own cash.
    var cash: Money { engine.cash.minus(Self.credit) }

    /// A new UUID.
    mutating func newID() -> String {
        namesMade += 1
        unsaved.hasAccount = true
        return HashedNames.uuid(settings.idKey, namesMade)
    }

    /// Now, and later than all that was stamped before: clients order by these times.
    mutating func stamp() -> Timestamp {
        lastStamp = max(now, lastStamp.advanced(byNanoseconds: 10_000))
        return lastStamp
    }

    /// What listeners are to be told, once.
    mutating func takeUpdates() -> [WireTradeUpdate] {
        defer { updates = [] }
        return updates
    }

    /// The last price of a symbol.
    func lastPrice(of symbol: Symbol) -> Price? {
        quotes[symbol]?.last ?? engine.lastPrice(of: symbol) ?? priceBeforeStart(of: symbol)
    }

    /// What is held is worth something from the first moment after a start: the close of the last
    /// bar, or else what it cost.
    private func priceBeforeStart(of symbol: Symbol) -> Price? {
        let quantity = held(symbol)
        guard quantity != .zero else { return nil }
        return lastBar(of: symbol)?.close ?? costBasis(of: symbol).perShare(quantity)
    }

    /// Signed shares held.
    func held(_ symbol: Symbol) -> Quantity {
        engine.lots(of: symbol).reduce(.zero) { sum, lot in
            lot.side == .long ? sum.plus(lot.quantity) : sum.minus(lot.quantity)
        }
    }
}

/// What the account was at the end of the last session.
struct DayEnd: Hashable, Sendable {
    var equity = Money.zero
    var maintenance = Money.zero
    var day: Day?
    var prices: [Symbol: Price] = [:]
}

/// The account's worth at an instant.
struct EquityMark: Hashable, Sendable {
    var time: Timestamp
    var equity: Money
}

extension WireConfiguration {
    /// What an account begins with.
    static var usual: WireConfiguration {
        var usual = WireConfiguration()
        usual.fractionalTrading = true
        usual.maxMarginMultiplier = "4"
        usual.noShorting = false
        usual.suspendTrade = false
        usual.tradeConfirmEmail = "all"
        usual.ptpNoExceptionEntry = false
        return usual
    }
}

import Domain
import Simulation
import Strategies

/// One symbol on its way through a run: how far it is in its bars, its strategy, and what is held
/// and asked for.
///
/// Its bars stand beside it, so that they can be read while it changes. It is changed in place and
/// never copied: a run goes through a million orders a second.
struct Lane {
    /// Its place among the lanes.
    let number: Int
    let instrument: Instrument
    /// The bar from which on the strategy may trade.
    let firstTradingBar: Int
    var strategy: any Strategy
    /// Splits and dividends to come, and the bars before which they take effect; the next one last.
    var actions: [(bar: Int, action: CorporateAction)]
    /// The bar before which something other than a bar comes.
    var nextAction: Int
    /// How far it is, and what its strategy holds and asks for.
    var stretch = QuietStretch()
    /// What guards the holding, and where it came from; without meaning where there is none.
    var position = Position()
    /// The entry that works, and what it asks for.
    var entryKey: OrderKey?
    var entry = PendingEntry()
    /// The exit that works, and why it was placed.
    var exitKey: OrderKey?
    var exitReason = Reason.unknown
    var exitRecord = Lane.unlisted
    /// The price of the last exit's fill, which the closings that follow belong to.
    var exitPrice = Price.zero

    /// The place of an order that is in no list.
    static let unlisted = -1

    init(
        number: Int, instrument: Instrument, firstTradingBar: Int, strategy: any Strategy,
        actions: [(bar: Int, action: CorporateAction)]
    ) {
        self.number = number
        self.instrument = instrument
        self.firstTradingBar = firstTradingBar
        self.strategy = strategy
        self.actions = actions
        nextAction = actions.last?.bar ?? .max
    }

    /// The next bar.
    var head: Int { stretch.next }

    var isHolding: Bool { stretch.holding != nil }
}

/// What a working entry asks for, as far as its fill needs it.
struct PendingEntry {
    var side = PositionSide.long
    var reason = Reason.unknown
    var regime: MarketRegime?
    var record = Lane.unlisted
}

/// What guards a holding, and where it came from.
struct Position {
    /// The entry that opened it.
    var lot: OrderKey?
    var reason = Reason.unknown
    var entryPoint = 0
    var stopKey: OrderKey?
    var targetKey: OrderKey?
    var stopRecord = Lane.unlisted
    var targetRecord = Lane.unlisted
}

extension Reason {
    /// Stands where there is no reason yet.
    static var unknown: Reason { Reason("", "") }
}

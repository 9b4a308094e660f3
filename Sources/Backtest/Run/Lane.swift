import Domain
import Simulation
import Strategies

/// One symbol on its way through a run: its place in the bars, and what is held and asked for.
///
/// Plain memory, changed in place: a run asks for tens of thousands of orders a second.
struct Lane {
    /// Its place among the lanes.
    let number: Int
    let instrument: Instrument
    /// The bar from which on the strategy may trade.
    let firstTradingBar: Int
    /// The next bar.
    var head = 0
    /// Whether `position` is one.
    var isHolding = false
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

    init(number: Int, instrument: Instrument, firstTradingBar: Int) {
        self.number = number
        self.instrument = instrument
        self.firstTradingBar = firstTradingBar
    }

    /// What the strategy is told that it holds.
    var holding: Holding? { isHolding ? position.holding : nil }
}

/// What a working entry asks for, as far as its fill needs it.
struct PendingEntry {
    var side = PositionSide.long
    var reason = Reason.unknown
    var regime: MarketRegime?
    var record = Lane.unlisted
}

/// What a lane holds, and what guards it.
struct Position {
    var holding = Holding(
        side: .long, quantity: .zero, entryBar: 0, entryPrice: Price.zero)
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

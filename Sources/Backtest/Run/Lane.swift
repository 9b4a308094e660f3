import Domain
import MarketData
import Simulation
import Strategies

/// One symbol on its way through a run: its strategy, its place and what it holds.
struct Lane {
    let symbol: Symbol
    let instrument: Instrument
    var strategy: any Strategy
    /// The next bar.
    var head = 0
    /// The bar from which on the strategy may trade.
    let firstTradingBar: Int
    /// Splits and dividends to come, and the bars before which they take effect; the next one last.
    var actions: [(bar: Int, action: CorporateAction)]
    var position: Position?
    /// The entry that works, if one does.
    var entry: PendingEntry?
    /// The exit that works, if one does.
    var exit: PendingExit?

    /// The bar before which something other than a bar comes.
    var nextAction: Int { actions.last?.bar ?? .max }
}

/// An entry that has been placed.
struct PendingEntry {
    let key: OrderKey
    let asked: Entry
    /// Its place in the list of orders.
    let record: Int?
}

/// An exit that has been placed.
struct PendingExit {
    let key: OrderKey
    let reason: Reason
    let record: Int?
}

/// What a lane holds, and what guards it.
struct Position {
    var holding: Holding
    let lot: OrderKey
    let reason: Reason
    let entryPoint: Int
    var stop: Leg?
    var target: Leg?

    /// A protective order.
    struct Leg {
        let key: OrderKey
        let record: Int?
    }
}

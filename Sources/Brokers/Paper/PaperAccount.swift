public import Domain
import MarketCalendar
public import Simulation
public import Storage

/// The paper account as a value: the exchange it trades on, how far its feed has been read, and
/// what has happened and is not yet written down.
///
/// Whoever drives it lets a copy advance, commits the batch that the copy gives, and keeps the copy
/// only when that is on disk: else nothing has happened.
public struct PaperAccount: Sendable {
    /// Cash, lots and working orders.
    public private(set) var exchange: SimulatedExchange
    /// How far the feed has been read.
    public private(set) var cursor: FeedCursor?

    private var intents: [OrderTicket] = []
    private var submittedAt: Timestamp?
    private var reports: [OrderReport] = []
    private var equity: [EquityMark] = []
    private var writtenCursor: FeedCursor?
    /// The symbols whose price has changed since the last time that all were written.
    private var moved: Set<Symbol> = []
    private var traded: Set<Symbol> = []

    /// An account as the ledger left it; its prices are not known yet: `recall` brings them.
    ///
    /// - Parameter symbols: all that trade. An exchange goes through its symbols in the order in
    ///   which it first hears of them: here it hears of all, so that a restart changes nothing.
    public init(resuming state: OpenState, symbols: [Symbol], rules: EngineRules) {
        let lots = Dictionary(symbols.map { ($0, [Lot]()) }) { first, _ in first }
            .merging(state.lots) { $1 }
        let orders = state.orders.compactMap { order -> ResumedOrder? in
            guard let acceptedAt = order.acceptedAt else { return nil }
            return ResumedOrder(
                ticket: order.ticket, terms: order.terms, filled: order.filled,
                acceptedAt: acceptedAt)
        }
        exchange = SimulatedExchange(rules: rules, cash: state.cash, lots: lots, orders: orders)
        cursor = state.cursor
        writtenCursor = state.cursor
    }

    /// The default stop of entries by hand.
    public var defaultStop: Rate? {
        get { exchange.defaultStop }
        set { exchange.defaultStop = newValue }
    }

    /// Takes in an event that was already booked.
    public mutating func recall(_ event: MarketEvent) { exchange.recall(event) }

    /// Takes the next event of the feed.
    public mutating func handle(_ event: MarketEvent, upTo cursor: FeedCursor) {
        if let last = self.cursor, NewYork.day(of: last.time) != NewYork.day(of: cursor.time) {
            note(at: last.time)
            note(at: cursor.time)
        } else if self.cursor == nil {
            note(at: cursor.time)
        }
        take(exchange.handle(event))
        self.cursor = cursor
        switch event {
        case .bar(let symbol, _), .quote(let symbol, _), .action(let symbol, _, _):
            moved.insert(symbol)
        case .closed(let time): note(at: time)
        case .opened: break
        }
    }

    /// Places an order.
    public mutating func submit(_ ticket: OrderTicket, at time: Timestamp) {
        intents.append(ticket)
        submittedAt = time
        take(exchange.submit(ticket, at: time))
    }

    /// Cancels a working order.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    public mutating func cancel(_ id: ClientOrderID, at time: Timestamp) -> Bool {
        let reports = exchange.cancel(id, at: time)
        take(reports)
        return !reports.isEmpty
    }

    /// Gives a working order other terms.
    public mutating func replace(
        _ id: ClientOrderID, with change: Replacement, at time: Timestamp
    ) throws(ReplaceRefusal) {
        take(try exchange.replace(id, with: change, at: time))
    }

    /// Starts again with so much cash and nothing else; prices and the feed's place stay.
    public mutating func reset(cash: Money) {
        exchange.reset(cash: cash)
        (intents, reports, equity, submittedAt) = ([], [], [], nil)
        (moved, traded) = ([], [])
        note(at: cursor?.time ?? Timestamp(nanoseconds: 0))
        if cursor == nil { equity = [] }
    }

    /// Notes what the account is worth; what leaves the range of amounts is unknown and not noted.
    public mutating func note(at time: Timestamp) {
        guard let worth = try? exchange.equity, let held = try? exchange.holdingsValue else {
            return
        }
        equity.append(
            EquityMark(equity: worth, cash: exchange.cash, positionsValue: held, time: time))
    }

    /// Whether something happened that must be on disk before anybody hears of it.
    public var hasNews: Bool { !intents.isEmpty || !reports.isEmpty || !equity.isEmpty }

    /// The batch to commit, and the end of what is not written down; nil where there is nothing.
    ///
    /// - Parameter marksAll: whether all prices that have changed are written, and not only those
    ///   of symbols that were traded.
    public mutating func takeBatch(markingAll marksAll: Bool) -> Batch? {
        guard hasNews || cursor != writtenCursor, let time = submittedAt ?? cursor?.time else {
            return nil
        }
        var batch = Batch(mode: .paper, submittedAt: time)
        batch.intents = intents
        batch.reports = reports
        batch.equity = equity
        batch.cursor = cursor
        batch.marks = marks(of: marksAll ? moved.union(traded) : traded, at: cursor?.time ?? time)
        (intents, reports, equity, submittedAt) = ([], [], [], nil)
        writtenCursor = cursor
        traded = []
        if marksAll { moved = [] }
        return batch
    }

    private mutating func take(_ reports: [OrderReport]) {
        for case .filled(let fill) in reports { traded.insert(fill.symbol) }
        for case .adjusted(let adjustment) in reports { traded.insert(adjustment.symbol) }
        self.reports += reports
    }

    /// The last prices of these symbols, as far as they are held.
    private func marks(of symbols: Set<Symbol>, at time: Timestamp) -> [Mark] {
        exchange.heldSymbols.filter(symbols.contains).compactMap { symbol in
            exchange.lastPrice(of: symbol).map { Mark(symbol: symbol, price: $0, time: time) }
        }
    }
}

public import Domain

/// The one matching engine: backtest, paper broker and local exchange all fill orders with it.
///
/// A value: orders and market events in, reports out. It asks no clock, no calendar and no one for
/// chance, so the same calls give the same reports to the nanodollar. A copy is a snapshot: let the
/// copy advance, and keep it only when its reports were stored.
public struct MatchingEngine: Sendable {
    /// What it allows and what trading costs.
    public let rules: EngineRules
    /// Cash, which closing a short at a loss or paying a dividend on one can carry below zero.
    public internal(set) var cash: Money
    var books: [Book] = []
    @usableFromInline var gauges = GaugeShelf()
    var instruments: [Symbol: Int] = [:]
    var nextAge: UInt64 = 0
    /// Whether the regular session is open; nil, and so always, until a feed speaks of sessions.
    var isSessionOpen: Bool?
    /// What happened in the call under way.
    var reports: [OrderReport] = []

    /// An engine without holdings or orders.
    public init(rules: EngineRules, cash: Money) {
        self.rules = rules
        self.cash = cash
    }

    /// The handle of a symbol, made at its first mention.
    public mutating func instrument(_ symbol: Symbol) -> Instrument {
        if !books.isEmpty, books[0].symbol == symbol { return Instrument(index: 0) }
        if let index = instruments[symbol] { return Instrument(index: index) }
        instruments[symbol] = books.count
        books.append(Book(symbol: symbol))
        gauges.append(Gauge(awaitsPrice: isSessionOpen == true))
        return Instrument(index: books.count - 1)
    }

    /// Cash and all holdings at last prices.
    @inlinable public var equity: Money {
        get throws(AmountOutOfRange) {
            let (value, isTooLarge) = gauges.front.last.multipliedReportingOverflow(
                by: gauges.front.shares)
            guard gauges.front.fraction == 0, gauges.restValue == 0, !isTooLarge else {
                return try Money(narrowing: Int128(cash.nanos) + holdings)
            }
            return try cash + Money(nanos: value)  // One symbol in whole shares, nearly always.
        }
    }

    /// The signed value of all holdings at last prices.
    @inlinable public var holdingsValue: Money {
        get throws(AmountOutOfRange) { try Money(narrowing: holdings) }
    }

    /// The same before it is narrowed. It passes plain numbers on: a copy of the gauge would wait
    /// for the price that was written into it last.
    @inlinable var holdings: Int128 {
        let front = Gauge.value(
            of: gauges.front.shares, and: gauges.front.fraction, at: gauges.front.last)
        return gauges.restValue + front
    }

    /// The open lots of a symbol, oldest first.
    public func lots(of symbol: Symbol) -> [Lot] {
        instruments[symbol].map { books[$0].lots.lots } ?? []
    }

    /// The open lots of an instrument, oldest first.
    public func lots(of instrument: Instrument) -> [Lot] { books[instrument.index].lots.lots }

    /// The symbols with open lots, in order of their names.
    public var heldSymbols: [Symbol] {
        books.filter { $0.lots.side != nil }.map(\.symbol).sorted()
    }

    /// The last price of a symbol.
    public func lastPrice(of symbol: Symbol) -> Price? {
        instruments[symbol].flatMap { lastPrice(in: $0) }
    }

    /// All working orders, oldest first.
    public var workingOrders: [WorkingOrder] {
        books.flatMap(\.working).sorted { $0.age < $1.age }
    }

    /// The working order of this name.
    public func workingOrder(_ id: ClientOrderID) -> WorkingOrder? {
        position(of: id).map { books[$0.book].working[$0.order] }
    }

    /// Cash that may open positions: all of it, less the proceeds of shorts and as much again to
    /// buy them back with.
    public var freeCash: Money {
        get throws(AmountOutOfRange) {
            guard rules.allowsShorting else { return cash }
            var owed: Int128 = 0
            for index in gauges.indices { owed += min(0, gauges.value(of: index)) }
            return try Money(narrowing: Int128(cash.nanos) + 2 * owed)
        }
    }

    func position(of id: ClientOrderID) -> (book: Int, order: Int)? {
        for book in books.indices {
            if let order = books[book].working.firstIndex(where: { $0.id == id }) {
                return (book, order)
            }
        }
        return nil
    }

    func lastPrice(in index: Int) -> Price? {
        gauges[index].last > 0 ? Price(nanos: gauges[index].last) : nil
    }

    /// Recomputes which bars concern the working orders.
    mutating func rewake(_ index: Int) {
        gauges.bring(index)
        gauges.front.sleep()
        for place in books[index].working.indices {
            gauges.front.wake(for: books[index].working[place].wake)
        }
    }

    /// Takes what the lots of an instrument hold now.
    mutating func hold(_ index: Int) { gauges[index].hold(books[index].lots) }

    /// What the call under way has reported, handed out once.
    mutating func takeReports() -> [OrderReport] {
        let taken = reports
        reports = []
        return taken
    }
}

/// A symbol's place in one engine, quicker than its name.
public struct Instrument: Hashable, Sendable {
    @usableFromInline let index: Int
}

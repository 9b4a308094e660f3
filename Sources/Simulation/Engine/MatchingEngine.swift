public import Domain

/// The one matching engine: backtest, paper broker and local exchange all fill orders with it.
///
/// A value: orders and market events in, reports out, all of them numbers; `SimulatedExchange` is
/// the same with names. It asks no clock, no calendar and no one for chance, so the same calls give
/// the same reports to the nanodollar. A copy is a snapshot: let the copy advance, and keep it only
/// when its reports were stored.
public struct MatchingEngine: Sendable {
    @usableFromInline var account: Account
    var books: [SymbolBook] = []
    @usableFromInline var gauges = GaugeShelf()
    /// Whether the regular session is open; nil, and so always, until a feed speaks of sessions.
    var isSessionOpen: Bool?

    /// An engine without holdings or orders.
    public init(rules: EngineRules, cash: Money) { account = Account(rules: rules, cash: cash) }

    /// What it allows and what trading costs.
    public internal(set) var rules: EngineRules {
        get { account.rules }
        set { account.rules = newValue }
    }

    /// Cash, which closing a short at a loss or paying a dividend on one can carry below zero.
    @inlinable public var cash: Money { account.cash }

    /// Another symbol that trades.
    ///
    /// - Precondition: there are no more than 16 million.
    public mutating func addInstrument() -> Instrument {
        precondition(books.count < 1 << 24, "an engine has room for 2^24 instruments")
        books.append(SymbolBook())
        gauges.append(Gauge(awaitsPrice: isSessionOpen == true))
        return Instrument(index: books.count - 1)
    }

    /// Cash and all holdings at last prices.
    public var equity: Money {
        get throws(AmountOutOfRange) {
            var engine = self
            return try engine.worth()
        }
    }

    /// `equity`, for whoever asks after every bar: a getter would be handed a copy of the rules.
    @inlinable
    public mutating func worth() throws(AmountOutOfRange) -> Money {
        let (value, isTooLarge) = gauges.front.last.multipliedReportingOverflow(
            by: gauges.front.shares)
        guard gauges.isPlain, !isTooLarge else {
            return try Money(narrowing: Int128(account.cash.nanos) + holdings)
        }
        // One symbol in whole shares, nearly always.
        return try account.cash + Money(nanos: value)
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

    /// The open lots of an instrument, oldest first.
    public func lots(of instrument: Instrument) -> [OpenLot<OrderKey, StrategyKey>] {
        books[instrument.index].lots.lots
    }

    /// The last price of an instrument.
    public func lastPrice(of instrument: Instrument) -> Price? {
        let last = gauges[instrument.index].last
        return last > 0 ? Price(nanos: last) : nil
    }

    /// Cash that may open positions: all of it, less the proceeds of shorts and as much again to
    /// buy them back with.
    public var freeCash: Money {
        get throws(AmountOutOfRange) {
            guard account.rules.allowsShorting else { return account.cash }
            return try account.freeCash(owed: owed(in: gauges.indices))
        }
    }

    /// What is owed besides an instrument's own; nil where no shares may be.
    ///
    /// Mutating, so that it works in place: asking would be handed a copy of the engine.
    @inline(__always)
    mutating func shorts(besides index: Int) -> Shorts? {
        guard account.rules.allowsShorting else { return nil }
        return Shorts(
            elsewhere: owed(in: gauges.indices.lazy.filter { $0 != index }),
            last: gauges[index].last)
    }

    /// The value of these instruments' shorts at last prices, at most 0.
    private func owed(in indices: some Sequence<Int>) -> Int128 {
        indices.reduce(0) { $0 + min(0, gauges.value(of: $1)) }
    }

    /// Recomputes which bars concern the working orders.
    mutating func rewake(_ index: Int) {
        gauges.bring(index)
        books[index].wake(&gauges.front)
    }

    /// Takes over what a call has left in a book: what is held, and what wakes its orders.
    mutating func settle(_ index: Int) {
        gauges.bring(index)
        books[index].hold(&gauges)
        books[index].wake(&gauges.front)
    }
}

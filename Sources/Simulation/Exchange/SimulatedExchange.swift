public import Domain

/// The matching engine with names: tickets and market events in, order reports out.
///
/// What the paper broker and the local exchange are made of. It adds no rule of trading to those of
/// `MatchingEngine`, which a backtest uses without names. A value too: a copy is a snapshot.
public struct SimulatedExchange: Sendable {
    var engine: MatchingEngine
    var names = ExchangeNames()
    private var instruments: [Symbol: Instrument] = [:]
    private(set) var symbols: [Symbol] = []

    /// An exchange without holdings or orders.
    public init(rules: EngineRules, cash: Money) {
        engine = MatchingEngine(rules: rules, cash: cash)
    }

    /// What it allows and what trading costs.
    public var rules: EngineRules { engine.rules }

    /// How far below its first fill the stop of an entry by hand lies that brings none of its own;
    /// none where it is nil. It holds for entries that fill from now on.
    public var defaultStop: Rate? {
        get { engine.rules.defaultStop }
        set { engine.rules.defaultStop = newValue }
    }

    /// The account's cash.
    public var cash: Money { engine.cash }

    /// Cash that may open positions.
    public var freeCash: Money {
        get throws(AmountOutOfRange) { try engine.freeCash }
    }

    /// Cash and all holdings at last prices.
    public var equity: Money {
        get throws(AmountOutOfRange) { try engine.equity }
    }

    /// The signed value of all holdings at last prices.
    public var holdingsValue: Money {
        get throws(AmountOutOfRange) { try engine.holdingsValue }
    }

    /// The open lots of a symbol, oldest first.
    public func lots(of symbol: Symbol) -> [Lot] {
        guard let instrument = instruments[symbol] else { return [] }
        return engine.lots(of: instrument).compactMap { lot in
            names.id(of: lot.id).map { id in
                Lot(
                    id: id, side: lot.side, strategy: names.strategy(lot.strategy),
                    quantity: lot.quantity, entryValue: lot.entryValue, entryFees: lot.entryFees,
                    entrySlippage: lot.entrySlippage, openedAt: lot.openedAt)
            }
        }
    }

    /// The symbols with open lots, in order of their names.
    public var heldSymbols: [Symbol] {
        instruments.filter { !engine.lots(of: $0.value).isEmpty }.keys.sorted()
    }

    /// The last price of a symbol.
    public func lastPrice(of symbol: Symbol) -> Price? {
        instruments[symbol].flatMap { engine.lastPrice(of: $0) }
    }

    /// All working orders, oldest first.
    public var workingOrders: [WorkingOrder] {
        engine.entries.compactMap { entry in
            names.ticket(of: entry.key).map { WorkingOrder(entry, $0) }
        }
    }

    /// The working order of this name.
    public func workingOrder(_ id: ClientOrderID) -> WorkingOrder? {
        guard let key = names.key(of: id), let ticket = names.ticket(of: key) else { return nil }
        return engine.entry(key).map { WorkingOrder($0, ticket) }
    }

    /// Starts again with so much cash: no lots, no orders; prices stay.
    public mutating func reset(cash: Money) {
        engine.reset(cash: cash)
        names = ExchangeNames()
    }

    /// The engine's handle of a symbol, made at its first mention.
    mutating func instrument(_ symbol: Symbol) -> Instrument {
        if let instrument = instruments[symbol] { return instrument }
        let instrument = engine.addInstrument()
        instruments[symbol] = instrument
        symbols.append(symbol)
        return instrument
    }
}

public import Domain

extension SimulatedExchange {
    /// An exchange as the ledger left it: cash, lots and working orders; `recall` brings its
    /// prices.
    ///
    /// - Parameter orders: oldest first.
    public init(
        rules: EngineRules, cash: Money, lots: [Symbol: [Lot]], orders: [ResumedOrder]
    ) {
        self.init(rules: rules, cash: cash)
        let held = lots.sorted { $0.key < $1.key }
        for (symbol, _) in held { _ = instrument(symbol) }
        // Numbers first: orders name lots, and a lot may be one order's with what still works.
        for order in orders {
            names.note(order.ticket, as: engine.nextKey(in: instrument(order.ticket.symbol)))
        }
        for (symbol, lots) in held { resume(lots, of: symbol) }
        for order in orders {
            guard let key = names.key(of: order.ticket.id) else { continue }
            engine.resume(
                self.order(of: order.ticket), as: key, terms: order.terms, filled: order.filled,
                acceptedAt: order.acceptedAt)
        }
    }

    private mutating func resume(_ lots: [Lot], of symbol: Symbol) {
        let instrument = instrument(symbol)
        var resumed: [OpenLot<OrderKey, StrategyKey>] = []
        for lot in lots {
            let key = names.key(of: lot.id) ?? engine.nextKey(in: instrument)
            names.noteLot(key, of: lot.id)
            resumed.append(
                OpenLot(
                    id: key, side: lot.side, strategy: names.number(of: lot.strategy),
                    quantity: lot.quantity, entryValue: lot.entryValue, entryFees: lot.entryFees,
                    entrySlippage: lot.entrySlippage, openedAt: lot.openedAt))
        }
        engine.resume(resumed, of: instrument)
    }
}

/// A working order as the ledger knows it.
public struct ResumedOrder: Hashable, Sendable {
    let ticket: OrderTicket
    let terms: WorkingTerms
    let filled: Quantity
    let acceptedAt: Timestamp

    /// An order with the terms in force, what it has filled and when it was accepted.
    public init(
        ticket: OrderTicket, terms: WorkingTerms, filled: Quantity, acceptedAt: Timestamp
    ) {
        self.ticket = ticket
        self.terms = terms
        self.filled = filled
        self.acceptedAt = acceptedAt
    }
}

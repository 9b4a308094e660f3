public import Domain

extension MatchingEngine {
    /// An engine as the ledger left it: cash, lots and working orders; `recall` brings its prices.
    ///
    /// - Parameter orders: oldest first.
    public init(
        rules: EngineRules, cash: Money, lots: [Symbol: [Lot]], orders: [ResumedOrder]
    ) {
        self.init(rules: rules, cash: cash)
        for (symbol, lots) in lots.sorted(by: { $0.key < $1.key }) {
            let index = instrument(symbol).index
            books[index].lots = LotBook(lots: lots)
            hold(index)
        }
        for order in orders {
            let index = instrument(order.ticket.symbol).index
            append(
                order.ticket, terms: order.terms, filled: order.filled, in: index,
                at: order.acceptedAt)
        }
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

public import Domain

/// An order as the ledger knows it: what was asked for, and what has come of it.
public struct BookedOrder: Hashable, Sendable, Identifiable {
    /// Its number in its mode's table, in the order in which intents were written down.
    public let id: Int64
    /// The epoch that it belongs to; 0 in live.
    public let epoch: Int64
    /// What was asked for.
    public let ticket: OrderTicket
    /// Market time of the intent.
    public let submittedAt: Timestamp
    /// Wall time of the intent.
    public let createdAt: Timestamp
    /// Where it is in its life.
    public internal(set) var state: OrderState
    /// The terms now in force.
    public internal(set) var terms: WorkingTerms
    /// The shares filled so far.
    public internal(set) var filled: Quantity
    /// What they came to, without fees.
    public internal(set) var filledValue: Money
    /// The fees of its fills.
    public internal(set) var fees: Money
    /// Why it was refused or ended early.
    public internal(set) var ending: OrderEnding?
    /// Market time at which the venue took it.
    public internal(set) var acceptedAt: Timestamp?
    /// The journal row by which the venue took it: the age by which a venue ranks its orders.
    public internal(set) var acceptedSequence: Int64?
    /// Wall time of the last change.
    public internal(set) var updatedAt: Timestamp
    /// The broker's own name for it.
    public internal(set) var brokerOrderID: String?

    /// An order whose intent is new.
    init(
        id: Int64, epoch: Int64, ticket: OrderTicket, submittedAt: Timestamp, createdAt: Timestamp
    ) {
        self.id = id
        self.epoch = epoch
        self.ticket = ticket
        self.submittedAt = submittedAt
        self.createdAt = createdAt
        state = .pending
        if case .shares(let quantity) = ticket.size {
            terms = WorkingTerms(quantity: quantity, type: ticket.type)
        } else {
            terms = WorkingTerms(quantity: nil, type: ticket.type)
        }
        filled = .zero
        filledValue = .zero
        fees = .zero
        updatedAt = createdAt
    }

    /// The average price of its fills, half-even to a nanodollar; nil while there is none.
    public var averagePrice: Price? {
        guard filled > .zero else { return nil }
        return try? filledValue.price(per: filled, rounding: .halfEven)
    }

    /// The stop that it holds now, for one that is open: a trailing stop's follows its best price.
    var workingStop: Price? {
        guard state.isOpen else { return nil }
        guard case .trailingStop(let trail) = terms.type else { return terms.type.stop }
        guard let best = terms.best else { return nil }
        return try? trail.stop(behind: best, side: ticket.side)
    }
}

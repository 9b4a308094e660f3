public import Domain

/// An order as the desk knows it: what was asked for, and what has come of it.
public struct DeskOrder: Hashable, Sendable {
    /// Its number in the books.
    public let number: Int64?
    /// What was asked for.
    public let ticket: OrderTicket
    /// Market time of the intent.
    public let submittedAt: Timestamp
    /// Where it is in its life.
    public internal(set) var state: OrderState
    /// The terms in force.
    public internal(set) var terms: WorkingTerms
    /// The shares filled so far.
    public internal(set) var filled: Quantity
    /// What they came to, without fees.
    public internal(set) var filledValue: Money
    /// Why it was refused or ended early.
    public internal(set) var ending: OrderEnding?
    /// The cash that it binds while it is open.
    var held: Money

    init(number: Int64?, ticket: OrderTicket, submittedAt: Timestamp, held: Money) {
        self.number = number
        self.ticket = ticket
        self.submittedAt = submittedAt
        self.held = held
        state = .pending
        terms = WorkingTerms(quantity: nil, type: ticket.type)
        if case .shares(let quantity) = ticket.size { terms.quantity = quantity }
        filled = .zero
        filledValue = .zero
    }

    /// Its name.
    public var id: ClientOrderID { ticket.id }

    /// The average price of its fills, half-even to a nanodollar; nil while there is none.
    public var filledPrice: Price? {
        filled > .zero ? try? filledValue.price(per: filled, rounding: .halfEven) : nil
    }

    /// The shares still to fill; nil while the size is known only at the fill.
    public var remaining: Quantity? {
        terms.quantity.map { Quantity(billionths: $0.billionths - filled.billionths) }
    }

    /// Whether it takes shares of what is held for itself: a direct exit does, a protective order
    /// shares its lot with all others.
    var bindsShares: Bool { !ticket.effect.isOpening && ticket.parent == nil }
}

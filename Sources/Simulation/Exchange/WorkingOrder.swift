public import Domain

/// An order at the venue that may still fill.
public struct WorkingOrder: Sendable {
    /// What was asked for.
    public let ticket: OrderTicket
    /// The terms in force: size, prices, trigger.
    public let terms: WorkingTerms
    /// Shares filled so far.
    public let filled: Quantity
    /// Market time of acceptance.
    public let acceptedAt: Timestamp

    init(_ entry: RestingOrder, _ ticket: OrderTicket) {
        self.ticket = ticket
        terms = entry.terms
        filled = entry.filled
        acceptedAt = entry.acceptedAt
    }

    /// Its name.
    public var id: ClientOrderID { ticket.id }

    /// The shares still to fill; nil while the size is known only at the fill.
    public var remaining: Quantity? {
        terms.quantity.map { Quantity(billionths: $0.billionths - filled.billionths) }
    }
}

public import Domain

/// An order at the venue that may still fill.
public struct WorkingOrder: Sendable {
    /// What was asked for.
    public let ticket: OrderTicket
    /// The terms in force: size, prices, trigger.
    public internal(set) var terms: WorkingTerms
    /// Shares filled so far.
    public internal(set) var filled: Quantity
    /// Market time of acceptance.
    public let acceptedAt: Timestamp
    /// Its place in the order of acceptance.
    public let age: UInt64
    /// The first market time at which it may fill.
    let eligibleAt: Timestamp
    /// Copied from the ticket, since every price event asks for them.
    let side: OrderSide
    let timeInForce: TimeInForce
    let isOpening: Bool
    /// Whether it guards a lot, and so shrinks and ends with it.
    let isLeg: Bool

    init(
        _ ticket: OrderTicket, terms: WorkingTerms, filled: Quantity = .zero, age: UInt64,
        times: (accepted: Timestamp, eligible: Timestamp)
    ) {
        self.ticket = ticket
        self.terms = terms
        self.filled = filled
        self.age = age
        (acceptedAt, eligibleAt) = times
        side = ticket.side
        timeInForce = ticket.timeInForce
        isOpening = ticket.effect.isOpening
        isLeg = ticket.parent != nil
    }

    /// Its name.
    public var id: ClientOrderID { ticket.id }

    /// The lots it may close; all of them for an entry, which closes none.
    var selection: LotSelection {
        if case .close(let selection) = ticket.effect { selection } else { .all }
    }

    /// The shares still to fill; nil while the size is known only at the fill.
    public var remaining: Quantity? {
        terms.quantity.map { Quantity(billionths: $0.billionths - filled.billionths) }
    }

    /// Whether it may fill only at once or not at all.
    var isImmediate: Bool { timeInForce == .ioc || timeInForce == .fok }

    /// The stop now in force, of orders that wait for one.
    func stop() throws(AmountOutOfRange) -> Price? {
        guard !terms.isTriggered else { return nil }
        if case .trailingStop(let trail) = terms.type {
            guard let best = terms.best else { return nil }
            return try trail.stop(behind: best, side: side)
        }
        return terms.type.stop
    }

    /// Market, limit, or a stop that has triggered and so became one of the two.
    var isPlain: Bool {
        switch terms.type {
        case .market, .limit: true
        case .stop, .stopLimit, .trailingStop: terms.isTriggered
        }
    }

    /// The limit it fills at or better, once it is plain.
    var limit: Price? { terms.type.limit }

    /// Its place in the order within a bar: market exits, entries, stops, limits.
    var phase: Phase {
        if isOpening { return .entries }
        guard isPlain else { return .stops }
        return limit == nil ? .marketExits : .limits
    }
}

/// The order in which one price event is offered to the orders of a symbol; within, by age.
enum Phase: Int, CaseIterable {
    case marketExits, entries, stops, limits
}

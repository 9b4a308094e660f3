public import Domain

extension MatchingEngine {
    /// Takes an order, or refuses it; it fills on a later event, never on one already seen.
    ///
    /// - Parameter time: market time. With latency the order rests that long before it can fill.
    public mutating func submit(_ ticket: OrderTicket, at time: Timestamp) -> [OrderReport] {
        var reports: [OrderReport] = []
        submit(ticket, at: time, into: &reports)
        return reports
    }

    /// The same for a long run: adds to `reports`.
    public mutating func submit(
        _ ticket: OrderTicket, at time: Timestamp, into reports: inout [OrderReport]
    ) {
        let index = instrument(ticket.symbol).index
        if let ending = books[index].refusal(of: ticket, rules: rules) {
            reports.append(.rejected(ticket.id, ending, at: time))
            return
        }
        swap(&reports, &self.reports)
        accept(ticket, in: index, at: time)
        swap(&reports, &self.reports)
    }

    /// Cancels a working order; of one that is not working there is nothing to report.
    public mutating func cancel(_ id: ClientOrderID, at time: Timestamp) -> [OrderReport] {
        var reports: [OrderReport] = []
        cancel(id, at: time, into: &reports)
        return reports
    }

    /// The same for a long run: adds to `reports`.
    public mutating func cancel(
        _ id: ClientOrderID, at time: Timestamp, into reports: inout [OrderReport]
    ) {
        guard let place = position(of: id) else { return }
        books[place.book].working.remove(at: place.order)
        rewake(place.book)
        reports.append(.cancelled(id, .requested, at: time))
    }

    /// Gives a working order other terms; what it has filled and its age stay.
    ///
    /// - Throws: `ReplaceRefusal`, and nothing has changed.
    public mutating func replace(
        _ id: ClientOrderID, with change: Replacement, at time: Timestamp
    ) throws(ReplaceRefusal) -> [OrderReport] {
        guard let place = position(of: id) else { throw .notWorking }
        let order = books[place.book].working[place.order]
        var terms = order.terms
        if let type = change.type {
            guard type.name == terms.type.name else {
                throw .invalid(TicketFault("order_type", "cannot be replaced"))
            }
            terms.type = type
        }
        if let quantity = change.quantity {
            guard quantity > order.filled else {
                throw .invalid(TicketFault("qty", "must be above the \(order.filled) filled"))
            }
            guard !order.isLeg else {
                throw .invalid(TicketFault("qty", "a protective order is as large as its lot"))
            }
            guard rules.wholeUnits(quantity) == quantity else {
                throw .invalid(TicketFault("qty", "is finer than trades here"))
            }
            terms.quantity = quantity
        }
        try check(terms, of: order, in: books[place.book])
        books[place.book].working[place.order].terms = terms
        rewake(place.book)
        return [.changed(id, terms, at: time)]
    }

    private func check(
        _ terms: WorkingTerms, of order: WorkingOrder, in book: Book
    ) throws(ReplaceRefusal) {
        var ticket = order.ticket
        ticket.type = terms.type
        if let quantity = terms.quantity { ticket.size = .shares(quantity) }
        if let fault = ticket.fault { throw .invalid(fault) }
        guard case .close = ticket.effect, !order.isLeg, let before = order.remaining,
            let quantity = terms.quantity
        else { return }
        let after = quantity.billionths - order.filled.billionths
        guard let free = try? book.closable(ticket),
            after <= free.billionths + before.billionths
        else { throw .invalid(TicketFault("qty", "is more than there is to close")) }
    }

    mutating func accept(_ ticket: OrderTicket, in book: Int, at time: Timestamp) {
        var quantity: Quantity?
        if case .shares(let shares) = ticket.size { quantity = shares }
        var best: Price?
        if case .trailingStop = ticket.type { best = lastPrice(in: book) }
        let terms = WorkingTerms(quantity: quantity, type: ticket.type, best: best)
        append(ticket, terms: terms, filled: .zero, in: book, at: time)
        reports.append(.accepted(ticket.id, at: time))
        // The ticket does not hold the price that a trailing stop starts from: an engine that is
        // resumed before the next price would not have it.
        if best != nil { reports.append(.changed(ticket.id, terms, at: time)) }
    }

    mutating func append(
        _ ticket: OrderTicket, terms: WorkingTerms, filled: Quantity, in book: Int,
        at time: Timestamp
    ) {
        let eligible = time.advanced(byNanoseconds: rules.costs.latencyNanoseconds)
        let order = WorkingOrder(
            ticket, terms: terms, filled: filled, age: nextAge, times: (time, eligible))
        gauges[book].wake(for: order.wake)
        books[book].working.append(order)
        nextAge += 1
    }
}

/// Other terms for a working order; what is nil stays.
public struct Replacement: Hashable, Sendable {
    /// The whole size, filled shares included.
    public var quantity: Quantity?
    /// Prices; the kind of order must stay the same.
    public var type: OrderType?

    /// A replacement of these parts.
    public init(quantity: Quantity? = nil, type: OrderType? = nil) {
        self.quantity = quantity
        self.type = type
    }
}

/// Why a working order keeps its terms.
public enum ReplaceRefusal: Error, Hashable, Sendable {
    /// There is no working order of this name.
    case notWorking
    /// The new terms are impossible.
    case invalid(TicketFault)
}

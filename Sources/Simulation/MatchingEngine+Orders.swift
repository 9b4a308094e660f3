public import Domain

extension MatchingEngine {
    /// Takes an order, or refuses it; it fills on a later event, never on one already seen.
    ///
    /// - Parameter time: market time. With latency the order rests that long before it can fill.
    public mutating func submit(_ ticket: OrderTicket, at time: Timestamp) -> [OrderReport] {
        let index = instrument(ticket.symbol).index
        if let ending = refusal(of: ticket, in: books[index]) {
            return [.rejected(ticket.id, ending, at: time)]
        }
        accept(ticket, in: index, at: time)
        books[index].rewake()
        return takeReports()
    }

    /// Cancels a working order; of one that is not working there is nothing to report.
    public mutating func cancel(_ id: ClientOrderID, at time: Timestamp) -> [OrderReport] {
        guard let place = position(of: id) else { return [] }
        books[place.book].working.remove(at: place.order)
        books[place.book].rewake()
        return [.cancelled(id, .requested, at: time)]
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
            terms.quantity = quantity
        }
        try check(terms, of: order, in: books[place.book])
        books[place.book].working[place.order].terms = terms
        books[place.book].rewake()
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
        guard let free = try? closable(ticket, in: book),
            after <= free.billionths + before.billionths
        else { throw .invalid(TicketFault("qty", "is more than there is to close")) }
    }

    private func refusal(of ticket: OrderTicket, in book: Book) -> OrderEnding? {
        if ticket.fault != nil { return .invalid }
        if book.working.contains(where: { $0.ticket.id == ticket.id }) { return .duplicate }
        if case .shares(let quantity) = ticket.size {
            if rules.wholeUnits(quantity) != quantity { return .invalid }
            guard case .close = ticket.effect else {
                return ticket.side == .sell && !rules.allowsShorting ? .shortingOff : nil
            }
            guard let side = book.lots.side, side == ticket.positionSide,
                let free = try? closable(ticket, in: book), quantity <= free
            else { return .insufficientQuantity }
            return nil
        }
        return ticket.effect.isOpening && ticket.side == .sell && !rules.allowsShorting
            ? .shortingOff : nil
    }

    /// Shares that a closing order may still ask for: its lots, less what other closing orders
    /// already ask for. Protective orders hold nothing back, since they shrink with their lot.
    private func closable(
        _ ticket: OrderTicket, in book: Book
    ) throws(AmountOutOfRange) -> Quantity {
        guard case .close(let selection) = ticket.effect else { return .zero }
        var held = try book.lots.quantity(in: .all)
        for order in book.working where !order.isLeg && !order.ticket.effect.isOpening {
            try held -= order.remaining ?? .zero
        }
        return min(held, try book.lots.quantity(in: selection))
    }

    @discardableResult
    mutating func accept(_ ticket: OrderTicket, in book: Int, at time: Timestamp) -> WorkingOrder {
        var quantity: Quantity?
        if case .shares(let shares) = ticket.size { quantity = shares }
        var best: Price?
        if case .trailingStop = ticket.type { best = books[book].last }
        let order = WorkingOrder(
            ticket: ticket, terms: WorkingTerms(quantity: quantity, type: ticket.type, best: best),
            filled: .zero, acceptedAt: time, age: nextAge,
            eligibleAt: Timestamp(nanoseconds: time.nanoseconds + rules.costs.latencyNanoseconds))
        nextAge += 1
        books[book].working.append(order)
        reports.append(.accepted(ticket.id, at: time))
        return order
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

public import Domain

extension MatchingEngine {
    /// Takes an order; it fills on a later event, never on one already seen.
    ///
    /// - Parameter time: market time. With latency the order rests that long before it can fill.
    /// - Returns: its number, by which the reports name it.
    /// - Throws: why the order is refused.
    public mutating func submit(
        _ order: borrowing EngineOrder, at time: Timestamp
    ) throws(OrderRefusal) -> OrderKey {
        let index = order.instrument.index
        gauges.bring(index)
        return try books[index].take(order, at: time, &gauges.front, &account)
    }

    /// Cancels a working order.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    public mutating func cancel(_ key: OrderKey) -> Bool {
        guard let place = books[key.index].index(of: key) else { return false }
        books[key.index].remove(place)
        rewake(key.index)
        return true
    }

    /// Gives a working order other terms; what it has filled and its age stay.
    ///
    /// - Returns: the terms now in force.
    /// - Throws: `ReplaceRefusal`, and nothing has changed.
    @discardableResult
    public mutating func replace(
        _ key: OrderKey, with change: Replacement
    ) throws(ReplaceRefusal) -> WorkingTerms {
        guard let place = books[key.index].index(of: key) else { throw .notWorking }
        let terms = try books[key.index].terms(at: place, with: change, rules: account.rules)
        books[key.index][place].terms = terms
        rewake(key.index)
        return terms
    }
}

extension SymbolBook {
    /// Takes an order, or refuses it.
    @inline(__always)
    fileprivate mutating func take(
        _ order: borrowing EngineOrder, at time: Timestamp, _ gauge: inout Gauge,
        _ account: inout Account
    ) throws(OrderRefusal) -> OrderKey {
        if let ending = refusal(of: order, &account) {
            throw OrderRefusal(ending: ending)
        }
        let key = account.nextKey(in: order.instrument.index)
        let last = gauge.last > 0 ? Price(nanos: gauge.last) : nil
        accept(order, as: key, last: last, account.times(from: time))
        gauge.wake(for: orders[orders.count - 1].wake)
        return key
    }

    /// Takes an order that nothing is wrong with.
    mutating func accept(
        _ order: borrowing EngineOrder, as key: OrderKey, last: Price?, _ times: OrderTimes
    ) {
        var terms = WorkingTerms(quantity: nil, type: order.shape.type)
        if case .shares(let shares) = order.shape.size { terms.quantity = shares }
        if case .trailingStop = order.shape.type { terms.best = last }
        append(order, as: key, terms: terms, filled: .zero, times)
    }

    mutating func append(
        _ order: borrowing EngineOrder, as key: OrderKey, terms: WorkingTerms, filled: Quantity,
        _ times: OrderTimes
    ) {
        orders.append(RestingOrder(order, as: key, terms: terms, filled: filled, times))
    }

    /// The terms of a working order after a change.
    func terms(
        at place: Int, with change: Replacement, rules: EngineRules
    ) throws(ReplaceRefusal) -> WorkingTerms {
        let order = self[place]
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
        try check(terms, of: orders[place])
        return terms
    }

    private func check(
        _ terms: WorkingTerms, of order: RestingOrder
    ) throws(ReplaceRefusal) {
        if let fault = order.shape(with: terms).fault { throw .invalid(fault) }
        guard !order.isOpening, !order.isLeg, let before = order.remaining,
            let quantity = terms.quantity
        else { return }
        let after = quantity.billionths - order.filled.billionths
        guard let free = try? closable(order.scope),
            after <= free.billionths + before.billionths
        else { throw .invalid(TicketFault("qty", "is more than there is to close")) }
    }
}

/// Why an order is not taken.
public struct OrderRefusal: Error, Hashable, Sendable {
    /// The reason, as it is stored with the order.
    public let ending: OrderEnding
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

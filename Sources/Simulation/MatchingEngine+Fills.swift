import Domain

/// A price at which an order fills.
struct Execution {
    let price: Price
    /// What the price was before the cost model worsened it.
    let reference: Price
    let rule: FillRule
}

extension MatchingEngine {
    /// Fills as much of an order as it asks for, the event offers and the account covers.
    mutating func execute(
        _ execution: Execution, of order: WorkingOrder, in index: Int, at moment: Moment,
        supply: inout Supply
    ) throws(AmountOutOfRange) {
        let side = order.side
        let free = order.isOpening ? try freeCash : .zero
        let wanted = try order.wanted(
            at: execution.price, free: free, lots: books[index].lots, rules: rules)
        guard wanted > .zero else {
            end(order, .insufficientCashAtFill, in: index, at: moment.time)
            return
        }
        let quantity = min(wanted, supply.left(for: side) ?? wanted)
        guard quantity > .zero, quantity == wanted || order.timeInForce != .fok else { return }
        let whole = try order.filled + wanted
        let fill = try order.fill(
            quantity, of: whole, execution, at: moment, fees: rules.costs.fees)
        if let refusal = try books[index].refusal(of: fill, free: free) {
            end(order, refusal, in: index, at: moment.time)
            return
        }
        try book(fill, of: order, whole: whole, in: index)
        try supply.take(quantity, side: side)
        guardLots(openedBy: fill, order: order, in: index)
    }

    /// Changes cash, lots and the order together, or throws before any of them.
    private mutating func book(
        _ fill: Fill, of order: WorkingOrder, whole: Quantity, in index: Int
    ) throws(AmountOutOfRange) {
        let cashAfter = try cash + fill.cashFlow
        do throws(LotFault) {
            if order.isOpening {
                try books[index].lots.open(fill, strategy: order.ticket.origin.strategy)
            } else {
                try books[index].lots.close(fill, in: order.selection) { _ in }
            }
        } catch {
            guard case .outOfRange(let range) = error else {
                preconditionFailure("Sides and shares were checked: \(error)")
            }
            throw range
        }
        cash = cashAfter
        hold(index)
        if let place = books[index].index(ofAge: order.age) {
            if fill.isLast {
                books[index].working.remove(at: place)
            } else {
                books[index].working[place].filled = fill.cumulative
                books[index].working[place].terms.quantity = whole
                if order.terms.quantity == nil {  // The size is known from now on.
                    let terms = books[index].working[place].terms
                    reports.append(.changed(order.id, terms, at: fill.time))
                }
            }
        }
        reports.append(.filled(fill))
    }

    /// Keeps protective and other closing orders as large as the lots they may close.
    private mutating func guardLots(openedBy fill: Fill, order: WorkingOrder, in index: Int) {
        if order.isOpening, order.filled == .zero {
            placeLegs(of: order.ticket, quantity: fill.quantity, in: index, at: fill.time)
        }
        resizeClosingOrders(in: index, at: fill.time)
        rewake(index)
    }

    private mutating func placeLegs(
        of ticket: OrderTicket, quantity: Quantity, in index: Int, at time: Timestamp
    ) {
        let protection = ticket.protection
        if let stop = protection.stopLoss {
            let type: OrderType =
                protection.stopLimit.map { .stopLimit(stop: stop, limit: $0) } ?? .stop(stop)
            place(ticket.leg(.stop, type: type, quantity: quantity), in: index, at: time)
        }
        if let target = protection.takeProfit {
            place(
                ticket.leg(.target, type: .limit(target), quantity: quantity), in: index, at: time)
        }
    }

    private mutating func place(_ leg: OrderTicket, in index: Int, at time: Timestamp) {
        reports.append(.placed(leg, at: time))
        accept(leg, in: index, at: time)
    }

    /// After lots changed: closing orders never ask for more than there is, protective ones for
    /// exactly what their lot holds.
    mutating func resizeClosingOrders(in index: Int, at time: Timestamp) {
        for order in books[index].working where !order.isOpening {
            guard let remaining = order.remaining,
                let held = try? books[index].lots.quantity(in: order.selection),
                order.isLeg ? held != remaining : held < remaining
            else { continue }
            guard held > .zero else {
                end(order, .positionClosed, in: index, at: time)
                continue
            }
            guard let place = books[index].index(ofAge: order.age),
                let quantity = try? order.filled + held
            else { continue }
            books[index].working[place].terms.quantity = quantity
            reports.append(
                .changed(order.id, books[index].working[place].terms, at: time))
        }
    }

    /// Ends an order early: refused where nothing filled and the account was the reason, else
    /// cancelled.
    mutating func end(
        _ order: WorkingOrder, _ ending: OrderEnding, in index: Int, at time: Timestamp
    ) {
        guard let place = books[index].index(ofAge: order.age) else { return }
        let filled = books[index].working[place].filled
        books[index].working.remove(at: place)
        rewake(index)
        let isRefusal = filled == .zero && ending.isRefusal
        reports.append(
            isRefusal
                ? .rejected(order.id, ending, at: time)
                : .cancelled(order.id, ending, at: time))
    }

    mutating func expire(_ order: WorkingOrder, in index: Int, at time: Timestamp) {
        guard let place = books[index].index(ofAge: order.age) else { return }
        books[index].working.remove(at: place)
        rewake(index)
        reports.append(.expired(order.id, at: time))
    }
}

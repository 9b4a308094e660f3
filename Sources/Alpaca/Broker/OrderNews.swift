import AlpacaWire
import Domain
import Storage

/// An order at the broker with all that replaced it or that it replaced, oldest first.
struct OrderChain: Sendable {
    /// Never empty.
    var orders: [WireOrder]

    /// The one in force.
    var newest: WireOrder { orders[orders.count - 1] }

    /// All shares that its orders have filled.
    var filled: Quantity {
        get throws(AmountOutOfRange) {
            var sum = Quantity.zero
            for order in orders { try sum += order.filledQty }
            return sum
        }
    }

    /// The shares that the orders before the one in force have filled.
    var filledBefore: Quantity {
        get throws(AmountOutOfRange) { try filled - newest.filledQty }
    }

    var ids: Set<String> { Set(orders.map(\.id)) }

    /// When the first of them was made, as far as the broker tells.
    var beganAt: Timestamp? { orders[0].createdAt ?? orders[0].submittedAt }
}

/// What the books do not know yet of an order, worked out from what the broker says it is now.
///
/// It compares two states, and asks for no event: one that was lost, came twice or came late
/// changes nothing here. What is final is told only once all shares have been told.
struct OrderNews {
    let booked: BookedOrder
    let chain: OrderChain
    /// The chain's executions, oldest first.
    let executions: [WireActivity]
    /// Why it would have ended, where the broker only says that it was cancelled.
    var ending = OrderEnding.requested
    let now: Timestamp

    /// The reports that bring the books up to the broker's state, in their order.
    func reports() throws(AmountOutOfRange) -> [OrderReport] {
        var reports: [OrderReport] = []
        var state = booked.state
        let wire = chain.newest
        if state == .pending || state == .unknown, wire.status != .rejected {
            reports.append(.accepted(booked.ticket.id, at: wire.submittedAt ?? now))
            state = .working
        }
        if let changed = try changedTerms(state) { reports.append(changed) }
        let fills = try fills()
        reports += fills.map { .filled($0) }
        if let last = fills.last, state != .cancelled && state != .expired || last.isLast {
            state = last.isLast ? .filled : .partiallyFilled
        }
        let told = fills.last?.cumulative ?? booked.filled
        guard state.isOpen, told == (try chain.filled), let end = end(wire, told) else {
            return reports
        }
        return reports + [end]
    }

    private func end(_ wire: WireOrder, _ told: Quantity) -> OrderReport? {
        let (id, time) = (booked.ticket.id, wire.canceledAt ?? wire.updatedAt ?? now)
        switch wire.status {
        case .rejected where told == .zero: return .rejected(id, .brokerRefused, at: time)
        case .rejected, .canceled, .replaced: return .cancelled(id, ending, at: time)
        case .expired: return .expired(id, at: time)
        default: return nil
        }
    }

    private func changedTerms(_ state: OrderState) throws(AmountOutOfRange) -> OrderReport? {
        let wire = chain.newest
        guard state == .working || state == .partiallyFilled, !wire.status.isFinal else {
            return nil
        }
        var terms = booked.terms
        if let qty = wire.qty { terms.quantity = try chain.filledBefore + qty }
        if let type = wire.orderType { terms.type = type }
        terms.best = wire.hwm ?? terms.best
        return terms == booked.terms ? nil : .changed(booked.ticket.id, terms, at: now)
    }

    /// The executions that are not booked, as long as they follow on what is.
    private func fills() throws(AmountOutOfRange) -> [Fill] {
        var fills: [Fill] = []
        var (cumulative, told) = (Quantity.zero, booked.filled)
        let whole = chain.newest.status == .filled ? try chain.filled : nil
        var seen: Set<String> = []
        for execution in executions where seen.insert(execution.id).inserted {
            guard let quantity = execution.qty, let price = execution.price,
                quantity > .zero
            else { break }
            try cumulative += quantity
            guard cumulative > told else { continue }
            fills.append(
                Fill(
                    ticket: booked.ticket, quantity: try cumulative - told,
                    cumulative: cumulative, isLast: cumulative == whole, price: price,
                    fee: .zero, slippage: .zero, rule: .broker, source: .broker(execution.id),
                    time: execution.transactionTime ?? now))
            told = cumulative
        }
        return fills
    }
}

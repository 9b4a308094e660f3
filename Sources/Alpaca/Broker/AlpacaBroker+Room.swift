import Brokers
import Domain
import Storage

/// Shares at the broker can back only one order: an exit needs those that stops hold back.
extension AlpacaBroker {
    /// Cancels the protective orders of the lots that an exit takes from, and waits for their end.
    ///
    /// The exit's intent is on disk by now: it is the plan by which they come back after a crash.
    func makeRoom(for ticket: OrderTicket) async throws(BrokerError) {
        let state = try await openState()
        let lots = try affected(by: ticket, in: state)
        // An entry that the exit might trade with makes the broker refuse the exit: it goes first,
        // lest the stop be gone for nothing.
        for entry in state.orders where ticket.mightTrade(with: entry) {
            try await end(entry.ticket.id)
        }
        for leg in state.orders where leg.ticket.parent.map({ lots.contains($0) }) ?? false {
            try await end(leg.ticket.id)
        }
    }

    func end(
        _ id: ClientOrderID, as ending: OrderEnding = .madeRoom
    ) async throws(BrokerError) {
        do throws(BrokerError) {
            try await cancel(id, as: ending)
        } catch .notWorking {
            return  // It ended meanwhile; if a stop filled, the broker refuses the exit.
        }
        guard try await booked(id)?.state.isOpen != true else {
            throw .refused("order \(id), which stands in the way, could not be cancelled")
        }
    }

    /// The lots that an exit takes from, first in first out, after the exits before it; where one
    /// of those is in doubt, also the lots that it would leave.
    private func affected(
        by ticket: OrderTicket, in state: OpenState
    ) throws(BrokerError) -> Set<ClientOrderID> {
        var lots = state.lots[ticket.symbol] ?? []
        var (names, doubtful): (Set<ClientOrderID>, Set<ClientOrderID>) = ([], [])
        let exits = state.orders.filter { $0.isExit && $0.ticket.symbol == ticket.symbol }
        for exit in exits.sorted(by: { $0.id < $1.id }) where exit.id <= number(of: ticket, exits) {
            guard case .close(let selection) = exit.ticket.effect else { continue }
            var left = (exit.terms.quantity?.billionths ?? 0) - exit.filled.billionths
            names = []
            for index in lots.indices where selection.includes(lots[index]) && left > 0 {
                let taken = min(left, lots[index].quantity.billionths)
                guard taken > 0 else { continue }
                lots[index].quantity = Quantity(
                    billionths: lots[index].quantity.billionths - taken)
                left -= taken
                names.insert(lots[index].id)
            }
            guard left <= 0 || exit.ticket != ticket else {
                throw .refused(
                    "more shares of \(ticket.symbol) than are held and not in other exits")
            }
            if exit.brokerOrderID == nil { doubtful.formUnion(names) }
        }
        return names.union(doubtful)
    }

    private func number(of ticket: OrderTicket, _ exits: [BookedOrder]) -> Int64 {
        exits.first { $0.ticket == ticket }?.id ?? 0
    }
}

extension OrderTicket {
    /// Whether this exit or stop and an open entry could trade with each other, by Alpaca's rule.
    func mightTrade(with entry: BookedOrder) -> Bool {
        guard entry.ticket.symbol == symbol, entry.ticket.effect.isOpening,
            entry.ticket.side != side
        else { return false }
        guard let own = type.limit, let theirs = entry.terms.type.limit else { return true }
        return side == .sell ? theirs >= own : theirs <= own
    }
}

extension BookedOrder {
    /// Whether it closes shares directly, and is no protective order.
    var isExit: Bool { !ticket.effect.isOpening && ticket.parent == nil }
}

import Brokers
import Domain
import Simulation
import Storage

extension AlpacaBroker {
    /// Gives a lot another protective order where the broker cannot change the one that it has: it
    /// ends, and one of the next name rests. Where that is refused, the old terms come back.
    func exchange(
        _ order: BookedOrder, of lot: ClientOrderID, for change: Replacement
    ) async throws(BrokerError) {
        changing.insert(lot)
        defer { changing.remove(lot) }
        try await cancel(order.ticket.id, as: .madeRoom)
        let held = try await openState().lots[order.ticket.symbol]?.first { $0.id == lot }
        guard let held else { throw .notWorking(order.ticket.id) }
        var ticket = order.ticket
        ticket.size = .shares(held.quantity)
        ticket.type = change.type ?? order.terms.type
        // Whoever moves a stop has chosen it: it is no default any more.
        ticket.origin.reason = nil
        ticket.id = try await freeName(of: order.ticket.role, lot)
        do throws(BrokerError) {
            try await submit(ticket)
        } catch .refused(let why) {
            ticket.id = try await freeName(of: order.ticket.role, lot)
            ticket.type = order.terms.type
            ticket.origin.reason = order.ticket.origin.reason
            try await submit(ticket)
            throw .refused(why)
        }
    }

    private func freeName(
        of role: OrderRole, _ lot: ClientOrderID
    ) async throws(BrokerError) -> ClientOrderID {
        var number = 1
        while try await booked(lot.leg(role, number: number)) != nil { number += 1 }
        return lot.leg(role, number: number)
    }
}

import Domain
import Storage

extension AlpacaBroker {
    /// Why a protective order has ended, where the broker says no more than that it did.
    ///
    /// - Parameter time: when it ended, by the broker.
    func ending(
        of order: BookedOrder, at time: Timestamp?, entryEnded: Bool = false
    ) async -> OrderEnding {
        guard let parent = order.ticket.parent, let state = try? await openState() else {
            return .requested
        }
        if let why = asked[order.ticket.id] { return why }
        let entry = try? await booked(parent)
        let hasEnded = entry.map { !$0.state.isOpen && $0.state != .filled } ?? false
        if entryEnded || hasEnded { return .entryEnded }
        let makesRoom = state.orders.contains { other in
            other.ticket.symbol == order.ticket.symbol && other.isExit
                && other.brokerOrderID == nil
        }
        if makesRoom { return .madeRoom }
        if let time, await refusedExit(besides: order, at: time) { return .madeRoom }
        let isHeld = state.lots[order.ticket.symbol]?.contains { $0.id == order.ticket.parent }
        return isHeld == true ? .requested : .positionClosed
    }

    /// Whether an exit was under way when a protective order ended, and never reached the broker:
    /// by a desk, perhaps, that died before it heard that there was room.
    private func refusedExit(besides leg: BookedOrder, at time: Timestamp) async -> Bool {
        let recent = (try? await ledger.orders(.live, limit: 100)) ?? []
        return recent.contains { exit in
            exit.isExit && exit.ticket.symbol == leg.ticket.symbol && exit.brokerOrderID == nil
                && exit.submittedAt <= time.advanced(bySeconds: 5)
                && time <= exit.updatedAt.advanced(bySeconds: 60)
        }
    }
}

public import AlpacaWire
import Brokers
import Domain
import Storage

extension AlpacaBroker {
    /// Takes a hint that something happened to an order: it is looked at, and that tells what.
    public func hear(_ update: WireTradeUpdate) async {
        guard let id = await owner(of: update.order) else {
            strangers.insert(update.order.id)
            return
        }
        // The one who sends it looks again at the end, unless the answer itself has said as much.
        guard !isSending(id) else {
            if !update.event.isAcknowledgment { missed(id) }
            return
        }
        _ = try? await sync(id)
        if update.order.status.isFinal { await restoreStops() }
    }

    /// Compares the books with the broker where the stream told of an order that nobody here knows:
    /// what is no leg of one of ours by now was traded elsewhere.
    func meetStrangers() async {
        strangers = strangers.filter { known[$0] == nil }
        guard !strangers.isEmpty else { return }
        strangers = []
        await reconcile()
    }

    private func owner(of order: WireOrder) async -> ClientOrderID? {
        if let id = known[order.id] { return id }
        guard let id = ClientOrderID(stored: order.clientOrderID),
            (try? await booked(id)) != nil
        else { return nil }
        return id
    }

    /// The symbols that are held or have open orders.
    func heldSymbols() async -> [Symbol] {
        guard let state = try? await openState() else { return [] }
        return Set(state.lots.keys).union(state.orders.map(\.ticket.symbol)).sorted()
    }
}

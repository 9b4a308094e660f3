import AlpacaWire
import Domain
import Simulation

extension ExchangeCore {
    /// Cancels an order, and all that hang on it.
    mutating func cancel(_ id: String) throws(ExchangeRefusal) {
        guard let order = try order(id) else { throw .notFound("order not found for \(id)") }
        guard !order.isDone else {
            throw .impossible("order is already in \"\(order.status)\" state")
        }
        settle(id, .pendingCancel, event: .pendingCancel)
        if order.isInEngine { _ = engine.cancel(engineName(order), at: now) }
        book.change(id) { $0.isInEngine = false }
        end(id, .canceled)
    }

    /// Cancels all that is open.
    mutating func cancelAll(of symbol: Symbol? = nil) -> [WireMultiStatus] {
        let open = book.openOrders.filter { symbol == nil || $0.symbol == symbol }
        for order in open where book[order.id]?.isDone == false { try? cancel(order.id) }
        return open.map { WireMultiStatus(id: $0.id, status: 200) }
    }

    /// The order of an id; nil where there is none.
    ///
    /// - Throws: where the id is no id.
    func order(_ id: String) throws(ExchangeRefusal) -> ExchangeOrder? {
        guard HashedNames.isUUID(id) else { throw .invalid("order id is malformed: \(id)") }
        return book[id.lowercased()]
    }
}

import AlpacaWire
import Domain

/// All orders of the exchange, by all their names.
struct ExchangeBook: Sendable {
    /// By id.
    private(set) var orders: [String: ExchangeOrder] = [:]
    /// The ids, oldest first.
    private(set) var sequence: [String] = []
    /// The ids of orders that are not done, oldest first.
    private(set) var open: [String] = []
    /// The ids of what was changed since they were last taken.
    private(set) var changed: Set<String> = []
    private var byClient: [String: String] = [:]
    private var byEngine: [ClientOrderID: String] = [:]

    /// The order of an id.
    subscript(id: String) -> ExchangeOrder? { orders[id] }

    /// The order with a client's name for it.
    func order(client name: String) -> ExchangeOrder? { byClient[name].flatMap { orders[$0] } }

    /// The id of an order by its name in the engine.
    func id(engine name: ClientOrderID) -> String? { byEngine[name] }

    /// The orders that are not done, oldest first.
    var openOrders: [ExchangeOrder] { open.compactMap { orders[$0] } }

    /// The same of one symbol.
    func openOrders(of symbol: Symbol) -> [ExchangeOrder] {
        openOrders.filter { $0.symbol == symbol }
    }

    /// Takes in an order.
    mutating func add(_ order: ExchangeOrder) {
        sequence.append(order.id)
        byClient[order.wire.clientOrderID] = order.id
        if let name = order.engineID { byEngine[name] = order.id }
        orders[order.id] = order
        if !order.isDone { open.append(order.id) }
        changed.insert(order.id)
    }

    /// Changes an order.
    mutating func change(_ id: String, _ edit: (inout ExchangeOrder) -> Void) {
        guard var order = orders[id] else { return }
        edit(&order)
        orders[id] = order
        if let name = order.engineID { byEngine[name] = id }
        if order.isDone { open.removeAll { $0 == id } }
        changed.insert(id)
    }

    /// What was changed, once.
    mutating func takeChanged() -> [ExchangeOrder] {
        defer { changed = [] }
        return changed.compactMap { orders[$0] }
    }
}

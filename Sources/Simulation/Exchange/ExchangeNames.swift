import Domain

/// Which number in the engine stands for which name outside.
///
/// It knows working orders and the entries of open lots, and forgets both with their end.
struct ExchangeNames: Sendable {
    private var tickets: [OrderKey: OrderTicket] = [:]
    private var keys: [ClientOrderID: OrderKey] = [:]
    private var names: [OrderKey: ClientOrderID] = [:]
    private var lots: Set<OrderKey> = []
    private var strategies: [StrategyName] = []
    private var strategyNumbers: [StrategyName: UInt32] = [:]

    /// Notes a working order.
    mutating func note(_ ticket: OrderTicket, as key: OrderKey) {
        tickets[key] = ticket
        name(key, ticket.id)
    }

    /// Notes that an entry holds a lot.
    mutating func noteLot(_ key: OrderKey, of entry: ClientOrderID) {
        lots.insert(key)
        name(key, entry)
    }

    private mutating func name(_ key: OrderKey, _ id: ClientOrderID) {
        keys[id] = key
        names[key] = id
    }

    /// Forgets an order that works no more.
    mutating func forgetOrder(_ key: OrderKey) {
        tickets[key] = nil
        forgetUnused(key)
    }

    /// Forgets a lot that is closed.
    mutating func forgetLot(_ key: OrderKey) {
        lots.remove(key)
        forgetUnused(key)
    }

    private mutating func forgetUnused(_ key: OrderKey) {
        guard tickets[key] == nil, !lots.contains(key) else { return }
        if let id = names.removeValue(forKey: key) { keys[id] = nil }
    }

    /// The number of a working order or an open lot.
    func key(of id: ClientOrderID) -> OrderKey? { keys[id] }

    /// The name of a working order or an open lot.
    func id(of key: OrderKey) -> ClientOrderID? { names[key] }

    /// What a working order was asked for as.
    func ticket(of key: OrderKey) -> OrderTicket? { tickets[key] }

    /// A strategy's number, made at its first mention.
    mutating func number(of strategy: StrategyName) -> StrategyKey {
        if let number = strategyNumbers[strategy] { return StrategyKey(number) }
        let number = UInt32(strategies.count)
        strategies.append(strategy)
        strategyNumbers[strategy] = number
        return StrategyKey(number)
    }

    /// The strategy of a number.
    func strategy(_ key: StrategyKey) -> StrategyName { strategies[Int(key.number)] }
}

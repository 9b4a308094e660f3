import AlpacaWire
import Domain
import Simulation

/// Orders that hang together: bracket, one cancels other, one triggers other.
///
/// Shares can back only one order, so of target and stop only the target works in the engine while
/// the stop is held. When the price comes to the stop they change places before the price is
/// offered: the engine then decides, as ever, whether and where the stop fills.
extension ExchangeCore {
    /// The other orders of a group.
    func others(of order: ExchangeOrder) -> [ExchangeOrder] {
        let parent = order.parent ?? order.id
        let all = [parent] + (book[parent]?.legs ?? [])
        return all.filter { $0 != order.id }.compactMap { book[$0] }
    }

    /// Whether an order is the entry of a group, and not itself an exit of it.
    func isEntry(_ order: ExchangeOrder) -> Bool {
        order.parent == nil && (order.wire.orderClass == .bracket || order.wire.orderClass == .oto)
    }

    /// An order has filled whole: an entry's legs begin, an exit's sibling is over.
    mutating func isFilled(_ id: String) {
        guard let order = book[id] else { return }
        if isEntry(order) { return beginLegs(of: order) }
        for other in others(of: order) where !other.isDone { withdraw(other.id, .canceled) }
    }

    /// A part of an exit has filled: its sibling guards what is left.
    mutating func isPartlyFilled(_ id: String, _ quantity: Quantity) {
        guard let order = book[id], order.isComplex, !isEntry(order) else { return }
        for other in others(of: order) where other.status == .held {
            book.change(other.id) { $0.wire.qty = $0.wire.qty?.minus(quantity) }
        }
    }

    private mutating func beginLegs(of entry: ExchangeOrder) {
        let legs = entry.legs.compactMap { book[$0] }
        let isAlone = legs.count == 1
        for leg in legs where leg.status == .held && (isAlone || !leg.isStop) {
            send(leg.id)
        }
    }

    /// Puts held stops into the engine in their sibling's place, where a price comes to them.
    mutating func wakeStops(of symbol: Symbol, low: Price, high: Price) {
        for stop in book.openOrders(of: symbol)
        where stop.status == .held && stop.isStop && isSessionOpen {
            guard let trigger = stop.wire.stopPrice,
                stop.side == .sell ? low <= trigger : high >= trigger,
                let target = others(of: stop).first(where: { $0.isInEngine && !isEntry($0) })
            else { continue }
            if engine.cancel(engineName(target), at: now).isEmpty { continue }
            book.change(target.id) { $0.isInEngine = false }
            settle(target.id, .canceled, event: .canceled)
            send(stop.id)
        }
    }

    /// Ends an order, and with it all others of its group.
    mutating func end(_ id: String, _ status: WireOrderStatus) {
        guard let order = book[id], !order.isDone else { return }
        settle(id, status, event: WireTradeEvent(status.rawValue))
        for other in others(of: order) where !other.isDone {
            withdraw(other.id, status == .expired ? .expired : .canceled)
        }
    }

    /// Takes one order out of the engine, and ends it alone.
    mutating func withdraw(_ id: String, _ status: WireOrderStatus) {
        guard let order = book[id], !order.isDone else { return }
        if order.isInEngine { _ = engine.cancel(engineName(order), at: now) }
        book.change(id) { $0.isInEngine = false }
        settle(id, status, event: WireTradeEvent(status.rawValue))
    }

    /// Sends an order to the engine; outside its session it is accepted and waits there.
    mutating func send(_ id: String) {
        guard let order = book[id] else { return }
        guard let reports = submitted(id) else { return end(id, .rejected) }
        if case .rejected = reports.first { return apply(reports) }
        if mayWork(order) {
            settle(id, .new, event: .new)
        } else {
            settle(id, .accepted, event: .accepted)
        }
        apply(reports)
    }

    /// Puts an order back into the engine, which nobody hears of.
    mutating func put(_ id: String) {
        guard let reports = submitted(id) else { return end(id, .rejected) }
        apply(reports)
    }

    /// What the engine says to an order; nil for one that has no size or no price.
    private mutating func submitted(_ id: String) -> [OrderReport]? {
        namesMade += 1
        guard let name = ClientOrderID("x\(namesMade)"),
            let ticket = book[id]?.ticket(named: name)
        else { return nil }
        book.change(id) {
            $0.engineID = name
            $0.isInEngine = true
        }
        return engine.submit(ticket, at: now)
    }

    /// Whether an order works now, rather than waiting for its session.
    func mayWork(_ order: ExchangeOrder) -> Bool {
        isSessionOpen || order.wire.extendedHours && isExtendedSession
    }
}

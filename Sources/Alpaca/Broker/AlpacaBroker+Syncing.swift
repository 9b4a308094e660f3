import AlpacaWire
import Brokers
import Domain
import Storage

extension AlpacaBroker {
    /// Brings the books up to what the broker says of an order.
    ///
    /// - Returns: whether the broker has it.
    @discardableResult
    func sync(_ id: ClientOrderID) async throws(BrokerError) -> Bool {
        guard let order = try await wire(of: id) else { return false }
        try await take(order, as: id)
        return true
    }

    /// An order as the broker has it, by its own name once that is known; nil where it has none.
    func wire(of id: ClientOrderID) async throws(BrokerError) -> WireOrder? {
        if let name = try await booked(id)?.brokerOrderID {
            return try await wire(named: name)
        }
        let target = "/v2/orders:by_client_order_id?client_order_id=\(id)&nested=true"
        return try await client.record(WireOrder.self, target)
    }

    private func wire(named name: String) async throws(BrokerError) -> WireOrder? {
        guard name.utf8.allSatisfy({ (33...126).contains($0) && $0 != 47 && $0 != 63 }) else {
            return nil
        }
        return try await client.record(WireOrder.self, "/v2/orders/\(name)?nested=true")
    }

    /// Books what is new of an order, its legs included.
    func take(_ wire: WireOrder, as id: ClientOrderID) async throws(BrokerError) {
        let chain = try await chain(of: wire)
        let executions = try await executions(of: chain, id)
        let legs = try await legs(of: chain, id)
        try await exclusively { () async throws(BrokerError) in
            try await book(chain, as: id, executions, legs)
        }
    }

    /// All orders that an order replaced, and those that replaced it.
    private func chain(of wire: WireOrder) async throws(BrokerError) -> OrderChain {
        var orders = [wire]
        while let name = orders[0].replaces, let older = try await self.wire(named: name),
            !orders.contains(where: { $0.id == older.id })
        { orders.insert(older, at: 0) }
        while let name = orders[orders.count - 1].replacedBy,
            let newer = try await self.wire(named: name),
            !orders.contains(where: { $0.id == newer.id })
        { orders.append(newer) }
        return OrderChain(orders: orders)
    }

    /// The executions of a chain, where some are not booked.
    private func executions(
        of chain: OrderChain, _ id: ClientOrderID
    ) async throws(BrokerError) -> [WireActivity] {
        guard let filled = try? chain.filled, filled > .zero,
            filled > (try await booked(id)?.filled ?? .zero)
        else { return [] }
        let ids = chain.ids
        return try await executions(since: chain.beganAt).filter { execution in
            execution.orderID.map { ids.contains($0) } ?? false
        }
    }

    /// All executions of the account after a moment of the broker's, oldest first.
    func executions(since: Timestamp?) async throws(BrokerError) -> [WireActivity] {
        let pageSize = 100
        var target = "/v2/account/activities/FILL?direction=asc&page_size=\(pageSize)"
        if let since { target += "&after=\(since.advanced(bySeconds: -1))" }
        var all: [WireActivity] = []
        var token = ""
        while true {
            let page = try await client.list(WireActivity.self, target + token)
            all += page
            guard page.count == pageSize, let last = page.last else { return all }
            token = "&page_token=\(last.id)"
        }
    }

    /// The legs of a bracket with their chains and executions, by what they are for.
    private func legs(
        of chain: OrderChain, _ id: ClientOrderID
    ) async throws(BrokerError) -> [LegPicture] {
        var legs: [LegPicture] = []
        for wire in chain.orders.flatMap({ $0.legs ?? [] }) {
            guard !legs.contains(where: { $0.chain.ids.contains(wire.id) }) else { continue }
            let legID = known[wire.id] ?? id.leg(wire.legRole)
            let chain = try await self.chain(of: wire)
            legs.append(
                LegPicture(
                    id: legID, chain: chain, executions: try await executions(of: chain, legID)))
        }
        return legs
    }

    /// Compares with the ledger, and commits what is new in one batch.
    private func book(
        _ chain: OrderChain, as id: ClientOrderID, _ executions: [WireActivity],
        _ legs: [LegPicture]
    ) async throws(BrokerError) {
        guard let order = try await booked(id) else { return }
        var batch = batch()
        do throws(AmountOutOfRange) {
            try await add(order, chain, executions, to: &batch)
            let isFilling = batch.reports.contains { if case .filled = $0 { true } else { false } }
            if order.filled > .zero || isFilling {
                let end = chain.newest.status
                for leg in legs {
                    try await add(
                        leg, of: order.ticket, entryEnded: end.isFinal && end != .filled,
                        to: &batch)
                }
            }
        } catch {
            throw .refused("\(id): \(error)")
        }
        doubts[id] = nil
        guard !batch.reports.isEmpty || !batch.findings.isEmpty else { return }
        try await commit(batch)
    }

    private func add(
        _ order: BookedOrder, _ chain: OrderChain, _ executions: [WireActivity],
        entryEnded: Bool = false, to batch: inout Batch
    ) async throws(AmountOutOfRange) {
        let ended = chain.newest.status.isFinal ? chain.newest.canceledAt : nil
        let ending = await ending(of: order, at: ended, entryEnded: entryEnded)
        batch.reports += try OrderNews(
            booked: order, chain: chain, executions: executions, ending: ending, now: now
        ).reports()
        for name in chain.ids { known[name] = order.ticket.id }
        if order.brokerOrderID != chain.newest.id {
            batch.findings.append(
                .named(order.ticket.id, brokerOrderID: chain.newest.id, at: now))
        }
    }

    /// A bracket's leg comes into being with its entry's first fill.
    private func add(
        _ leg: LegPicture, of entry: OrderTicket, entryEnded: Bool, to batch: inout Batch
    ) async throws(AmountOutOfRange) {
        if let order = try? await booked(leg.id) {
            return try await add(
                order, leg.chain, leg.executions, entryEnded: entryEnded, to: &batch)
        }
        let wire = leg.chain.newest
        guard let type = wire.orderType, let quantity = wire.qty else { return }
        var ticket = entry.leg(wire.legRole, type: type, quantity: quantity)
        if wire.legRole == .stop, entry.protection.stopLoss == nil {
            ticket.origin.reason = OrderOrigin.defaultStop
        }
        batch.reports += [.placed(ticket, at: now), .accepted(ticket.id, at: now)]
        batch.findings.append(.named(ticket.id, brokerOrderID: wire.id, at: now))
        known[wire.id] = ticket.id
    }
}

/// A leg of a bracket at the broker.
struct LegPicture: Sendable {
    let id: ClientOrderID
    let chain: OrderChain
    let executions: [WireActivity]
}

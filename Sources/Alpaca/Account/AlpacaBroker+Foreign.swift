import AlpacaWire
import Brokers
import Domain
import Storage

/// What happened in the account other than by this desk: it becomes part of the books as
/// `external`.
extension AlpacaBroker {
    /// Takes the orders in that executed and are nobody's, and what works at the broker now.
    func adoptForeign() async throws(BrokerError) {
        let seen = try await stored(Self.seenSetting)
        var newest = seen
        var token = seen.isEmpty ? "" : "&page_token=\(seen)"
        while true {
            let page = try await client.list(
                WireActivity.self,
                "/v2/account/activities/FILL?direction=asc&page_size=100" + token)
            for execution in page {
                guard try await isExplained(execution) else { return try await note(newest, seen) }
                newest = execution.id
            }
            guard page.count == 100 else { break }
            token = "&page_token=\(newest)"
        }
        try await note(newest, seen)
        let working = try await client.list(
            WireOrder.self, "/v2/orders?status=open&limit=500&nested=true")
        for wire in working where known[wire.id] == nil { _ = try await adopt(wire) }
    }

    private func note(_ newest: String, _ seen: String) async throws(BrokerError) {
        if newest != seen { try await store(newest, as: Self.seenSetting) }
    }

    /// Whether an execution is of an order of the books, or of one that became one just now.
    private func isExplained(_ execution: WireActivity) async throws(BrokerError) -> Bool {
        guard let name = execution.orderID, known[name] == nil else { return true }
        guard let wire = try await client.record(WireOrder.self, "/v2/orders/\(name)?nested=true")
        else { return true }
        return try await adopt(wire)
    }

    /// - Returns: false where it may still turn out to be of an order of the desk.
    private func adopt(_ wire: WireOrder) async throws(BrokerError) -> Bool {
        guard let symbol = wire.tradable, let side = wire.side.side else { return true }
        if let own = ClientOrderID(stored: wire.clientOrderID), try await booked(own) != nil {
            try await take(wire, as: own)
            return true
        }
        let state = try await openState()
        // A leg of a bracket becomes known with its entry's first fill.
        let mayBeLeg = state.orders.contains {
            $0.ticket.symbol == symbol && $0.ticket.effect.isOpening
                && $0.ticket.protection != .none
        }
        if mayBeLeg || isReplacementOfKnown(wire) { return false }
        guard let id = ClientOrderID("ext-\(wire.id)"), let quantity = wire.qty ?? wire.wholeFill,
            let type = wire.orderType
        else { return true }
        let held = state.lots[symbol]?.first?.side
        let closes = held.map { $0.closing == side } ?? false
        let ticket = OrderTicket(
            id: id, symbol: symbol, side: side, effect: closes ? .close(.all) : .open,
            size: .shares(quantity), type: type,
            timeInForce: TimeInForce(rawValue: wire.timeInForce.rawValue) ?? .day,
            origin: OrderOrigin(strategy: .external))
        var batch = batch()
        batch.intents = [ticket]
        batch.findings = [.named(id, brokerOrderID: wire.id, at: now)]
        try await exclusively { () async throws(BrokerError) in
            guard try await booked(id) == nil else { return }
            try await commit(batch)
        }
        known[wire.id] = id
        try await sync(id)
        return true
    }

    /// Whether it stands in the place of an order of the books: the next look at that one finds it.
    private func isReplacementOfKnown(_ wire: WireOrder) -> Bool {
        [wire.replaces, wire.replacedBy].compactMap { $0 }.contains { known[$0] != nil }
    }
}

extension WireOrder {
    /// Its symbol, where the desk can trade it.
    var tradable: Symbol? {
        guard assetClass ?? "us_equity" == "us_equity" else { return nil }
        return Symbol(symbol)
    }

    /// What filled of an order that asked for dollars.
    fileprivate var wholeFill: Quantity? { filledQty > .zero ? filledQty : nil }
}

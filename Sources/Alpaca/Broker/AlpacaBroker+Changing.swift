import AlpacaWire
public import Brokers
public import Domain
public import Simulation
import Storage

extension AlpacaBroker {
    /// How often an end that was asked for is looked after, and how long it waits in between.
    private static let looks = 12
    private static let lookWait: Int64 = 50_000_000

    /// Asks for an order's end, and waits a while for it.
    public func cancel(_ id: ClientOrderID) async throws(BrokerError) {
        try await cancel(id, as: .requested)
    }

    /// - Parameter ending: why it ends, where it is a protective order.
    func cancel(_ id: ClientOrderID, as ending: OrderEnding) async throws(BrokerError) {
        // Kept where the end does not come in time: when it comes, this is why.
        asked[id] = ending
        let name = try await workingName(of: id)
        var wait = Self.lookWait
        for attempt in 0..<Self.looks {
            // A cancel does no harm twice; whether it is still needed is asked in between.
            if attempt % 4 == 0 { try await askForEnd(of: name, isLast: attempt == 8) }
            try await sync(id)
            guard let order = try await booked(id), order.state.isOpen else {
                asked[id] = nil
                if try await booked(id)?.state == .filled { throw .notWorking(id) }
                return
            }
            if let newer = order.brokerOrderID, newer != name {
                return try await cancel(id, as: ending)
            }
            await client.time.sleep(wait)
            wait = min(wait * 2, 1_000_000_000)
        }
    }

    private func askForEnd(of name: String, isLast: Bool) async throws(BrokerError) {
        do throws(TransportFault) {
            _ = try await client.send(AlpacaCall("DELETE", "/v2/orders/\(name)"))
        } catch {
            if isLast { throw .outcomeUnknown(error.why) }
        }
    }

    /// The broker's name of an order that works.
    private func workingName(of id: ClientOrderID) async throws(BrokerError) -> String {
        guard let order = try await booked(id), order.state.isOpen else { throw .notWorking(id) }
        if let name = order.brokerOrderID { return name }
        try await sync(id)
        guard let order = try await booked(id), order.state.isOpen else { throw .notWorking(id) }
        guard let name = order.brokerOrderID else {
            throw .outcomeUnknown("order \(id) is in doubt: the broker does not have it yet")
        }
        return name
    }

    /// Gives a working order other terms: at the broker another order takes its place.
    public func replace(
        _ id: ClientOrderID, with change: Replacement
    ) async throws(BrokerError) {
        let name = try await workingName(of: id)
        guard let order = try await booked(id), let now = try await wire(of: id) else {
            throw .notWorking(id)
        }
        if let lot = order.ticket.parent, now.orderClass == .oto {
            return try await exchange(order, of: lot, for: change)
        }
        let request: WireReplaceRequest
        do throws(AmountOutOfRange) {
            let before = try order.filled - min(order.filled, now.filledQty)
            request = try WireReplaceRequest(change, filledBefore: before)
        } catch {
            throw .invalid(TicketFault("qty", "\(error)"))
        }
        let call = AlpacaCall("PATCH", "/v2/orders/\(name)", body: request.json)
        let reply: AlpacaReply
        do throws(TransportFault) {
            reply = try await client.send(call)
        } catch {
            if case .neverSent(let why) = error { throw .unreachable(why) }
            return try await settleReplacement(of: id, from: name, error.why)
        }
        switch reply.status {
        case 200..<300: try await sync(id)
        case 404: throw .notWorking(id)
        case 408, 429, 500...:
            try await settleReplacement(of: id, from: name, "status \(reply.status)")
        default:
            try await sync(id)
            guard try await booked(id)?.state.isOpen == true else { throw .notWorking(id) }
            throw .refused(AlpacaClient.reason(of: reply))
        }
    }

    /// The order itself tells whether another has taken its place.
    private func settleReplacement(
        of id: ClientOrderID, from name: String, _ why: String
    ) async throws(BrokerError) {
        try await sync(id)
        if try await booked(id)?.brokerOrderID == name { throw .outcomeUnknown(why) }
    }

    /// What the broker has of an order, brought into the books first.
    public func order(_ id: ClientOrderID) async throws(BrokerError) -> BrokerOrder? {
        guard let before = try await booked(id) else { return nil }
        if before.state.isOpen { try await sync(id) }
        return try await booked(id).map { order in
            BrokerOrder(
                id: id, state: order.state, filled: order.filled,
                brokerOrderID: order.brokerOrderID)
        }
    }

    /// The orders of the desk that work at the broker.
    public func openOrders() async throws(BrokerError) -> [BrokerOrder] {
        for order in try await bookedOpenOrders() { try await sync(order.ticket.id) }
        return try await bookedOpenOrders().compactMap { order in
            order.brokerOrderID.map {
                BrokerOrder(
                    id: order.ticket.id, state: order.state, filled: order.filled,
                    brokerOrderID: $0)
            }
        }
    }

    /// What is held at the broker, as far as the desk can name it.
    public func positions() async throws(BrokerError) -> [BrokerPosition] {
        try await client.list(WirePosition.self, "/v2/positions").compactMap { position in
            Symbol(position.symbol).map { BrokerPosition(symbol: $0, quantity: position.qty) }
        }
    }

    /// The account's cash at the broker.
    public func cash() async throws(BrokerError) -> Money { try await account().cash }

    func account() async throws(BrokerError) -> WireAccount {
        guard let account = try await client.record(WireAccount.self, "/v2/account") else {
            throw .refused("the broker has no such account")
        }
        return account
    }
}

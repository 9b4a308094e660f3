import Brokers
import Domain
import Storage

extension AlpacaBroker {
    /// Brings all open orders of the books up to date, and asks for those in doubt that are due.
    public func settle() async {
        guard (try? await pinAccount()) != nil, let open = try? await bookedOpenOrders() else {
            return
        }
        // By age: what a stop has become is booked before the exit that it made room for.
        for order in open where !isSending(order.ticket.id) {
            if order.brokerOrderID == nil {
                await ask(order)
            } else {
                _ = try? await sync(order.ticket.id)
            }
        }
        await restoreStops()
    }

    /// Asks for the orders in doubt that are due, and looks what strangers there are; to be called
    /// each second.
    public func settleDoubts() async {
        await meetStrangers()
        guard !doubts.isEmpty, let open = try? await bookedOpenOrders() else { return }
        for order in open where doubts[order.ticket.id] != nil { await ask(order) }
    }

    /// Asks for an order whose answer was lost, here or by a process that ended.
    private func ask(_ order: BookedOrder) async {
        let id = order.ticket.id
        var doubt = doubts[id] ?? Doubt(dueAt: now)
        guard now >= doubt.dueAt else { return }
        do throws(BrokerError) {
            if try await sync(id) { return }
            if order.state == .pending {
                var batch = batch()
                batch.findings = [.lost(id, at: now)]
                try await exclusively { () async throws(BrokerError) in
                    guard try await booked(id)?.state == .pending else { return }
                    try await commit(batch)
                }
            }
            doubt.absentSince = doubt.absentSince ?? now
        } catch {
            doubt.absentSince = nil
        }
        if let since = doubt.absentSince,
            now >= since.advanced(bySeconds: Doubt.patienceSeconds)
        {
            return await giveUp(id)
        }
        doubt.dueAt = now.advanced(bySeconds: doubt.waitSeconds)
        doubt.waitSeconds = min(doubt.waitSeconds * 2, Doubt.patienceSeconds)
        doubts[id] = doubt
    }

    /// The broker never got it.
    private func giveUp(_ id: ClientOrderID) async {
        var batch = batch()
        batch.findings = [.neverArrived(id, at: now)]
        do throws(BrokerError) {
            try await exclusively { () async throws(BrokerError) in
                guard try await booked(id)?.state == .unknown else { return }
                try await commit(batch)
            }
            doubts[id] = nil
        } catch {
            return  // It is asked for again.
        }
        await restoreStops()
    }
}

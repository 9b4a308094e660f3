import AlpacaWire
import Brokers
import Domain
import Storage

extension AlpacaBroker {
    /// Writes the intent down, makes room where shares are held, and sends.
    func carryOut(_ ticket: OrderTicket) async throws(BrokerError) {
        let request: WireOrderRequest
        do throws(TicketFault) {
            request = try WireOrderRequest(ticket, defaultStop: attachedStop(of: ticket))
        } catch {
            throw .invalid(error)
        }
        // Without the account's number nobody knows whose money this is.
        try await pinAccount()
        guard try await record(ticket) else { return try await answerToKnown(ticket.id) }
        do throws(BrokerError) {
            if !ticket.effect.isOpening, ticket.parent == nil { try await makeRoom(for: ticket) }
        } catch {
            try await refuse(ticket.id, .brokerRefused)
            await restoreStops()
            throw error
        }
        try await send(request, of: ticket)
    }

    /// - Returns: whether the intent is new.
    private func record(_ ticket: OrderTicket) async throws(BrokerError) -> Bool {
        var batch = batch()
        batch.intents = [ticket]
        let receipt = try await commit(batch)
        if case .recorded = receipt.intents.first { return true }
        return false
    }

    /// What was written down before is asked for, and never sent again.
    private func answerToKnown(_ id: ClientOrderID) async throws(BrokerError) {
        _ = try await sync(id)
    }

    private func send(
        _ request: WireOrderRequest, of ticket: OrderTicket
    ) async throws(BrokerError) {
        let call = AlpacaCall("POST", "/v2/orders", body: request.json)
        let reply: AlpacaReply
        do throws(TransportFault) {
            reply = try await client.send(call)
        } catch {
            if case .neverSent(let why) = error {
                try await neverSent(ticket.id)
                throw .unreachable(why)
            }
            return try await doubt(ticket.id, error.why)
        }
        switch reply.status {
        case 200..<300:
            guard let order = try? WireOrder(json: reply.body) else {
                return try await doubt(ticket.id, "the answer cannot be read")
            }
            try await take(order, as: ticket.id)
        case 408, 429, 500...:
            // A limit may be that of a server behind one that has taken the order.
            try await doubt(ticket.id, "status \(reply.status)")
        default: try await refused(ticket, reply)
        }
    }

    private func refused(
        _ ticket: OrderTicket, _ reply: AlpacaReply
    ) async throws(BrokerError) {
        let meaning = AlpacaClient.error(of: reply)?.meaning
        if meaning == .duplicateClientOrderID {
            return try await doubt(ticket.id, "the broker has an order of this name")
        }
        let isShort = meaning == .insufficientQuantity
        try await refuse(ticket.id, isShort ? .insufficientQuantity : .brokerRefused)
        if !ticket.effect.isOpening, ticket.parent == nil { await restoreStops() }
        throw .refused(AlpacaClient.reason(of: reply))
    }

    private func refuse(
        _ id: ClientOrderID, _ ending: OrderEnding
    ) async throws(BrokerError) {
        var batch = batch()
        batch.reports = [.rejected(id, ending, at: now)]
        try await exclusively { () async throws(BrokerError) in _ = try await commit(batch) }
    }

    private func neverSent(_ id: ClientOrderID) async throws(BrokerError) {
        var batch = batch()
        batch.findings = [.lost(id, at: now), .neverArrived(id, at: now)]
        try await exclusively { () async throws(BrokerError) in _ = try await commit(batch) }
        await restoreStops()
    }

    /// The answer was lost: asks once at once, and else writes the doubt down.
    private func doubt(_ id: ClientOrderID, _ why: String) async throws(BrokerError) {
        var batch = batch()
        batch.findings = [.lost(id, at: now)]
        try await exclusively { () async throws(BrokerError) in _ = try await commit(batch) }
        doubts[id] = Doubt(dueAt: now.advanced(bySeconds: 1))
        let isFound = (try? await sync(id)) ?? false
        if !isFound { throw .outcomeUnknown(why) }
    }
}

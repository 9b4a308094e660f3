import Brokers
import Domain
import Storage

extension AlpacaBroker {
    /// Books one thing after the other: each looks at the ledger, and then writes.
    func exclusively<Value>(
        _ body: () async throws(BrokerError) -> Value
    ) async throws(BrokerError) -> Value {
        if isBooking {
            await withCheckedContinuation { waitingToBook.append($0) }
        } else {
            isBooking = true
        }
        defer {
            if waitingToBook.isEmpty {
                isBooking = false
            } else {
                waitingToBook.removeFirst().resume()
            }
        }
        return try await body()
    }

    /// Writes a batch down, and tells of it.
    @discardableResult
    func commit(_ batch: Batch) async throws(BrokerError) -> BatchReceipt {
        // Before the write: from here on only the ledger knows how it stands.
        for report in batch.reports { report.order.map { intended[$0] = nil } }
        for finding in batch.findings { intended[finding.order] = nil }
        let receipt: BatchReceipt
        do throws(StorageError) {
            receipt = try await ledger.commit(batch)
        } catch {
            throw BrokerError(booking: error)
        }
        for case .recorded(let order) in receipt.intents where isSending(order.ticket.id) {
            intended[order.ticket.id] = order
        }
        await tell(batch, receipt)
        return receipt
    }

    func batch() -> Batch { Batch(mode: .live, submittedAt: now) }

    /// An order as the ledger has it.
    func booked(_ id: ClientOrderID) async throws(BrokerError) -> BookedOrder? {
        if let order = intended[id] { return order }
        do throws(StorageError) {
            return try await ledger.order(id, mode: .live)
        } catch {
            throw BrokerError(booking: error)
        }
    }

    /// The ledger's open orders, by age.
    func bookedOpenOrders() async throws(BrokerError) -> [BookedOrder] {
        do throws(StorageError) {
            return try await ledger.openOrders(.live)
        } catch {
            throw BrokerError(booking: error)
        }
    }
}

extension BrokerError {
    init(booking error: StorageError) {
        self =
            switch error {
            case .conflict(let id): AlpacaBroker.conflict(id)
            default: .unreachable(error.description)
            }
    }
}

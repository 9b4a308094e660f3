import Brokers
import Domain
import Simulation
import Synchronization

@testable import Desk

/// A live venue for tests: it takes orders, remembers them, and is as ready as it is told to be.
final class ScriptedLive: Broker {
    private let submitted = Mutex<[OrderTicket]>([])
    private let reasons = Mutex<[String]>([])
    private let failure = Mutex<BrokerError?>(nil)
    let board = MarketBoard(feed: "scripted")

    var venue: LiveVenue {
        LiveVenue(broker: self, board: board, readiness: { [self] in reasons.withLock { $0 } })
    }

    var tickets: [OrderTicket] { submitted.withLock { $0 } }

    func isNotReady(_ why: String...) { reasons.withLock { $0 = why } }

    func fails(with error: BrokerError?) { failure.withLock { $0 = error } }

    func submit(_ ticket: OrderTicket) async throws(BrokerError) {
        if let error = failure.withLock({ $0 }) { throw error }
        submitted.withLock { $0.append(ticket) }
    }

    func cancel(_ id: ClientOrderID) async throws(BrokerError) { throw .notWorking(id) }

    func replace(
        _ id: ClientOrderID, with change: Replacement
    ) async throws(BrokerError) { throw .notWorking(id) }

    func order(_ id: ClientOrderID) async throws(BrokerError) -> BrokerOrder? { nil }
    func openOrders() async throws(BrokerError) -> [BrokerOrder] { [] }
    func positions() async throws(BrokerError) -> [BrokerPosition] { [] }
    func cash() async throws(BrokerError) -> Money { .zero }
}

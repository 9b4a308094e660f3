import Brokers
import Desk
import Domain
import Simulation
import Synchronization

/// A live venue that takes orders, remembers them, and is as ready as it is told to be.
final class ScriptedVenue: Broker {
    private let submitted = Mutex<[OrderTicket]>([])
    private let reasons = Mutex<[String]>([])
    private let board = MarketBoard(feed: "scripted")

    var venue: LiveVenue {
        LiveVenue(
            broker: self, board: board,
            readiness: { [self] in
                LiveReadiness([ReadinessItem(.reachable, reasons.withLock { $0 })])
            })
    }

    var tickets: [OrderTicket] { submitted.withLock { $0 } }

    func become(ready: Bool, _ why: String = "") {
        reasons.withLock { $0 = ready ? [] : [why] }
    }

    /// Lets a price come.
    func post(_ symbol: String, _ price: String, at now: Timestamp) -> MarketQuote? {
        guard let symbol = Symbol(symbol), let price = try? Price(price) else { return nil }
        let quote = Quote(
            time: now, bid: price, ask: price, bidSize: .zero, askSize: .zero, last: price)
        return board.post(quote, of: symbol, isDerived: false, day: Day(number: 20_475), at: now)
    }

    func submit(_ ticket: OrderTicket) async throws(BrokerError) {
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

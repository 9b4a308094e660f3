public import Brokers
public import Desk
public import Domain
public import Simulation
import Synchronization

/// A live venue for tests: it takes orders, remembers them, and is as ready as it is told to be.
public final class ScriptedLive: Broker {
    private let submitted = Mutex<[OrderTicket]>([])
    private let reasons = Mutex<[String]>([])
    private let failure = Mutex<BrokerError?>(nil)
    /// Its prices.
    public let board = MarketBoard(feed: "scripted")

    /// A venue without orders, ready.
    public init() {}

    /// The live venue that it is.
    public var venue: LiveVenue {
        LiveVenue(
            broker: self, board: board,
            readiness: { [self] in
                LiveReadiness([ReadinessItem(.reachable, reasons.withLock { $0 })])
            })
    }

    /// What was submitted.
    public var tickets: [OrderTicket] { submitted.withLock { $0 } }

    /// Makes it as ready as these reasons leave it.
    public func isNotReady(_ why: String...) { reasons.withLock { $0 = why } }

    /// Lets a price of AAA come.
    public func post(_ price: String) throws {
        let price = try Price(price)
        let quote = Quote(
            time: DeskScene.wall, bid: price, ask: price, bidSize: .zero, askSize: .zero,
            last: price)
        board.post(
            quote, of: try there(Symbol("AAA"), "AAA"), isDerived: false,
            day: Day(number: 20_101), at: DeskScene.wall)
    }

    /// Makes every submission fail so; nil ends that.
    public func fails(with error: BrokerError?) { failure.withLock { $0 = error } }

    /// Remembers the order.
    public func submit(_ ticket: OrderTicket) async throws(BrokerError) {
        if let error = failure.withLock({ $0 }) { throw error }
        submitted.withLock { $0.append(ticket) }
    }

    /// Nothing works here.
    public func cancel(_ id: ClientOrderID) async throws(BrokerError) { throw .notWorking(id) }

    /// Nothing works here.
    public func replace(
        _ id: ClientOrderID, with change: Replacement
    ) async throws(BrokerError) { throw .notWorking(id) }

    /// It knows of none.
    public func order(_ id: ClientOrderID) async throws(BrokerError) -> BrokerOrder? { nil }
    /// There are none.
    public func openOrders() async throws(BrokerError) -> [BrokerOrder] { [] }
    /// There are none.
    public func positions() async throws(BrokerError) -> [BrokerPosition] { [] }
    /// There is none.
    public func cash() async throws(BrokerError) -> Money { .zero }
}

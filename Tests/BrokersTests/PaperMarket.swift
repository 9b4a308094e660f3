import Brokers
import Domain
import Simulation
import Storage
import Synchronization
import Testing

/// A paper broker on a ledger, and a market of quotes.
final class PaperMarket: Sendable {
    let ledger: Ledger
    let broker: PaperBroker
    let symbol: Symbol
    private let heard = Heard()
    private let step: Mutex<Int64>

    /// A market that goes on where the ledger's account is.
    static func open(
        _ ledger: Ledger, rules: EngineRules = EngineRules(), surroundings: Surroundings = .test()
    ) async throws -> PaperMarket {
        let state = try await ledger.openState(.paper)
        return try PaperMarket(ledger, state, rules, surroundings)
    }

    private init(
        _ ledger: Ledger, _ state: OpenState, _ rules: EngineRules, _ surroundings: Surroundings
    ) throws {
        symbol = try #require(Symbol("AAA"))
        self.ledger = ledger
        step = Mutex(state.cursor?.count ?? 0)
        broker = PaperBroker(
            PaperAccount(resuming: state, symbols: [symbol], rules: rules), ledger: ledger,
            surroundings: surroundings, openingTime: Self.time(0),
            tell: { [heard] news in heard.take(news) })
    }

    /// Minutes from a Monday morning in New York on.
    static func time(_ minute: Int64) -> Timestamp {
        Timestamp(nanoseconds: 1_736_778_600_000_000_000 + minute * 60_000_000_000)
    }

    /// The next minute's quote, a cent wide.
    func trade(at price: Double) async throws { try await broker.advance([try quote(price)]) }

    func quote(_ price: Double) throws -> PlacedEvent {
        let minute = step.withLock { step in
            step += 1
            return step
        }
        let last = try #require(Price(computed: price))
        let size = try Quantity(shares: 100_000)
        let quote = Quote(
            time: Self.time(minute), bid: last, ask: try last + Price("0.01"), bidSize: size,
            askSize: size, last: last)
        return PlacedEvent(
            .quote(symbol, quote), at: FeedCursor(time: Self.time(minute), count: minute))
    }

    var news: [PaperNews] { heard.all }

    var reports: [OrderReport] {
        news.flatMap { news -> [OrderReport] in
            if case .booked(let batch, _) = news { batch.reports } else { [] }
        }
    }

    var scene: BrokerScene {
        BrokerScene(
            broker: broker, symbol: symbol, trade: { try await self.trade(at: $0) },
            reports: { self.reports })
    }
}

/// What a paper broker has told.
final class Heard: Sendable {
    private let list = Mutex<[PaperNews]>([])

    func take(_ news: PaperNews) { list.withLock { $0.append(news) } }

    var all: [PaperNews] { list.withLock { $0 } }
}

extension Surroundings {
    /// A clock that stands still unless one is given.
    static func test(
        now: @escaping @Sendable () -> Timestamp = { PaperMarket.time(0) }
    ) -> Surroundings {
        Surroundings(
            wallNow: now, marketNow: now,
            newOrderID: { preconditionFailure("Every order of a test has a name.") })
    }
}

import Brokers
import Domain
import MarketData
import Storage
import Synchronization
import Testing

@testable import Desk

/// A whole desk on a replay of a few day bars that goes on only when asked.
final class DeskScene: Sendable {
    let desk: TradingDesk
    let notices = Heard<Notice>()
    let changes = Heard<DeskChange>()
    private let play: Task<Void, Never>

    /// Opens a desk on a ledger, with bars `open high low close` of each symbol.
    static func open(
        _ bars: [String: [String]] = ["AAA": rising], ledger: Ledger? = nil,
        live: LiveVenue? = nil, _ change: (inout DeskOptions) -> Void = { _ in }
    ) async throws -> DeskScene {
        let clock = MarketClock(wall)
        let surroundings = Surroundings.desk(clock)
        let ledger = try ledger ?? Ledger.inMemory(surroundings: surroundings)
        var scene = PaperScene()
        for (symbol, lines) in bars.sorted(by: { $0.key < $1.key }) {
            try scene.trade(symbol, lines)
        }
        for series in scene.series {
            try await ledger.bars.save(series.bars, of: series.symbol, series.timeframe)
        }
        var options = DeskOptions(
            timing: FeedTiming(now: { wall }, sleep: { _ in await Task.yield() }),
            feed: .replay(ReplayChoice(actions: scene.actions)))
        options.speed = .step
        options.live = live
        change(&options)
        let desk = try await TradingDesk.open(
            options, ledger: ledger, surroundings: surroundings, clock: clock)
        return DeskScene(desk)
    }

    private init(_ desk: TradingDesk) {
        self.desk = desk
        play = Task { await desk.feed.run() }
        desk.events.listen { [notices, changes] event in
            switch event {
            case .notice(let notice): notices.take(notice)
            case .booked(_, let change): changes.take(change)
            default: return
            }
        }
    }

    deinit { play.cancel() }

    /// Day bars that rise by a dollar a day from $100.
    static let rising = (0..<12).map { "\(100 + $0) \(101 + $0) \(99 + $0) \(100 + $0).5" }
    /// A wall clock that stands still.
    static let wall = Timestamp(nanoseconds: 1_790_000_000_000_000_000)

    var ledger: Ledger { desk.ledger }
    var paper: OrderDesk { desk.desks.paper }

    @discardableResult
    func step(_ count: Int = 1) async -> FeedState { await desk.feed.advance(count) }

    func request(
        _ name: String, _ side: OrderSide, _ count: Int64, _ symbol: String = "AAA",
        _ change: (inout OrderRequest) throws -> Void = { _ in }
    ) throws -> OrderRequest {
        var request = OrderRequest(
            id: try PaperScene.id(name), symbol: try #require(Symbol(symbol)), side: side,
            quantity: try Quantity(shares: count))
        try change(&request)
        return request
    }

    @discardableResult
    func place(
        _ name: String, _ side: OrderSide, _ count: Int64, _ symbol: String = "AAA",
        _ change: (inout OrderRequest) throws -> Void = { _ in }
    ) async throws -> OrderAnswer {
        try await paper.place(request(name, side, count, symbol, change))
    }

    func trades() async throws -> [BookedTrade] {
        try await ledger.trades(TradeQuery(mode: .paper)).trades
    }
}

/// What was told, in its order.
final class Heard<Item: Sendable>: Sendable {
    private let list = Mutex<[Item]>([])

    func take(_ item: Item) { list.withLock { $0.append(item) } }

    var all: [Item] { list.withLock { $0 } }
}

extension Surroundings {
    static func desk(_ clock: MarketClock) -> Surroundings {
        let count = Count()
        return Surroundings(
            wallNow: { DeskScene.wall }, marketNow: { clock.now },
            newOrderID: {
                let name = "made-\(count.next())"
                guard let id = ClientOrderID(name) else { preconditionFailure("a name") }
                return id
            })
    }
}

private final class Count: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}

func refusal(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch DeskError.refused(let refusal) {
        return refusal.check
    } catch {
        return "\(error)"
    }
}

public import Desk
public import Domain
import MarketData
public import Storage
import Synchronization

/// A whole desk on a replay of a few day bars that goes on only when asked.
public final class DeskScene: Sendable {
    /// The desk.
    public let desk: TradingDesk
    /// The notices that it published.
    public let notices = Heard<Notice>()
    /// What was booked.
    public let changes = Heard<DeskChange>()
    private let play: Task<Void, Never>

    /// Opens a desk on a ledger, with bars `open high low close` of each symbol.
    public static func open(
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
    public static let rising = (0..<12).map { "\(100 + $0) \(101 + $0) \(99 + $0) \(100 + $0).5" }
    /// A wall clock that stands still.
    public static let wall = Timestamp(nanoseconds: 1_790_000_000_000_000_000)

    /// Its books.
    public var ledger: Ledger { desk.ledger }
    /// Its paper orders.
    public var paper: OrderDesk { desk.desks.paper }

    /// Goes on by so many bars.
    @discardableResult
    public func step(_ count: Int = 1) async -> FeedState { await desk.feed.advance(count) }

    /// An order by hand, for the market and the day where nothing else is said.
    public func request(
        _ name: String, _ side: OrderSide, _ count: Int64, _ symbol: String = "AAA",
        _ change: (inout OrderRequest) throws -> Void = { _ in }
    ) throws -> OrderRequest {
        var request = OrderRequest(
            id: try PaperScene.id(name), symbol: try there(Symbol(symbol), symbol), side: side,
            quantity: try Quantity(shares: count))
        try change(&request)
        return request
    }

    /// Places an order on paper.
    @discardableResult
    public func place(
        _ name: String, _ side: OrderSide, _ count: Int64, _ symbol: String = "AAA",
        _ change: (inout OrderRequest) throws -> Void = { _ in }
    ) async throws -> OrderAnswer {
        try await paper.place(request(name, side, count, symbol, change))
    }

    /// The newest paper trades.
    public func trades() async throws -> [BookedTrade] {
        try await ledger.trades(TradeQuery(mode: .paper)).trades
    }
}

/// What was told, in its order.
public final class Heard<Item: Sendable>: Sendable {
    private let list = Mutex<[Item]>([])

    /// A list without items yet.
    public init() {}

    /// Takes an item in.
    public func take(_ item: Item) { list.withLock { $0.append(item) } }

    /// All items so far.
    public var all: [Item] { list.withLock { $0 } }
}

extension Surroundings {
    /// Surroundings whose wall clock stands still, and whose orders are called made-1, made-2 …
    public static func desk(_ clock: MarketClock) -> Surroundings {
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

/// The check that refused an order, or another error's text; nil where all went well.
public func refusal(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch DeskError.refused(let refusal) {
        return refusal.check
    } catch {
        return "\(error)"
    }
}

/// Something that a scene needs is not there.
public struct Missing: Error, CustomStringConvertible {
    /// What is missing.
    public let description: String

    /// It is missing.
    public init(_ what: String) { description = "there is no \(what)" }
}

/// A value that must be there.
func there<Value>(_ value: Value?, _ what: String) throws -> Value {
    guard let value else { throw Missing("'\(what)'") }
    return value
}

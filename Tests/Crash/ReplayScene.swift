import Desk
import Domain
import MarketCalendar
import MarketData
import Simulation
import Storage

/// A paper account on forty days of two symbols, with every kind of order.
enum ReplayScene {
    /// Trades what the ledger has not traded yet.
    ///
    /// - Parameter acknowledge: called with the steps of this run, each time one is written down.
    static func run(on ledger: Ledger, acknowledge: @Sendable (Int) throws -> Void) async throws {
        let replay = try replay()
        var run = try await PaperReplay(
            replay, script: try script(), rules: EngineRules(costs: .realistic), ledger: ledger)
        // The steps of earlier runs, so that the numbers of a run which goes on go on too.
        let before = try await steps(before: ledger.openState(.paper).cursor, in: replay)
        _ = try await run.run { done in try acknowledge(before + done.steps) }
    }

    static func replay() throws -> Replay {
        Replay(try series(), actions: try actions())
    }

    /// The bars of both symbols.
    static func series() throws -> [ReplaySeries] {
        let days = try days()
        return try ["AAA", "BBB"].enumerated().map { index, name in
            ReplaySeries(
                symbol: try known(Symbol(name)), timeframe: .day1,
                bars: days.enumerated().map { bar(on: $1, number: $0, of: index) })
        }
    }

    private static func actions() throws -> [DatedAction] {
        let days = try days()
        return [
            DatedAction(
                day: days[20], symbol: try known(Symbol("AAA")), action: .split(new: 2, old: 1)),
            DatedAction(
                day: days[25], symbol: try known(Symbol("BBB")),
                action: .dividend(perShare: dollars(1))),
        ]
    }

    private static func days() throws -> [Day] {
        try known(
            TradingCalendar.xnys.sessions(in: .init(number: 20_100)...(.init(number: 20_158)))
        ).map(\.day)
    }

    private static func steps(before cursor: FeedCursor?, in replay: Replay) -> Int {
        guard let cursor else { return 0 }
        let passed = replay.prefix { step in
            step.time < cursor.time || step.time == cursor.time && step.cursor.count <= cursor.count
        }
        return passed.count
    }

    /// Up and down in a fixed pattern of four dollars around a hundred.
    private static func bar(on day: Day, number: Int, of index: Int) -> Bar {
        let move = Int64((number * 7 + index * 3) % 9 - 4)
        let open = dollars(100 + move)
        let close = Price(nanos: open.nanos + Int64((number * 5) % 7 - 3) * 310_000_000)
        return Bar(
            start: NewYork.instant(of: day, secondsOfDay: 0), open: open,
            high: Price(nanos: max(open, close).nanos + 870_000_000),
            low: Price(nanos: min(open, close).nanos - 640_000_000), close: close,
            volume: Volume(thousandths: 1_000_000_000))
    }

    /// Every second close something: markets, brackets, trailing stops, limits, partial sells.
    static func script() throws -> [ScriptedAction] {
        let sessions = try known(
            TradingCalendar.xnys.sessions(in: .init(number: 20_100)...(.init(number: 20_158))))
        return try sessions.enumerated().filter { $0.offset.isMultiple(of: 2) }.map {
            ScriptedAction(at: $0.element.close, try action(number: $0.offset / 2))
        }
    }

    private static func action(number: Int) throws -> ScriptedAction.Kind {
        let symbol = try known(Symbol(number.isMultiple(of: 2) ? "AAA" : "BBB"))
        var request = OrderRequest(
            id: try known(ClientOrderID("order-\(number)")), symbol: symbol, side: .buy,
            quantity: shares(Int64(30 + number)))
        switch number % 7 {
        case 0, 1: break
        case 2: request.protection = Protection(stopLoss: dollars(97), takeProfit: dollars(104))
        case 3: (request.type, request.timeInForce) = (.limit(dollars(97)), .gtc)
        case 4: (request.side, request.quantity) = (.sell, shares(11))
        case 5:
            (request.side, request.quantity) = (.sell, shares(7))
            (request.type, request.timeInForce) = (.trailingStop(.amount(dollars(2))), .gtc)
        default: return .cancel(try known(ClientOrderID("order-\(number - 3)")))
        }
        return .place(request)
    }
}

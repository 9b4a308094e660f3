public import Desk
public import Domain
public import MarketCalendar
public import MarketData
public import Simulation
public import Storage

/// Bars of a few days, a script, and a paper account to trade them in.
public struct PaperScene {
    /// The days of trading from 2025-01-13, a Monday, on.
    public static let sessions: [Session] = {
        let first = Day(number: 20_101)
        return (0..<30).compactMap { TradingCalendar.xnys.session(offset: $0, from: first) }
    }()

    /// What is replayed.
    public var series: [ReplaySeries] = []
    /// Splits and dividends.
    public var actions: [DatedAction] = []
    /// What is done at which moment.
    public var script: [ScriptedAction] = []
    /// The rules of the engine.
    public var rules = EngineRules()

    /// A scene without bars.
    public init() {}

    /// The bars with their actions.
    public var replay: Replay { Replay(series, actions: actions) }

    /// Adds a symbol whose bars are `open high low close`, a line a day.
    public mutating func trade(_ symbol: String, _ bars: [String]) throws {
        let bars = try zip(Self.sessions, bars).map { session, line in
            let prices = try line.split(separator: " ").map { try Price($0) }
            guard prices.count == 4 else { throw Missing("four prices in '\(line)'") }
            let bar = Bar(
                start: NewYork.instant(of: session.day, secondsOfDay: 0), open: prices[0],
                high: prices[1], low: prices[2], close: prices[3],
                volume: Volume(thousandths: 1_000_000))
            if let fault = bar.fault { throw Missing("a bar without fault: \(fault)") }
            return bar
        }
        series.append(
            ReplaySeries(symbol: try there(Symbol(symbol), symbol), timeframe: .day1, bars: bars))
    }

    /// Adds an order at a day's close.
    public mutating func order(
        _ id: String, _ side: OrderSide, _ count: Int64, _ symbol: String = "AAA",
        at day: Int, _ change: (inout OrderRequest) throws -> Void = { _ in }
    ) throws {
        var request = OrderRequest(
            id: try Self.id(id), symbol: try there(Symbol(symbol), symbol), side: side,
            quantity: Quantity(billionths: count * 1_000_000_000))
        try change(&request)
        script.append(ScriptedAction(at: Self.close(day), .place(request)))
    }

    /// Adds a cancel at a day's close.
    public mutating func cancel(_ id: String, at day: Int) throws {
        script.append(ScriptedAction(at: Self.close(day), .cancel(try Self.id(id))))
    }

    /// Adds other terms for an order at a day's close.
    public mutating func replace(_ id: String, at day: Int, _ change: OrderChange) throws {
        script.append(ScriptedAction(at: Self.close(day), .replace(try Self.id(id), change)))
    }

    /// The close of a session.
    public static func close(_ day: Int) -> Timestamp { sessions[day].close }

    /// The name of an order.
    public static func id(_ text: String) throws -> ClientOrderID {
        try there(ClientOrderID(text), text)
    }

    /// A ledger whose clocks stand still.
    public static func ledger() throws -> Ledger {
        let now = Timestamp(nanoseconds: 1_769_094_000_000_000_000)
        return try Ledger.inMemory(
            surroundings: Surroundings(
                wallNow: { now }, marketNow: { now },
                newOrderID: { preconditionFailure("Every order of a scene has a name.") }))
    }

    /// One run on a ledger; ends after `steps` events where that many are named.
    @discardableResult
    public func run(
        on ledger: Ledger, through end: Timestamp? = nil, steps most: Int = .max
    ) async throws -> PaperOutcome? {
        var run = try await PaperReplay(replay, script: script, rules: rules, ledger: ledger)
        do {
            return try await run.run(through: end) { done in
                if done.steps >= most { throw Stopped() }
            }
        } catch is Stopped {
            return nil
        }
    }

    private struct Stopped: Error {}
}

extension PaperScene {
    /// Every kind of order on two symbols, a split and a dividend.
    public static func everything() throws -> PaperScene {
        var scene = PaperScene()
        try scene.trade(
            "AAA",
            [
                "100 102 99 101", "101 104 100 103", "103 105 102 104", "104 106 101 102",
                "102 103 98 99", "99 101 97 100", "50 52 49 51", "51 54 50 53", "53 53.5 50 50.5",
                "50.5 51 47 48", "48 50 47.5 49.5", "49.5 53 49 52.5", "52 52.5 51 52",
                "52 54 51.5 53",
            ])
        try scene.trade(
            "BBB",
            [
                "20 20.5 19.5 20", "20 21 19.8 20.9", "21 22 20.5 21.8", "21.5 22.5 21 22",
                "22 22.2 19 19.2", "19.2 20 18.5 19.8", "19.8 21 19.5 20.6", "20.6 21.5 20.1 21.1",
                "21.1 21.3 20 20.2", "20.2 20.4 18 18.3", "18.3 19 18.1 18.9",
                "18.9 19.4 18.6 19.3", "19.3 20 19.1 19.9", "19.9 20.2 19.5 20",
            ])
        let (split, exDate) = (sessions[6].day, sessions[7].day)
        scene.actions = [
            DatedAction(
                day: split, symbol: scene.series[0].symbol, action: .split(new: 2, old: 1)),
            DatedAction(
                day: exDate, symbol: scene.series[1].symbol,
                action: .dividend(perShare: try Price("0.25"))),
        ]
        scene.rules = EngineRules(costs: .realistic)
        try scene.openings()
        try scene.endings()
        return scene
    }

    private mutating func openings() throws {
        try order("market", .buy, 100, at: 0)
        try order("bracket", .buy, 40, "BBB", at: 0) {
            $0.protection = Protection(stopLoss: try Price("19"), takeProfit: try Price("22.25"))
        }
        try order("limit-gtc", .buy, 30, at: 1) {
            ($0.type, $0.timeInForce) = (.limit(try Price("98.50")), .gtc)
        }
        try order("limit-day", .buy, 10, "BBB", at: 1) { $0.type = .limit(try Price("5")) }
        try order("at-close", .buy, 5, "BBB", at: 1) { $0.timeInForce = .cls }
        try order("at-close-too", .buy, 5, at: 1) { $0.timeInForce = .cls }
        try order("sell-part", .sell, 33, at: 2)
        try order("trail", .sell, 20, at: 2) {
            ($0.type, $0.timeInForce) = (.trailingStop(.amount(try Price("3"))), .gtc)
        }
    }

    private mutating func endings() throws {
        try order("resting", .buy, 7, "BBB", at: 3) {
            ($0.type, $0.timeInForce) = (.limit(try Price("10")), .gtc)
        }
        try replace("resting", at: 5, .init(quantity: nil, limit: try Price("18.40")))
        try order("too-many", .sell, 10_000, at: 6)
        try order("guarded", .buy, 11, at: 7) {
            $0.protection = Protection(stopLoss: try Price("47.50"))
        }
        try order("never", .buy, 9, at: 8) {
            ($0.type, $0.timeInForce) = (.limit(try Price("1")), .gtc)
        }
        try order("stop-limit", .buy, 3, "BBB", at: 8) {
            $0.type = .stopLimit(stop: try Price("20.30"), limit: try Price("20.50"))
            $0.timeInForce = .gtc
        }
        try cancel("never", at: 10)
        try order("sell-rest", .sell, 25, at: 11)
        try order("held", .buy, 12, "BBB", at: 12)
        try order("at-the-end", .buy, 1, at: 13)
    }
}

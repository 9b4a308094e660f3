import Domain
import Simulation
import Testing

@Suite struct EnginePropertyTests {
    private static let capital = Money(nanos: 50_000_000_000_000)

    private static func rules(_ seed: UInt64) -> EngineRules {
        let costs: [CostModel] = [.optimistic, .realistic, .harsh]
        return EngineRules(
            costs: costs[Int(seed % 3)], allowsShorting: seed % 2 == 0,
            participationMax: seed % 5 < 3 ? Rate(basisPoints: 1_000) : nil)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `cash, lots and orders agree with the reports`(_ seed: UInt64) throws {
        var history = try RandomHistory(seed: seed, isLong: seed % 2 == 1)
        var engine = SimulatedExchange(rules: Self.rules(seed), cash: Self.capital)
        var shadow = Shadow(cash: Self.capital)
        for (number, step) in try history.steps(1_500).enumerated() {
            try shadow.take(step.applied(to: &engine))
            try #require(Int128(engine.cash.nanos) == shadow.cash, "seed \(seed), step \(number)")
            for symbol in history.symbols {
                let lots = engine.lots(of: symbol).map {
                    Shadow.Holding(lot: $0.id, billionths: $0.quantity.billionths)
                }
                try #require(
                    lots == shadow.holdings[symbol] ?? [], "seed \(seed), step \(number)")
            }
            let open = shadow.states.filter(\.value.isOpen).keys
            try #require(
                Set(engine.workingOrders.map(\.id)) == Set(open), "seed \(seed), step \(number)")
            try Self.checkLegs(engine, "seed \(seed), step \(number)")
            if seed % 2 == 1 { try #require(engine.cash >= .zero) }
        }
        #expect(shadow.states.values.filter { $0 == .filled }.count > 50)
    }

    /// Working legs are as large as their lot; other exits are never larger than what they close.
    private static func checkLegs(_ engine: SimulatedExchange, _ place: Comment) throws {
        for order in engine.workingOrders {
            guard case .close(let selection) = order.ticket.effect else { continue }
            let held = try LotBook(lots: engine.lots(of: order.ticket.symbol))
                .quantity(in: selection)
            let remaining = try #require(order.remaining, place)
            try #require(order.ticket.parent == nil ? remaining <= held : remaining == held, place)
        }
    }

    @Test func `the same history gives the same reports`() throws {
        var reports: [[OrderReport]] = []
        for _ in 0..<2 {
            var history = try RandomHistory(seed: 99)
            var engine = SimulatedExchange(rules: Self.rules(2), cash: Self.capital)
            reports.append(try history.steps(2_000).flatMap { $0.applied(to: &engine) })
        }
        #expect(reports[0] == reports[1])
        #expect(reports[0].count > 1_000)
    }

    @Test func `a copy is a snapshot`() throws {
        var history = try RandomHistory(seed: 5)
        var engine = SimulatedExchange(rules: Self.rules(5), cash: Self.capital)
        for step in try history.steps(300) { _ = step.applied(to: &engine) }
        var copy = engine
        let (cash, equity) = (engine.cash, try engine.equity)
        let terms = engine.workingOrders.map(\.terms)
        let rest = try history.steps(300)
        let reports = rest.flatMap { $0.applied(to: &copy) }
        #expect(engine.cash == cash && engine.workingOrders.map(\.terms) == terms)
        #expect(try engine.equity == equity)
        #expect(rest.flatMap { $0.applied(to: &engine) } == reports)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `an engine resumed after any step goes on as if it never stopped`(_ seed: UInt64) throws {
        var history = try RandomHistory(seed: seed)
        let steps = try history.steps(160)
        let rules = Self.rules(seed)
        var engine = SimulatedExchange(rules: rules, cash: Self.capital)
        for stop in steps.indices {
            _ = steps[stop].applied(to: &engine)
            var resumed = Self.resumed(engine, history.symbols)
            for step in steps[...stop] {
                if case .event(let event) = step { resumed.recall(event) }
            }
            var original = engine
            for step in steps[(stop + 1)...] {
                try #require(
                    step.applied(to: &resumed) == step.applied(to: &original),
                    "seed \(seed), stopped after \(stop)")
            }
            #expect(try resumed.equity == original.equity)
        }
    }

    private static func resumed(_ engine: SimulatedExchange, _ symbols: [Symbol])
        -> SimulatedExchange
    {
        SimulatedExchange(
            rules: engine.rules, cash: engine.cash,
            lots: Dictionary(uniqueKeysWithValues: symbols.map { ($0, engine.lots(of: $0)) }),
            orders: engine.workingOrders.map {
                ResumedOrder(
                    ticket: $0.ticket, terms: $0.terms, filled: $0.filled,
                    acceptedAt: $0.acceptedAt)
            })
    }
}

import Domain
import Simulation
import Testing

/// The stop that guards an entry by hand which brings none of its own.
@Suite struct DefaultStopTests {
    private static let rules: EngineRules = {
        var rules = EngineRules(allowsShorting: true)
        rules.defaultStop = Rate(basisPoints: 500)
        return rules
    }()

    @Test func `it lies below the first fill, on the price step, away from the market`() throws {
        var scene = try Scene(Self.rules)
        try scene.place(.buy)
        let reports = scene.bar(100.33, 101, 99, 100)
        #expect(reports.contains("placed o1.stop"))
        // 95 % of 100.33 is 95.3135.
        #expect(scene.engine.workingOrders.map(\.terms.type) == [.stop(usd(95.31))])
        #expect(scene.bar(96, 96, 95, 95.5).contains("o1.stop filled 10 @ 95.31 stop"))
        #expect(scene.held == 0)
    }

    @Test func `it lies above the first fill of a short`() throws {
        var scene = try Scene(Self.rules)
        try scene.place(.sell, effect: .open)
        scene.bar(100.33, 101, 99, 100)
        // 105 % of 100.33 is 105.3465.
        #expect(scene.engine.workingOrders.map(\.terms.type) == [.stop(usd(105.35))])
    }

    @Test func `a bracket keeps its own stop, and a target alone gets the default one`() throws {
        var scene = try Scene(Self.rules)
        try scene.place(.buy) { $0.protection = Protection(stopLoss: usd(90)) }
        try scene.place(.buy) { $0.protection = Protection(takeProfit: usd(120)) }
        scene.bar(100, 101, 99, 100)
        #expect(
            scene.engine.workingOrders.map(\.terms.type)
                == [.stop(usd(90)), .stop(usd(95)), .limit(usd(120))])
    }

    @Test func `a strategy's order carries exactly what it asked for`() throws {
        var scene = try Scene(Self.rules)
        let strategy = try #require(StrategyName("sma_cross"))
        try scene.place(.buy) { $0.origin.strategy = strategy }
        scene.bar(100, 101, 99, 100)
        #expect(scene.held == 10 && scene.engine.workingOrders.isEmpty)
    }

    @Test func `it can be changed, for what fills from then on`() throws {
        var scene = try Scene(Self.rules)
        try scene.place(.buy)
        scene.bar(100, 101, 99, 100)
        scene.engine.defaultStop = nil
        try scene.place(.buy)
        scene.bar(100, 101, 99, 100)
        #expect(scene.held == 20)
        #expect(scene.engine.workingOrders.map(\.terms.type) == [.stop(usd(95))])
    }

    @Test func `a protective order can be added to a lot that is held`() throws {
        var scene = try Scene(held: 10)
        let held = try #require(ClientOrderID("held"))
        let entry = OrderTicket(
            id: held, symbol: scene.symbol, side: .buy, effect: .open, size: .shares(shares(10)))
        let stop = entry.leg(.stop, type: .stop(usd(90)), quantity: shares(10))
        #expect(told(scene.engine.submit(stop, at: scene.time)) == ["held.stop accepted"])
        // It holds no shares back from an exit, and ends with its lot.
        try scene.place(.sell)
        #expect(scene.bar(100, 101, 99, 100).contains("held.stop cancelled position_closed"))
    }

    @Test func `a protective order of another size or of no lot is refused`() throws {
        var scene = try Scene(held: 10)
        let entry = try scene.ticket(.buy)
        let stray = entry.leg(.stop, type: .stop(usd(90)), quantity: shares(10))
        #expect(
            told(scene.engine.submit(stray, at: scene.time))
                == ["o1.stop rejected insufficient_quantity"])
        var held = entry
        held.id = try #require(ClientOrderID("held"))
        let small = held.leg(.stop, type: .stop(usd(90)), quantity: shares(4))
        #expect(
            told(scene.engine.submit(small, at: scene.time))
                == ["held.stop rejected insufficient_quantity"])
    }
}

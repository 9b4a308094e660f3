import Domain
import Simulation
import Testing

@Suite struct BracketTests {
    private static let guarded = Protection(stopLoss: usd(95), takeProfit: usd(110))

    private static func scene(
        _ rules: EngineRules = EngineRules(), protection: Protection = guarded, count: Int64 = 10
    ) throws -> Scene {
        var scene = try Scene(rules)
        try scene.place(.buy, .market, count) { $0.protection = protection }
        return scene
    }

    @Test func `legs come into being with the entry's fill`() throws {
        var scene = try Self.scene()
        #expect(
            scene.bar(100, 101, 99, 100) == [
                "o1 filled 10 @ 100 open", "placed o1.stop", "o1.stop accepted",
                "placed o1.target", "o1.target accepted",
            ])
        #expect(scene.engine.workingOrders.map(\.remaining) == [shares(10), shares(10)])
    }

    @Test func `the stop counts on the entry's own bar, and before the target`() throws {
        var scene = try Self.scene()
        let reports = scene.bar(100, 120, 90, 100)
        #expect(reports.contains("o1.stop filled 10 @ 95 stop"))
        #expect(reports.contains("o1.target cancelled position_closed"))
        #expect(scene.lots.isEmpty && scene.engine.workingOrders.isEmpty)
    }

    @Test func `an entry that opens beyond its stop or target leaves at that open`() throws {
        for (price, rule) in [(94.0, "94 stop_at_open"), (111.0, "111 limit_at_open")] {
            var scene = try Self.scene()
            let reports = scene.bar(price, price + 1, price - 1, price)
            #expect(reports.contains { $0.hasSuffix("filled 10 @ \(rule)") })
            #expect(scene.engine.cash == dollars(100_000))
        }
    }

    @Test func `partial entries grow the legs, partial exits shrink them`() throws {
        let rules = EngineRules(participationMax: Rate(basisPoints: 1_000))
        var scene = try Self.scene(rules)
        scene.bar(100, 101, 99, 100, volume: 60)
        #expect(scene.engine.workingOrders.map(\.remaining) == [shares(4), shares(6), shares(6)])
        scene.bar(100, 101, 99, 100, volume: 40)
        #expect(scene.engine.workingOrders.map(\.remaining) == [shares(10), shares(10)])
        let reports = scene.bar(105, 112, 105, 111, volume: 30)
        #expect(
            reports == ["o1.target filled 3 @ 110 limit", "o1.stop changed 7 stop 95"])
        #expect(scene.held == 7)
    }

    @Test func `a stop-limit leg rests where the price fell through it`() throws {
        var scene = try Self.scene(
            protection: Protection(stopLoss: usd(95), stopLimit: usd(94), takeProfit: usd(110)))
        scene.bar(100, 101, 99, 100)
        #expect(scene.bar(93, 93.5, 92, 93) == ["o1.stop changed 10 stop 95 limit 94 triggered"])
        #expect(scene.bar(93, 95, 93, 94).first == "o1.stop filled 10 @ 94 limit")
    }

    @Test func `a manual exit beside the legs shrinks and ends them`() throws {
        var scene = try Self.scene()
        scene.bar(100, 101, 99, 100)
        #expect(try scene.place(.sell, .market, 4) == ["o2 accepted"])
        #expect(
            scene.bar(100, 101, 99, 100) == [
                "o2 filled 4 @ 100 open", "o1.stop changed 6 stop 95",
                "o1.target changed 6 limit 110",
            ])
        #expect(try scene.place(.sell, .market, 6) == ["o3 accepted"])
        #expect(
            scene.bar(100, 101, 99, 100) == [
                "o3 filled 6 @ 100 open", "o1.stop cancelled position_closed",
                "o1.target cancelled position_closed",
            ])
    }

    @Test func `two exits cannot sell more than there is`() throws {
        var scene = try Scene(held: 10)
        #expect(try scene.place(.sell, .limit(usd(120)), 7) == ["o1 accepted"])
        #expect(
            try scene.place(.sell, .market, 4) == ["o2 rejected insufficient_quantity"])
        #expect(try scene.place(.sell, .market, 3) == ["o3 accepted"])
    }

    @Test func `a short's legs are the mirror`() throws {
        var scene = try Scene(EngineRules(allowsShorting: true))
        try scene.place(.sell, .market, effect: .open) {
            $0.protection = Protection(stopLoss: usd(105), takeProfit: usd(90))
        }
        scene.bar(100, 101, 99, 100)
        #expect(scene.bar(100, 106, 89, 100).first?.hasPrefix("o1.stop") == true)
        #expect(scene.lots.isEmpty)
        #expect(scene.engine.cash == dollars(100_000 - 50))
    }

    @Test func `each lot has legs of its own`() throws {
        var scene = try Self.scene()
        scene.bar(100, 101, 99, 100)
        try scene.place(.buy) { $0.protection = Protection(stopLoss: usd(98)) }
        scene.bar(100, 101, 99, 100)
        #expect(
            scene.bar(99, 99, 97, 98) == [
                "o2.stop changed 10 stop 98 triggered", "o2.stop filled 10 @ 98 stop",
            ])
        #expect(scene.lots.map(\.id.description) == ["o1"])
        #expect(scene.engine.workingOrders.count == 2)
    }
}

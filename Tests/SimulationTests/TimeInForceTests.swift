import Domain
import Simulation
import Testing

@Suite struct TimeInForceTests {
    @Test func `a day order ends with its session, a gtc order does not`() throws {
        var scene = try Scene()
        scene.opened()
        try scene.place(.buy, .limit(usd(90))) { $0.timeInForce = .day }
        try scene.place(.buy, .limit(usd(90)))
        #expect(scene.bar(100, 105, 95, 102) == [])
        #expect(scene.closed() == ["o1 expired"])
        #expect(scene.bar(80, 80, 80, 80) == [])
        scene.opened()
        #expect(scene.bar(80, 80, 80, 80) == ["o2 filled 10 @ 80 limit_at_open"])
    }

    @Test func `an extended day order works before and after, until the next opening`() throws {
        var scene = try Scene()
        scene.opened()
        scene.closed()
        for price in [90.0, 70.0] {
            try scene.place(.buy, .limit(usd(price))) {
                $0.timeInForce = .day
                $0.extendedHours = true
            }
        }
        #expect(scene.bar(85, 85, 85, 85) == ["o1 filled 10 @ 85 limit_at_open"])
        scene.bar(85, 85, 85, 85)
        #expect(scene.opened() == ["o2 expired"])
    }

    @Test func `ioc fills what it can at once and ends`() throws {
        var scene = try Scene(EngineRules(participationMax: Rate(basisPoints: 1_000)))
        try scene.place(.buy, .market, 50) { $0.timeInForce = .ioc }
        #expect(
            scene.bar(100, 105, 95, 102, volume: 300) == [
                "o1 filled 30 @ 100 open", "o1 cancelled not_filled_at_once",
            ])
        try scene.place(.buy, .limit(usd(99))) { $0.timeInForce = .ioc }
        #expect(scene.bar(100, 105, 95, 102) == ["o2 cancelled not_filled_at_once"])
        try scene.place(.buy, .limit(usd(101))) { $0.timeInForce = .ioc }
        #expect(scene.bar(100, 105, 95, 102) == ["o3 filled 10 @ 100 limit_at_open"])
    }

    @Test func `fok fills whole or not at all`() throws {
        var scene = try Scene()
        try scene.place(.buy, .market, 50) { $0.timeInForce = .fok }
        #expect(
            scene.quote(99, 101, last: 100, sizes: 49) == ["o1 cancelled not_filled_at_once"])
        try scene.place(.buy, .market, 50) { $0.timeInForce = .fok }
        #expect(scene.quote(99, 101, last: 100, sizes: 50) == ["o2 filled 50 @ 101 quote"])
    }

    @Test func `nextBar lives for one bar`() throws {
        var scene = try Scene()
        try scene.place(.buy, .limit(usd(97))) { $0.timeInForce = .nextBar }
        #expect(scene.bar(100, 105, 98, 102) == ["o1 expired"])
        try scene.place(.buy, .limit(usd(97))) { $0.timeInForce = .nextBar }
        #expect(scene.bar(100, 105, 95, 102) == ["o2 filled 10 @ 97 limit"])
    }

    @Test func `opg fills at the session's first price only`() throws {
        var scene = try Scene()
        try scene.place(.buy) { $0.timeInForce = .opg }
        try scene.place(.buy, .limit(usd(99))) { $0.timeInForce = .opg }
        #expect(scene.bar(100, 105, 95, 102) == [])
        scene.opened()
        #expect(
            scene.bar(101, 105, 95, 102) == ["o1 filled 10 @ 101 open", "o2 expired"])
        try scene.place(.buy) { $0.timeInForce = .opg }
        #expect(scene.bar(101, 105, 95, 102) == [])
        #expect(scene.closed() == ["o3 expired"])
    }

    @Test func `cls fills at the session's last price, or expires`() throws {
        var scene = try Scene()
        scene.opened()
        try scene.place(.buy) { $0.timeInForce = .cls }
        try scene.place(.buy, .limit(usd(101))) { $0.timeInForce = .cls }
        #expect(scene.bar(100, 105, 95, 102) == [])
        #expect(scene.closed() == ["o1 filled 10 @ 102 close", "o2 expired"])
        scene.opened()
        try scene.place(.buy) { $0.timeInForce = .cls }
        #expect(scene.closed() == ["o3 expired"])
    }

    @Test func `cls fills where the feed began within a session`() throws {
        var scene = try Scene()
        scene.bar(100, 105, 95, 102)
        try scene.place(.buy) { $0.timeInForce = .cls }
        scene.bar(100, 105, 95, 103)
        #expect(scene.closed() == ["o1 filled 10 @ 103 close"])
    }

    @Test func `with latency an order waits`() throws {
        var scene = try Scene(
            EngineRules(costs: CostModel(latencyNanoseconds: 60_000_000_001)))
        try scene.place(.buy)
        try scene.place(.buy) { $0.timeInForce = .ioc }
        #expect(scene.bar(100, 105, 95, 102) == [])
        #expect(scene.bar(101, 105, 95, 102).count == 2)
    }
}

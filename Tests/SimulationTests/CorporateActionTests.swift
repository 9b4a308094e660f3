import Domain
import Simulation
import Testing

@Suite struct CorporateActionTests {
    private static let doubled = CorporateAction.split(new: 2, old: 1)

    @Test func `a split changes lots, legs and resting orders, and equity does not jump`() throws {
        var scene = try Scene()
        try scene.place(.buy) {
            $0.protection = Protection(stopLoss: usd(90.01), takeProfit: usd(120))
        }
        scene.bar(100, 101, 99, 100)
        try scene.place(.buy, .limit(usd(80.01)))
        let before = try scene.engine.equity
        #expect(
            scene.act(Self.doubled) == [
                "adjusted TEST", "o1.stop changed 20 stop 45",
                "o1.target changed 20 limit 60", "o2 changed 20 limit 40",
            ])
        #expect(scene.held == 20)
        #expect(scene.engine.lastPrice(of: scene.symbol) == usd(50))
        #expect(try scene.engine.equity == before)
        #expect(scene.bar(50, 51, 49, 50) == [])
    }

    @Test func `a reverse split pays the fraction out at the new price`() throws {
        var scene = try Scene(held: 25)
        scene.bar(100, 100, 100, 100)
        let before = try scene.engine.equity
        #expect(scene.act(.split(new: 1, old: 10)) == ["adjusted TEST"])
        #expect(scene.held == 2)
        #expect(scene.engine.cash == dollars(100_000 + 500))
        #expect(try scene.engine.equity == before)
    }

    @Test func `a reverse split to less than a share pays the lot out`() throws {
        var scene = try Scene(held: 5)
        scene.bar(100, 100, 100, 100)
        try scene.place(.sell, .limit(usd(150)), 5)
        #expect(
            scene.act(.split(new: 1, old: 10)) == [
                "adjusted TEST", "o1 cancelled position_closed",
            ])
        #expect(scene.lots.isEmpty)
        #expect(scene.engine.cash == dollars(100_500))
    }

    @Test func `a short pays its fraction`() throws {
        var scene = try Scene(EngineRules(allowsShorting: true), held: -25)
        scene.bar(100, 100, 100, 100)
        let before = try scene.engine.equity
        scene.act(.split(new: 1, old: 10))
        #expect(scene.engine.cash == dollars(100_000 - 500))
        #expect(try scene.engine.equity == before)
    }

    @Test func `a split that leaves a resting order no share ends it`() throws {
        var scene = try Scene()
        try scene.place(.buy, .limit(usd(80)), 5)
        #expect(scene.act(.split(new: 1, old: 10)) == ["o1 cancelled position_closed"])
    }

    @Test func `trailing stops are split too`() throws {
        var scene = try Scene(held: 10)
        scene.bar(100, 100, 100, 100)
        try scene.place(.sell, .trailingStop(.amount(usd(4))))
        #expect(scene.act(Self.doubled) == ["adjusted TEST", "o1 changed 20 best 50"])
        #expect(scene.bar(50, 50, 48, 49).last == "o1 filled 20 @ 48 stop")
    }

    @Test func `dividends are paid to longs and by shorts`() throws {
        var long = try Scene(held: 10)
        #expect(long.act(.dividend(perShare: usd(0.25))) == ["adjusted TEST"])
        #expect(long.engine.cash == dollars(100_002.5))
        var short = try Scene(EngineRules(allowsShorting: true), held: -10)
        #expect(short.act(.dividend(perShare: usd(0.25))) == ["adjusted TEST"])
        #expect(short.engine.cash == dollars(99_997.5))
        var flat = try Scene()
        #expect(flat.act(.dividend(perShare: usd(0.25))) == [])
    }

    @Test func `an impossible action changes nothing`() throws {
        var scene = try Scene(held: 10)
        #expect(scene.act(.split(new: 0, old: 1)) == [])
        #expect(scene.act(.split(new: 1, old: -1)) == [])
        #expect(scene.act(.dividend(perShare: .zero)) == [])
        #expect(scene.held == 10 && scene.engine.cash == dollars(100_000))
    }

    @Test func `a split out of range keeps the lots`() throws {
        var scene = try Scene(held: 5_000_000_000)
        scene.act(.split(new: 1_000_000, old: 1))
        #expect(scene.held == 5_000_000_000)
    }
}

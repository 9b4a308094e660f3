import Domain
import Simulation
import Testing

/// Every kind of order, both sides, on quotes.
@Suite struct OrderTypeQuoteTests {
    typealias Case = OrderTypeBarTests.Case

    static let cases = [
        Case(side: .buy, type: .market, fill: "101 quote"),
        Case(side: .sell, type: .market, fill: "99 quote"),
        Case(side: .buy, type: .limit(usd(101)), fill: "101 limit"),
        Case(side: .buy, type: .limit(usd(102)), fill: "101 limit"),
        Case(side: .buy, type: .limit(usd(100.99)), fill: nil),
        Case(side: .sell, type: .limit(usd(99)), fill: "99 limit"),
        Case(side: .sell, type: .limit(usd(98)), fill: "99 limit"),
        Case(side: .sell, type: .limit(usd(99.01)), fill: nil),
        Case(side: .buy, type: .stop(usd(100)), fill: "101 quote"),
        Case(side: .buy, type: .stop(usd(100.01)), fill: nil),
        Case(side: .sell, type: .stop(usd(100)), fill: "99 quote"),
        Case(side: .sell, type: .stop(usd(99.99)), fill: nil),
        Case(side: .buy, type: .stopLimit(stop: usd(100), limit: usd(101)), fill: "101 limit"),
        Case(side: .sell, type: .stopLimit(stop: usd(100), limit: usd(99)), fill: "99 limit"),
    ]

    @Test(arguments: cases)
    func `an order fills at the far side`(_ expected: Case) throws {
        var scene = try Scene(held: expected.side == .sell ? 10 : 0)
        try scene.place(expected.side, expected.type)
        let reports = scene.quote(99, 101, last: 100).filter { !$0.contains("changed") }
        #expect(reports == (expected.fill.map { ["o1 filled 10 @ \($0)"] } ?? []))
    }

    @Test func `a stop-limit beyond its limit triggers and rests`() throws {
        var scene = try Scene(held: 10)
        try scene.place(.sell, .stopLimit(stop: usd(100), limit: usd(99.5)))
        #expect(
            scene.quote(99, 101, last: 100) == ["o1 changed 10 stop 100 limit 99.5 triggered"])
        #expect(scene.quote(99.6, 101, last: 101) == ["o1 filled 10 @ 99.6 limit"])
    }

    @Test func `a trailing stop follows the last trade`() throws {
        var scene = try Scene(held: 10)
        try scene.place(.sell, .trailingStop(.amount(usd(3))))
        #expect(scene.quote(99, 101, last: 100) == ["o1 changed 10 best 100"])
        #expect(scene.quote(109, 111, last: 110) == ["o1 changed 10 best 110"])
        #expect(scene.quote(106, 108, last: 107.01) == [])
        #expect(
            scene.quote(105, 107, last: 107) == [
                "o1 changed 10 best 110 triggered", "o1 filled 10 @ 105 quote",
            ])
    }

    @Test func `displayed size is shared and the rest stays`() throws {
        var scene = try Scene()
        try scene.place(.buy, .market, 60)
        try scene.place(.buy, .market, 60)
        #expect(
            scene.quote(99, 101, last: 100, sizes: 100) == [
                "o1 filled 60 @ 101 quote", "o2 filled 40 @ 101 quote",
            ])
        #expect(scene.quote(99, 101, last: 100, sizes: 0) == [])
        #expect(scene.quote(99, 102, last: 100) == ["o2 filled 20 @ 102 quote"])
    }

    @Test func `buys and sells do not share a quote's sizes, but a bar's volume`() throws {
        var scene = try Scene(held: 80)
        try scene.place(.sell, .market, 80)
        try scene.place(.buy, .market, 80)
        #expect(scene.quote(99, 101, last: 100, sizes: 80).count == 2)
        scene = try Scene(EngineRules(participationMax: Rate(basisPoints: 1_000)), held: 80)
        try scene.place(.sell, .market, 80)
        try scene.place(.buy, .market, 80)
        #expect(
            scene.bar(100, 105, 95, 102, volume: 1_000) == [
                "o1 filled 80 @ 100 open", "o2 filled 20 @ 100 open",
            ])
        #expect(scene.bar(100, 105, 95, 102, volume: 300) == ["o2 filled 30 @ 100 open"])
        #expect(scene.bar(100, 105, 95, 102, volume: 300) == ["o2 filled 30 @ 100 open"])
    }
}

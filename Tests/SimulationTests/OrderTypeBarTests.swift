import Domain
import Simulation
import Testing

/// Every kind of order, both sides, on bars.
@Suite struct OrderTypeBarTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var side: OrderSide
        var type: OrderType
        /// Price and rule of the fill on the bar 100, 105, 95, 102; nil for none.
        var fill: String?

        var testDescription: String { "\(side) \(type)" }
    }

    static let plain = [
        Case(side: .buy, type: .market, fill: "100 open"),
        Case(side: .sell, type: .market, fill: "100 open"),
        Case(side: .buy, type: .limit(usd(97)), fill: "97 limit"),
        Case(side: .buy, type: .limit(usd(95)), fill: "95 limit"),
        Case(side: .buy, type: .limit(usd(94.99)), fill: nil),
        Case(side: .buy, type: .limit(usd(101)), fill: "100 limit_at_open"),
        Case(side: .buy, type: .limit(usd(100)), fill: "100 limit_at_open"),
        Case(side: .sell, type: .limit(usd(103)), fill: "103 limit"),
        Case(side: .sell, type: .limit(usd(105)), fill: "105 limit"),
        Case(side: .sell, type: .limit(usd(105.01)), fill: nil),
        Case(side: .sell, type: .limit(usd(99)), fill: "100 limit_at_open"),
        Case(side: .buy, type: .stop(usd(103)), fill: "103 stop"),
        Case(side: .buy, type: .stop(usd(105)), fill: "105 stop"),
        Case(side: .buy, type: .stop(usd(105.01)), fill: nil),
        Case(side: .buy, type: .stop(usd(98)), fill: "100 stop_at_open"),
        Case(side: .sell, type: .stop(usd(97)), fill: "97 stop"),
        Case(side: .sell, type: .stop(usd(95)), fill: "95 stop"),
        Case(side: .sell, type: .stop(usd(94.99)), fill: nil),
        Case(side: .sell, type: .stop(usd(102)), fill: "100 stop_at_open"),
        Case(
            side: .buy, type: .stopLimit(stop: usd(98), limit: usd(101)),
            fill: "100 stop_at_open"),
        Case(
            side: .sell, type: .stopLimit(stop: usd(102), limit: usd(99)),
            fill: "100 stop_at_open"),
    ]

    @Test(arguments: plain)
    func `an order fills where the bar says`(_ expected: Case) throws {
        var scene = try Scene(held: expected.side == .sell ? 10 : 0)
        #expect(try scene.place(expected.side, expected.type) == ["o1 accepted"])
        let reports = scene.bar(100, 105, 95, 102).filter { !$0.contains("changed") }
        #expect(reports == (expected.fill.map { ["o1 filled 10 @ \($0)"] } ?? []))
        #expect(scene.engine.workingOrders.count == (expected.fill == nil ? 1 : 0))
    }

    @Test(arguments: plain)
    func `a short's entry and cover fill by the same rules`(_ expected: Case) throws {
        var scene = try Scene(
            EngineRules(allowsShorting: true), held: expected.side == .buy ? -10 : 0)
        try scene.place(
            expected.side, expected.type, effect: expected.side == .buy ? .close(.all) : .open)
        let reports = scene.bar(100, 105, 95, 102).filter { !$0.contains("changed") }
        #expect(reports == (expected.fill.map { ["o1 filled 10 @ \($0)"] } ?? []))
    }

    @Test func `a stop-limit that triggers within the bar rests as a limit from the next`() throws {
        var scene = try Scene()
        try scene.place(.buy, .stopLimit(stop: usd(103), limit: usd(103.5)))
        #expect(scene.bar(100, 105, 95, 102) == ["o1 changed 10 stop 103 limit 103.5 triggered"])
        #expect(scene.bar(104, 106, 103.6, 105) == [])
        #expect(scene.bar(104, 106, 103, 105) == ["o1 filled 10 @ 103.5 limit"])
    }

    @Test func `a stop-limit whose open lies beyond its limit rests too`() throws {
        var scene = try Scene(held: 10)
        try scene.place(.sell, .stopLimit(stop: usd(103), limit: usd(101)))
        #expect(scene.bar(100, 105, 95, 102) == ["o1 changed 10 stop 103 limit 101 triggered"])
        #expect(scene.bar(102, 103, 101.5, 102) == ["o1 filled 10 @ 102 limit_at_open"])
    }

    @Test func `a trailing stop by amount is in force from the next bar`() throws {
        var scene = try Scene(held: 10)
        scene.bar(100, 100, 100, 100)
        try scene.place(.sell, .trailingStop(.amount(usd(3))))
        #expect(scene.bar(100, 110, 98, 108) == ["o1 changed 10 best 110"])
        let reports = scene.bar(108, 109, 106, 107)
        #expect(reports == ["o1 changed 10 best 110 triggered", "o1 filled 10 @ 107 stop"])
    }

    @Test func `a trailing stop by rate stays behind by a part of the best price`() throws {
        var scene = try Scene()
        scene.bar(100, 100, 100, 100)
        try scene.place(.buy, .trailingStop(.rate(Rate(basisPoints: 500))))
        #expect(scene.bar(98, 99, 80, 81) == ["o1 changed 10 best 80"])
        #expect(scene.bar(82, 83.99, 82, 83) == [])
        #expect(
            scene.bar(90, 91, 90, 90) == [
                "o1 changed 10 best 80 triggered", "o1 filled 10 @ 90 stop_at_open",
            ])
    }

    @Test func `an order never fills on a bar that it has seen`() throws {
        var scene = try Scene()
        scene.bar(100, 105, 95, 102)
        #expect(try scene.place(.buy, .limit(usd(97))) == ["o1 accepted"])
        #expect(scene.lots.isEmpty)
    }

    @Test func `within a bar exits come first, then entries, stops and limits, each by age`() throws
    {
        var scene = try Scene(held: 40)
        try scene.place(.sell, .limit(usd(104)))
        try scene.place(.sell, .stop(usd(96)))
        try scene.place(.buy)
        try scene.place(.sell)
        try scene.place(.sell)
        let order = scene.bar(100, 105, 95, 102).filter { $0.contains("filled") }
            .compactMap { $0.split(separator: " ").first }
        #expect(order == ["o4", "o5", "o3", "o2", "o1"])
    }

    @Test func `bars with a fault fill no order, quotes with one change nothing`() throws {
        var scene = try Scene(held: 10)
        scene.bar(100, 100, 100, 100)
        for isWorking in [false, true] {
            if isWorking {
                try scene.place(.sell)
                #expect(scene.bar(100, 90, 95, 92) == [])
                #expect(scene.bar(100, 105, 101, 102) == [])
                #expect(scene.bar(100, 105, 95, 106) == [])
                #expect(scene.bar(100, 105, 95, 102, volume: -1) == [])
            }
            #expect(scene.bar(100, 105, 95, 94) == [])
            #expect(scene.bar(100, 105, 0, 102) == [])
            #expect(scene.quote(102, 101, last: 101) == [])
            #expect(scene.quote(0, 101, last: 101) == [])
            #expect(scene.engine.lastPrice(of: scene.symbol) == usd(100))
        }
    }
}

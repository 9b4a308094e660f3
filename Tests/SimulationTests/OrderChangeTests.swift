import Domain
import Simulation
import Testing

@Suite struct OrderChangeTests {
    private static func invalid(_ field: String) -> (any Error) -> Bool {
        { error in
            guard case ReplaceRefusal.invalid(let fault) = error else { return false }
            return fault.field == field
        }
    }

    @Test func `an order can be made smaller, larger and move its price`() throws {
        var scene = try Scene()
        try scene.place(.buy, .limit(usd(90)))
        #expect(
            try scene.replace("o1", Replacement(quantity: shares(5))) == [
                "o1 changed 5 limit 90"
            ])
        #expect(
            try scene.replace("o1", Replacement(quantity: shares(20), type: .limit(usd(97))))
                == ["o1 changed 20 limit 97"])
        #expect(scene.bar(100, 105, 95, 102) == ["o1 filled 20 @ 97 limit"])
    }

    @Test func `a replaced stop is in force at once`() throws {
        var scene = try Scene()
        try scene.place(.buy) { $0.protection = Protection(stopLoss: usd(90)) }
        scene.bar(100, 101, 99, 100)
        #expect(
            try scene.replace("o1.stop", Replacement(type: .stop(usd(98)))) == [
                "o1.stop changed 10 stop 98"
            ])
        #expect(scene.bar(100, 101, 97, 100).contains("o1.stop filled 10 @ 98 stop"))
    }

    @Test func `what cannot be is refused and changes nothing`() throws {
        var scene = try Scene(EngineRules(participationMax: Rate(basisPoints: 1_000)), held: 10)
        try scene.place(.sell, .limit(usd(120)), 6)
        try scene.place(.buy, .market, 10) { $0.protection = Protection(stopLoss: usd(90)) }
        scene.bar(100, 101, 99, 100, volume: 40)
        let before = scene.engine.workingOrders.map(\.terms)
        #expect(throws: ReplaceRefusal.notWorking) {
            try scene.replace("o9", Replacement(quantity: shares(1)))
        }
        #expect(
            performing: {
                try scene.replace("o2", Replacement(quantity: shares(4)))
            }, throws: Self.invalid("qty"))
        #expect(
            performing: {
                try scene.replace("o2.stop", Replacement(quantity: shares(1)))
            }, throws: Self.invalid("qty"))
        #expect(
            performing: {
                try scene.replace("o1", Replacement(quantity: shares(15)))
            }, throws: Self.invalid("qty"))
        #expect(
            performing: {
                try scene.replace("o1", Replacement(type: .stop(usd(90))))
            }, throws: Self.invalid("order_type"))
        #expect(
            performing: {
                try scene.replace("o1", Replacement(type: .limit(.zero)))
            }, throws: Self.invalid("limit_price"))
        #expect(scene.engine.workingOrders.map(\.terms) == before)
    }

    @Test func `a replacement is a whole number of units`() throws {
        var scene = try Scene()
        try scene.place(.buy, .limit(usd(90)))
        #expect(
            performing: {
                try scene.replace("o1", Replacement(quantity: Quantity(billionths: 1_500_000_000)))
            }, throws: Self.invalid("qty"))
    }

    @Test func `a cancelled order is gone`() throws {
        var scene = try Scene()
        try scene.place(.buy)
        #expect(try scene.cancel("o1") == ["o1 cancelled requested"])
        #expect(try scene.cancel("o1") == [])
        #expect(scene.bar(100, 101, 99, 100) == [])
    }

    @Test func `impossible orders are refused by reason`() throws {
        var scene = try Scene()
        #expect(try scene.place(.buy, .market, 0) == ["o1 rejected invalid"])
        #expect(try scene.place(.sell) == ["o2 rejected insufficient_quantity"])
        #expect(try scene.place(.sell, effect: .open) == ["o3 rejected shorting_off"])
        #expect(
            try scene.place(.sell, effect: .open) { $0.size = .allCash } == [
                "o4 rejected shorting_off"
            ])
        #expect(
            try scene.place(.buy) { $0.size = .shares(Quantity(billionths: 1)) } == [
                "o5 rejected invalid"
            ])
        let twice = try scene.ticket(.buy, .limit(usd(90)))
        #expect(told(scene.engine.submit(twice, at: scene.time)) == ["o6 accepted"])
        #expect(told(scene.engine.submit(twice, at: scene.time)) == ["o6 rejected duplicate"])
    }

    @Test func `an order past the end of time is refused, not trapped`() throws {
        var scene = try Scene(EngineRules(costs: .realistic))
        let ticket = try scene.ticket(.buy)
        let reports = scene.engine.submit(ticket, at: Timestamp(nanoseconds: .max))
        #expect(told(reports) == ["o1 accepted"])
        #expect(scene.bar(100, 101, 99, 100) == [])
    }
}

import Domain
import Simulation
import Testing

@Suite struct CashTests {
    @Test func `an entry that cash no longer covers is refused at the fill`() throws {
        var scene = try Scene(cash: 1_000)
        try scene.place(.buy)
        #expect(
            scene.bar(100.01, 101, 99, 100) == ["o1 rejected insufficient_cash_at_fill"])
        try scene.place(.buy)
        #expect(scene.bar(100, 101, 99, 100) == ["o2 filled 10 @ 100 open"])
        #expect(scene.engine.cash == .zero)
    }

    @Test func `fees count against cash`() throws {
        let fees = FeeModel(commission: Rate(basisPoints: 1))
        var scene = try Scene(EngineRules(costs: CostModel(fees: fees)), cash: 1_000)
        try scene.place(.buy)
        #expect(scene.bar(100, 101, 99, 100) == ["o1 rejected insufficient_cash_at_fill"])
    }

    @Test func `a notional order buys whole shares for its money`() throws {
        var scene = try Scene()
        try scene.place(.buy) {
            $0.size = .notional(dollars(1_050))
            $0.timeInForce = .day
        }
        #expect(scene.bar(100, 101, 99, 100) == ["o1 filled 10 @ 100 open"])
        scene = try Scene(EngineRules(unit: Quantity(billionths: 1)))
        try scene.place(.buy) {
            $0.size = .notional(dollars(1_050))
            $0.timeInForce = .day
        }
        #expect(scene.bar(100, 101, 99, 100) == ["o1 filled 10.5 @ 100 open"])
        scene = try Scene()
        try scene.place(.buy) {
            $0.size = .notional(dollars(99))
            $0.timeInForce = .day
        }
        #expect(scene.bar(100, 101, 99, 100) == ["o1 rejected insufficient_cash_at_fill"])
    }

    @Test func `all cash buys what fits, and one share more would not`() throws {
        var chance = Chance(seed: 7)
        for _ in 0..<400 {
            let fees = FeeModel(
                commission: Rate(billionths: chance.upTo(20_000_000)),
                perShare: Price(nanos: chance.upTo(50_000_000)),
                regulatory: chance.upTo(1) == 0 ? .fiscal2024 : nil)
            let isShort = chance.upTo(3) == 0
            let rules = EngineRules(costs: CostModel(fees: fees), allowsShorting: true)
            var scene = try Scene(rules, cash: Double(100 + chance.upTo(1_000_000)))
            let before = scene.engine.cash
            try scene.place(isShort ? .sell : .buy, effect: .open) { $0.size = .allCash }
            let price = Double(1 + chance.upTo(90_000)) / 100
            scene.bar(price, price, price, price)
            let count = scene.lots.first?.quantity ?? .zero
            func need(_ quantity: Quantity) throws -> Money {
                let value = try usd(price).cost(of: quantity, rounding: .halfEven)
                return try value
                    + fees.fee(side: isShort ? .sell : .buy, quantity: quantity, value: value)
            }
            #expect(try need(count) <= before)
            #expect(try need(count + shares(1)) > before)
        }
    }

    @Test func `shorts reserve their proceeds and as much again`() throws {
        var scene = try Scene(EngineRules(allowsShorting: true), cash: 10_000)
        try scene.place(.sell, .market, 60, effect: .open)
        scene.bar(100, 100, 100, 100)
        #expect(scene.engine.cash == dollars(16_000))
        #expect(try scene.engine.freeCash == dollars(4_000))
        #expect(try scene.engine.equity == dollars(10_000))
    }

    @Test func `a reversal's exit fills first, then its entry, at the same open`() throws {
        var scene = try Scene(EngineRules(allowsShorting: true), held: 10)
        try scene.place(.sell, effect: .open)
        try scene.place(.sell)
        #expect(
            scene.bar(100, 101, 99, 100) == [
                "o2 filled 10 @ 100 open", "o1 filled 10 @ 100 open",
            ])
        #expect(scene.lots.map(\.side) == [.short])
    }

    @Test func `an entry against open lots of the other side is refused`() throws {
        var scene = try Scene(EngineRules(allowsShorting: true), held: 10)
        try scene.place(.sell, effect: .open)
        #expect(scene.bar(100, 101, 99, 100) == ["o1 rejected opposite_position"])
    }

    @Test func `realistic costs are above optimistic ones, harsh above both`() throws {
        var equities: [Money] = []
        for costs in [CostModel.optimistic, .realistic, .harsh] {
            var scene = try Scene(EngineRules(costs: costs))
            for _ in 0..<5 {
                try scene.place(.buy)
                scene.bar(100, 102, 98, 100)
                scene.bar(100, 102, 98, 100)
                try scene.place(.sell)
                scene.bar(100, 102, 98, 100)
                scene.bar(100, 102, 98, 100)
            }
            equities.append(try scene.engine.equity)
        }
        #expect(equities[0] == dollars(100_000))
        #expect(equities[0] > equities[1] && equities[1] > equities[2])
    }

    @Test func `slippage worsens market orders and stops, limits never`() throws {
        let costs = CostModel(
            spread: Rate(basisPoints: 20), slippage: .perShare(usd(0.05)))
        var scene = try Scene(EngineRules(costs: costs))
        try scene.place(.buy)
        try scene.place(.buy, .limit(usd(97)))
        #expect(
            scene.bar(100, 105, 95, 102) == [
                "o1 filled 10 @ 100.15 open", "o2 filled 10 @ 97 limit",
            ])
        #expect(scene.lots.map(\.entrySlippage) == [dollars(1.5), .zero])
        try scene.place(.sell, .stop(usd(96)), 20)
        let reports = scene.bar(100, 105, 95, 102)
        #expect(reports.last == "o3 filled 20 @ 95.854 stop")
    }

    @Test func `prices out of range throw from equity, refuse entries and pass`() throws {
        var scene = try Scene(held: 1_000)
        let wild = 9_000_000_000.0
        try scene.place(.buy, .market, 2)
        #expect(scene.bar(wild, wild, wild, wild) == ["o1 rejected amount_out_of_range"])
        #expect(throws: AmountOutOfRange.self) { try scene.engine.equity }
        #expect(throws: AmountOutOfRange.self) { try scene.engine.holdingsValue }
        try scene.place(.sell, .market, 1_000)
        #expect(scene.bar(wild, wild, wild, wild) == ["o2 rejected amount_out_of_range"])
        scene.bar(100, 100, 100, 100)
        #expect(try scene.engine.equity == dollars(200_000))
    }
}

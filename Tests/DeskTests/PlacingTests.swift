import Brokers
import Domain
import Storage
import TestSupport
import Testing

@testable import Desk

@Suite struct PlacingTests {
    @Test func `a market order fills at the open of the next bar`() async throws {
        let scene = try await DeskScene.open()
        await scene.step()
        let answer = try await scene.place("a", .buy, 100)
        #expect(answer.isNew && answer.order.state == .working && answer.order.number == 1)
        #expect(answer.order.filledPrice == nil)
        await scene.step()
        try await scene.place("b", .sell, 40)
        await scene.step()
        let trades = try await scene.trades()
        // Newest first: the part that was sold, then what is held.
        #expect(trades.map(\.quantity.wholeShares) == [40, 60])
        #expect(trades.map(\.entryPrice) == [try Price("101"), try Price("101")])
        #expect(trades.map(\.realized) == [try Money("40"), nil])
        #expect(try await scene.ledger.examine().isEmpty)
    }

    @Test func `an order before the first bar fills at its open`() async throws {
        let scene = try await DeskScene.open()
        try await scene.place("a", .buy, 10)
        await scene.step()
        #expect(try await scene.trades().map(\.entryPrice) == [try Price("100")])
    }

    @Test func `the same order fifty times at once is one order`() async throws {
        let scene = try await DeskScene.open()
        await scene.step()
        let request = try scene.request("once", .buy, 10)
        let answers = try await withThrowingTaskGroup(of: OrderAnswer.self) { group in
            for _ in 0..<50 { group.addTask { try await scene.paper.place(request) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { $0.isNew } == 1)
        #expect(Set(answers.map(\.order.number)) == [1])
        await scene.step()
        let later = try await scene.paper.place(request)
        #expect(!later.isNew && later.order.state == .filled)
        #expect(later.order.filledPrice == (try Price("101")))
        #expect(try await scene.trades().count == 1)
    }

    @Test func `a name that stands for another order is a conflict`() async throws {
        let scene = try await DeskScene.open()
        await scene.step()
        try await scene.place("a", .buy, 10)
        let id = try PaperScene.id("a")
        await #expect(throws: DeskError.conflict(id)) { try await scene.place("a", .buy, 11) }
        await #expect(throws: DeskError.conflict(id)) {
            try await scene.place("a", .buy, 10) { $0.type = .limit(try Price("90")) }
        }
    }

    @Test func `of two sells of the whole position at once, one sells`() async throws {
        let scene = try await DeskScene.open()
        await scene.step()
        try await scene.place("a", .buy, 100)
        await scene.step()
        let outcomes = await withTaskGroup(of: String?.self) { group in
            for name in ["x", "y"] {
                group.addTask { await refusal { try await scene.place(name, .sell, 100) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.contains("shares"))
        await scene.step()
        #expect(try await scene.trades().map(\.status) == [.closed])
        #expect(try await scene.ledger.positions(.paper).isEmpty)
    }

    @Test func `entries at once cannot bind more than the buying power`() async throws {
        let scene = try await DeskScene.open()
        await scene.step()
        // $100,000 at some $102.51 a share: nine orders of 100 shares fit, the tenth does not.
        let outcomes = await withTaskGroup(of: String?.self) { group in
            for number in 0..<12 {
                group.addTask { await refusal { try await scene.place("n\(number)", .buy, 100) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 9)
        #expect(outcomes.count { $0 == "buying_power" } == 3)
        #expect(await scene.paper.account().buyingPower == (try Money("7741")))
        await scene.step()
        #expect(await scene.paper.account().buyingPower == (try Money("9100")))
    }

    @Test func `what a check has against an order is named, and uses no name up`() async throws {
        let scene = try await DeskScene.open(["AAA": DeskScene.rising, "BBB": DeskScene.rising])
        await scene.step()
        #expect(await refusal { try await scene.place("a", .buy, 1, "ZZZ") } == "unknown_symbol")
        #expect(await refusal { try await scene.place("a", .sell, 1) } == "shorting_off")
        #expect(await refusal { try await scene.place("a", .buy, 1_000) } == "buying_power")
        _ = try await scene.paper.halt()
        #expect(await refusal { try await scene.place("a", .buy, 1) } == "halted")
        _ = try await scene.paper.resume()
        #expect(try await scene.place("a", .buy, 1).isNew)
        await scene.step()
        #expect(await refusal { try await scene.place("b", .sell, 2) } == "shares")
        await scene.step(20)
        #expect(await refusal { try await scene.place("b", .sell, 1) } == "feed_over")
    }

    @Test func `a price between two steps of the market is refused as such`() async throws {
        let scene = try await DeskScene.open()
        await scene.step()
        await #expect(throws: DeskError.self) {
            try await scene.place("a", .buy, 1) { $0.type = .limit(try Price("99.001")) }
        }
        do {
            try await scene.place("a", .buy, 1) {
                $0.protection.stopLoss = try Price("90.125")
            }
        } catch DeskError.priceStep(let fault) {
            #expect(fault.field == "stop_loss")
        }
    }

    @Test func `an entry by hand gets the default stop, and a closing order none`() async throws {
        let scene = try await DeskScene.open()
        await scene.step()
        try await scene.place("a", .buy, 10)
        await scene.step()
        // 95 % of the fill at 101.
        #expect(try await scene.trades().map(\.stopLoss) == [try Price("95.95")])
        #expect(await scene.paper.heldSymbols.map(\.isBare) == [false])
    }
}

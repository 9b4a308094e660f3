import Brokers
import Domain
import Storage
import TestSupport
import Testing

@testable import Desk

@Suite struct ChangeTests {
    private static func held() async throws -> DeskScene {
        let scene = try await DeskScene.open()
        await scene.step()
        try await scene.place("a", .buy, 100)
        await scene.step()
        return scene
    }

    private static func aaa() throws -> Symbol { try #require(Symbol("AAA")) }

    @Test func `stop and target of an open trade are set, moved and taken away`() async throws {
        let scene = try await Self.held()
        let (lot, symbol) = (try PaperScene.id("a"), try Self.aaa())
        try await scene.paper.protect(
            lot, of: symbol, stop: .some(try Price("97.5")), target: .some(try Price("150")))
        var trade = try #require(try await scene.trades().first)
        #expect(try trade.stopLoss == Price("97.5"))
        #expect(try trade.takeProfit == Price("150"))
        try await scene.paper.protect(lot, of: symbol, stop: .some(nil), target: nil)
        trade = try #require(try await scene.trades().first)
        #expect(trade.stopLoss == nil)
        #expect(try trade.takeProfit == Price("150"))
        #expect(await scene.paper.heldSymbols.map(\.isBare) == [true])
        // The name of the first stop was used; the next one has another.
        try await scene.paper.protect(lot, of: symbol, stop: .some(try Price("98")), target: nil)
        #expect(
            await scene.paper.book.openOrders.map(\.id.description).sorted()
                == ["a.stop-2", "a.target"])
        #expect(try await scene.trades().first?.stopLoss == (try Price("98")))
        #expect(try await scene.ledger.examine().isEmpty)
    }

    @Test func `a stop on the wrong side of the market is refused with the last price`()
        async throws
    {
        let scene = try await Self.held()
        do {
            try await scene.paper.protect(
                PaperScene.id("a"), of: Self.aaa(), stop: .some(try Price("120")), target: nil)
            Issue.record("it was taken")
        } catch DeskError.invalid(let fault) {
            #expect(fault.field == "stop_loss")
            #expect(fault.message == "must be below the last price 101.5, not 120")
        }
    }

    @Test func `a working order is replaced within the buying power, and cancelled`() async throws {
        let scene = try await Self.held()
        let answer = try await scene.place("low", .buy, 10) {
            ($0.type, $0.timeInForce) = (.limit(try Price("50")), .gtc)
        }
        let id = answer.order.id
        let changed = try await scene.paper.replace(
            id, with: OrderChange(quantity: try Quantity(shares: 20), limit: try Price("60")))
        #expect(changed.terms.type == .limit(try Price("60")))
        #expect(changed.terms.quantity?.wholeShares == 20)
        #expect(
            await refusal {
                _ = try await scene.paper.replace(
                    id, with: OrderChange(quantity: try Quantity(shares: 100_000)))
            } == "buying_power")
        #expect(try await scene.paper.cancel(id).state == .cancelled)
        await #expect(throws: DeskError.notWorking(id)) { try await scene.paper.cancel(id) }
    }

    @Test func `a sell of one trade leaves the others`() async throws {
        let scene = try await Self.held()
        try await scene.place("b", .buy, 50)
        await scene.step()
        try await scene.place("out", .sell, 50) { $0.lot = try PaperScene.id("b") }
        await scene.step()
        let open = try await scene.trades().filter { $0.status == .open }
        #expect(open.map(\.lot.description) == ["a"])
    }
}

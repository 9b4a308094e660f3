import Domain
import MarketCalendar
import Simulation
import Storage
import TestSupport
import Testing

@testable import Desk

/// What a script may ask for, and what it is told where it may not.
struct ScriptTests {
    /// Five days of one symbol around a hundred dollars.
    private static func scene() throws -> PaperScene {
        var scene = PaperScene()
        try scene.trade(
            "AAA",
            [
                "100 101 99 100", "101 102 100 101", "102 103 101 102", "103 104 102 103",
                "104 105 103 104",
            ])
        return scene
    }

    @Test func `an order at a close fills at the next open, not before`() async throws {
        var scene = try Self.scene()
        try scene.order("buy", .buy, 3, at: 1)
        let fill = try #require(try await scene.books().fill("buy"))
        #expect(fill.price == (try Price("102")))
        #expect(fill.time == PaperScene.sessions[2].open)
    }

    @Test func `an order exactly at the place of the account is taken by the next run`()
        async throws
    {
        var scene = try Self.scene()
        let ledger = try PaperScene.ledger()
        try await scene.run(on: ledger, through: PaperScene.close(2))
        try scene.order("buy", .buy, 3, at: 2)
        try await scene.run(on: ledger)
        #expect(try await Books(of: ledger) == scene.books())
    }

    @Test func `a new order for a time that is over is refused, and nothing is traded`()
        async throws
    {
        var scene = try Self.scene()
        let ledger = try PaperScene.ledger()
        try await scene.run(on: ledger, through: PaperScene.close(2))
        let before = try await Books(of: ledger)
        try scene.order("late", .buy, 3, at: 1)
        let error = PaperReplayError.tooLate(
            try PaperScene.id("late"), at: PaperScene.close(1), market: PaperScene.close(2))
        await #expect(throws: error) { try await scene.run(on: ledger) }
        #expect(try await Books(of: ledger) == before)
        #expect("\(error)".contains("order late is for 2025-01-14T21:00:00.000Z"))
    }

    @Test(
        arguments: [
            { $0.quantity = Quantity(billionths: 4_000_000_000) },
            { $0.type = .limit(Price(nanos: 99_000_000_000)) },
            { $0.timeInForce = .gtc },
            { $0.side = .sell },
            { $0.protection = Protection(stopLoss: Price(nanos: 90_000_000_000)) },
        ] as [@Sendable (inout OrderRequest) -> Void])
    func `an order with other terms under an old name is refused`(
        _ change: @Sendable (inout OrderRequest) -> Void
    ) async throws {
        var scene = try Self.scene()
        try scene.order("buy", .buy, 3, at: 1)
        let ledger = try PaperScene.ledger()
        try await scene.run(on: ledger, through: PaperScene.close(2))
        scene.script = []
        try scene.order("buy", .buy, 3, at: 1, change)
        await #expect(throws: PaperReplayError.orderChanged(try PaperScene.id("buy"))) {
            try await scene.run(on: ledger)
        }
    }

    @Test func `an old order under a new name is too late, not a second order`() async throws {
        var scene = try Self.scene()
        try scene.order("buy", .buy, 3, at: 1)
        let ledger = try PaperScene.ledger()
        try await scene.run(on: ledger)
        scene.script = []
        try scene.order("renamed", .buy, 3, at: 1)
        await #expect(throws: PaperReplayError.self) { try await scene.run(on: ledger) }
        #expect(try await Books(of: ledger).fills.count == 1)
    }

    @Test func `actions of one time are done in the order of the script`() async throws {
        var scene = try Self.scene()
        // All but a little of the cash: the second can only be paid for by the first's sale.
        try scene.order("all", .buy, 980, at: 0)
        try scene.order("sell", .sell, 980, at: 2)
        try scene.order("again", .buy, 970, at: 2)
        #expect(try await scene.books().order("again")?.state == .filled)

        var changed = try Self.scene()
        try changed.order("limit", .buy, 1, at: 0) {
            ($0.type, $0.timeInForce) = (.limit(try Price("1")), .gtc)
        }
        try changed.replace("limit", at: 0, .init(limit: try Price("2")))
        try changed.replace("limit", at: 0, .init(limit: try Price("150")))
        try changed.order("other", .buy, 1, at: 0)
        try changed.cancel("other", at: 0)
        let books = try await changed.books()
        #expect(books.fill("limit")?.price == (try Price("101")))
        #expect(books.order("other")?.state == .cancelled)
    }

    @Test func `the script may stand in any order of time`() async throws {
        var scene = try Self.scene()
        try scene.order("first", .buy, 1, at: 0)
        try scene.order("second", .sell, 1, at: 2)
        var turned = scene
        turned.script.reverse()
        #expect(try await turned.books() == scene.books())
    }

    @Test func `a cancelled order does not fill, and to cancel a filled one changes nothing`()
        async throws
    {
        var scene = try Self.scene()
        try scene.order("low", .buy, 1, at: 0) {
            ($0.type, $0.timeInForce) = (.limit(try Price("1")), .gtc)
        }
        try scene.order("now", .buy, 1, at: 0)
        try scene.cancel("low", at: 2)
        try scene.cancel("now", at: 2)
        let books = try await scene.books()
        #expect(books.order("low")?.state == .cancelled)
        #expect(books.order("low")?.ending == .requested)
        #expect(books.order("now")?.state == .filled)
    }

    @Test(arguments: [
        (OrderChange(quantity: Quantity(billionths: 1_500_000_000)), "qty"),
        (OrderChange(quantity: .zero), "qty"),
        (OrderChange(limit: Price(nanos: 1_005_000_000)), "limit_price"),
        (OrderChange(limit: Price(nanos: -1_000_000_000)), "limit_price"),
        (OrderChange(stop: Price(nanos: 1_000_000_000)), "stop_price"),
        (OrderChange(), "replace"),
    ])
    func `a replacement that cannot be is refused by its field`(
        _ change: OrderChange, _ field: String
    ) async throws {
        var scene = try Self.scene()
        try scene.order("low", .buy, 2, at: 0) {
            ($0.type, $0.timeInForce) = (.limit(try Price("1")), .gtc)
        }
        try scene.replace("low", at: 1, change)
        let (scripted, ledger) = (scene, try PaperScene.ledger())
        await #expect {
            try await scripted.run(on: ledger)
        } throws: { error in
            guard case .refusedReplace(_, .invalid(let fault))? = error as? PaperReplayError else {
                return false
            }
            return fault.field == field
        }
        let books = try await Books(of: ledger)
        #expect(books.order("low")?.terms.type == .limit(try Price("1")))
        #expect(try await ledger.examine().isEmpty)
    }

    @Test func `a name that nobody placed and a symbol without bars are refused at once`()
        async throws
    {
        var scene = try Self.scene()
        try scene.order("buy", .buy, 1, at: 0)
        var (cancels, strays) = (scene, scene)
        try cancels.cancel("bye", at: 1)
        try strays.order("stray", .buy, 1, "ZZZ", at: 1)
        let ledger = try PaperScene.ledger()
        await #expect(throws: PaperReplayError.unknownOrder(try PaperScene.id("bye"))) {
            try await cancels.run(on: ledger)
        }
        await #expect(throws: PaperReplayError.self) { try await strays.run(on: ledger) }
        #expect(try await Books(of: ledger).orders.isEmpty)
    }

    @Test func `the stop of a bracket may be moved and cancelled by its name`() async throws {
        var scene = try Self.scene()
        try scene.order("guarded", .buy, 2, at: 0) {
            $0.protection = Protection(stopLoss: try Price("90"))
        }
        try scene.replace("guarded.stop", at: 1, .init(stop: try Price("95.50")))
        try scene.cancel("guarded.stop", at: 3)
        let ledger = try PaperScene.ledger()
        try await scene.run(on: ledger, through: PaperScene.close(2))
        #expect(try await ledger.positions(.paper).first?.stopLoss == (try Price("95.50")))
        try await scene.run(on: ledger)
        #expect(try await ledger.positions(.paper).first?.stopLoss == nil)
        #expect(try await ledger.examine().isEmpty)
    }
}

import Brokers
import Domain
import Storage
import TestSupport
import Testing

@testable import Desk

@Suite struct BrakeTests {
    /// A desk that holds 100 AAA with stop and target, has an entry waiting and an exit waiting.
    private static func busy(_ ledger: Ledger? = nil) async throws -> DeskScene {
        let scene = try await DeskScene.open(ledger: ledger)
        await scene.step()
        try await scene.place("held", .buy, 100) {
            $0.protection = Protection(stopLoss: try Price("90"), takeProfit: try Price("200"))
        }
        await scene.step()
        try await scene.place("wait", .buy, 10) {
            ($0.type, $0.timeInForce) = (.limit(try Price("50")), .gtc)
        }
        try await scene.place("exit", .sell, 30) {
            ($0.type, $0.timeInForce) = (.limit(try Price("300")), .gtc)
        }
        return scene
    }

    private static func names(_ orders: [DeskOrder]) -> [String] {
        orders.map(\.id.description).sorted()
    }

    @Test func `halt stops entries, and exits and protection go on`() async throws {
        let scene = try await Self.busy()
        let outcome = try await scene.paper.halt()
        #expect(outcome.brakes.haltReason == "halted by hand" && outcome.cancelled.isEmpty)
        #expect(Self.names(outcome.openOrders) == ["exit", "held.stop", "held.target", "wait"])
        #expect(outcome.held.map(\.quantity.wholeShares) == [100])
        #expect(await refusal { try await scene.place("more", .buy, 1) } == "halted")
        #expect(try await scene.place("less", .sell, 10).order.state == .working)
        try await scene.paper.protect(
            PaperScene.id("held"), of: #require(Symbol("AAA")), stop: .some(try Price("95")),
            target: nil)
    }

    @Test func `a halt outlives a restart, and resume ends it`() async throws {
        let scene = try await Self.busy()
        _ = try await scene.paper.halt()
        let again = try await DeskScene.open(ledger: scene.ledger)
        #expect(await refusal { try await again.place("more", .buy, 1) } == "halted")
        #expect(try await again.paper.resume().brakes.isHalted == false)
        #expect(try await again.place("more", .buy, 1).isNew)
        let audit = try await scene.ledger.auditRecords().map(\.entry.kind)
        #expect(audit == ["resumed", "halted"])
    }

    @Test func `cancel-all takes entries only, and all where asked, naming what stands bare`()
        async throws
    {
        let scene = try await Self.busy()
        let entries = try await scene.paper.cancelAll()
        #expect(entries.cancelled.map(\.description) == ["wait"])
        #expect(Self.names(entries.openOrders) == ["exit", "held.stop", "held.target"])
        #expect(entries.held.map(\.isBare) == [false])
        let all = try await scene.paper.cancelAll(protection: true)
        #expect(all.openOrders.isEmpty && all.cancelled.count == 3)
        #expect(all.held.map(\.isBare) == [true])
    }

    @Test func `flatten halts, cancels and exits everything`() async throws {
        let scene = try await Self.busy()
        let outcome = try await scene.paper.flatten()
        #expect(outcome.brakes.haltReason == "flattened" && outcome.problems.isEmpty)
        #expect(outcome.openOrders.map(\.terms.quantity?.wholeShares) == [100])
        await scene.step()
        #expect(await scene.paper.heldSymbols.isEmpty)
        #expect(await scene.paper.book.openOrders.isEmpty)
        #expect(try await scene.ledger.examine().isEmpty)
    }

    @Test func `a flatten that a crash interrupted is gone on with, and sells nothing twice`()
        async throws
    {
        let scene = try await Self.busy()
        // The plan is written down, and the process ends before its first step.
        let audit = AuditEntry(kind: "flatten_begun", time: DeskScene.wall)
        try await scene.ledger.put(true, for: Brakes.flatten(.paper), audit: audit)
        let second = try await DeskScene.open(ledger: scene.ledger)
        let exits = await second.paper.book.openOrders
        #expect(exits.map(\.terms.quantity?.wholeShares) == [100])
        // It ends again, before the plan is struck off.
        try await scene.ledger.put(true, for: Brakes.flatten(.paper), audit: audit)
        let third = try await DeskScene.open(ledger: scene.ledger)
        #expect(await third.paper.book.openOrders.map(\.id) == exits.map(\.id))
        await third.step()
        #expect(await third.paper.heldSymbols.isEmpty)
        #expect(try await scene.ledger.value(of: Brakes.flatten(.paper)) == false)
    }

    @Test func `the brakes work while the other mode is active`() async throws {
        let live = ScriptedLive()
        let scene = try await DeskScene.open(live: live.venue)
        await scene.step()
        try await scene.place("held", .buy, 100)
        await scene.step()
        _ = try await scene.desk.modes.activate(.live, confirmsLive: true)
        #expect(try await scene.paper.halt().brakes.isHalted)
        #expect(try await scene.paper.flatten().problems.isEmpty)
        await scene.step()
        #expect(await scene.paper.heldSymbols.isEmpty)
    }
}

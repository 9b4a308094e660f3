import Alpaca
import Brokers
import Domain
import Storage
import TestSupport
import Testing

/// Shares leave oldest lot first, also where the stop of another lot made room for them.
@Suite struct SurplusStopTests {
    private static let sale =
        #"{"symbol":"AAA","qty":"10","side":"sell","type":"market","time_in_force":"day"}"#

    /// Ten shares with a stop at 95, and then ten without one.
    private func guardedAndBare() async throws -> AlpacaScene {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        try await scene.broker.submit(
            scene.ticket("a") { $0.protection.stopLoss = try Price("95") })
        try await scene.trade(100)
        try await scene.broker.submit(scene.ticket("b"))
        try await scene.trade(100)
        return scene
    }

    @Test func `a stop whose lot was sold elsewhere is taken away`() async throws {
        let scene = try await guardedAndBare()
        scene.elsewhere("POST", "/v2/orders", Self.sale)
        try await scene.trade(100)
        #expect(await scene.broker.reconcile().isClean)
        await scene.broker.settle()
        let stop = try await scene.ledger.order(PaperScene.id("a.stop"), mode: .live)
        #expect(stop?.state == .cancelled && stop?.ending == .positionClosed)
        let lots = try await scene.ledger.openState(.live).lots[scene.symbol]
        #expect(lots?.map(\.id.description) == ["b"])
    }

    @Test func `one that fires first sells the other lot, and the books agree`() async throws {
        let scene = try await guardedAndBare()
        scene.elsewhere("POST", "/v2/orders", Self.sale)
        try scene.quote(100)
        try scene.quote(94)
        #expect(await scene.broker.reconcile().isClean)
        #expect(try await scene.state("a.stop") == .filled)
        #expect(try await scene.ledger.openState(.live).lots.isEmpty)
        #expect(try await scene.ledger.examine().isEmpty)
    }

    @Test func `while a sale is in doubt, the next one frees what either may take`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        try await buy("a", in: scene)
        scene.line.meets { $0.method == "POST" ? .lost : .none }
        try? await scene.broker.submit(scene.ticket("lost", .sell))
        scene.line.meets { _ in .none }
        // What the lost sale made room for is sold elsewhere: it would take the next lot now.
        scene.elsewhere("POST", "/v2/orders", Self.sale)
        try await scene.trade(100)
        await scene.broker.reconcile()
        try await buy("b", in: scene)
        try await buy("c", in: scene)
        try await scene.broker.submit(scene.ticket("out", .sell))
        #expect(try await scene.state("b.stop") == .cancelled)
        #expect(try await scene.state("c.stop") == .cancelled)
        try await scene.trade(100)
        for _ in 0..<4 {
            scene.script.pass(nanoseconds: 61_000_000_000)
            await scene.broker.reconcile()
        }
        #expect(try await scene.state("lost") == .rejected)
        let state = try await scene.ledger.openState(.live)
        #expect(state.lots[scene.symbol]?.map(\.id.description) == ["c"])
        #expect(state.orders.map(\.ticket.id.description) == ["c.stop-2"])
        #expect(await scene.broker.reconcile().isClean)
    }

    private func buy(_ name: String, in scene: AlpacaScene) async throws {
        try await scene.broker.submit(
            scene.ticket(name) { $0.protection.stopLoss = try Price("95") })
        try await scene.trade(100)
    }
}

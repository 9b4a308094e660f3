import Alpaca
import Brokers
import Domain
import Simulation
import Storage
import TestSupport
import Testing

@Suite struct StopTests {
    private func guarded(_ name: String = "a") async throws -> AlpacaScene {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        try await scene.broker.submit(
            scene.ticket(name) { $0.protection.stopLoss = try Price("95") })
        try await scene.trade(101)
        return scene
    }

    @Test func `a bracket's legs become orders of the desk with the first fill`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        try await scene.broker.submit(
            scene.ticket("a") {
                $0.protection = Protection(stopLoss: try Price("95"), takeProfit: try Price("110"))
            })
        try await scene.trade(101)
        #expect(try await scene.state("a") == .filled)
        #expect(try await scene.state("a.stop") == .working)
        #expect(try await scene.state("a.target") == .working)
        try await scene.trade(111)
        await scene.broker.settle()
        #expect(try await scene.state("a.target") == .filled)
        #expect(try await scene.state("a.stop") == .cancelled)
        #expect(await scene.broker.reconcile().isClean)
        #expect(try await scene.ledger.examine().isEmpty)
    }

    @Test func `a sale takes the resting stop away first`() async throws {
        let scene = try await guarded()
        #expect(try await scene.state("a.stop") == .working)
        try await scene.broker.submit(scene.ticket("out", .sell))
        try await scene.trade(101)
        #expect(try await scene.state("out") == .filled)
        let stop = try await scene.ledger.order(PaperScene.id("a.stop"), mode: .live)
        #expect(stop?.state == .cancelled && stop?.ending == .madeRoom)
        #expect(await scene.broker.reconcile().isClean)
    }

    @Test func `the stop comes back where the sale is refused`() async throws {
        let scene = try await guarded()
        scene.line.meets { call in
            let isSale =
                call.method == "POST"
                && String(decoding: call.body, as: UTF8.self).contains(#""out""#)
            return isSale
                ? .answered(AlpacaReply(status: 403, body: Array(#"{"message":"no"}"#.utf8)))
                : .none
        }
        await #expect(throws: BrokerError.refused("no")) {
            try await scene.broker.submit(scene.ticket("out", .sell))
        }
        #expect(try await scene.state("out") == .rejected)
        #expect(try await scene.state("a.stop-2") == .working)
        #expect(await scene.broker.reconcile().isClean)
    }

    @Test func `a desk that died between stop and sale gives the stop back`() async throws {
        let scene = try await guarded()
        scene.line.meets { call in
            call.method == "POST" ? .lost : .none
        }
        _ = try? await scene.broker.submit(scene.ticket("out", .sell))
        let next = try await AlpacaScene(on: scene.ledger, beside: scene)
        for _ in 0..<8 {
            next.script.pass(nanoseconds: 20_000_000_000)
            await next.broker.settle()
        }
        #expect(try await next.state("out") == .rejected)
        #expect(try await next.state("a.stop-2") == .working)
        #expect(await next.broker.reconcile().isClean)
    }

    @Test func `what is left after a sale of a part has a stop of its size`() async throws {
        let scene = try await guarded()
        try await scene.broker.submit(scene.ticket("out", .sell, 4))
        try await scene.trade(101)
        await scene.broker.settle()
        let stop = try await scene.ledger.order(PaperScene.id("a.stop-2"), mode: .live)
        #expect(stop?.state == .working && stop?.terms.quantity?.wholeShares == 6)
    }

    @Test func `an entry by hand without a stop gets the default one`() async throws {
        let scene = try await AlpacaScene()
        await scene.broker.setDefaultStop(Rate(basisPoints: 500))
        try await scene.trade(100)
        try await scene.broker.submit(scene.ticket("a"))
        try await scene.trade(100)
        await scene.broker.settle()
        let stop = try await scene.ledger.order(PaperScene.id("a.stop"), mode: .live)
        #expect(stop?.terms.type == .stop(try Price("95")))
        #expect(stop?.state == .working && stop?.ticket.origin.reason == OrderOrigin.defaultStop)
    }

    @Test func `a stop is moved also where the broker cannot change it`() async throws {
        let scene = try await guarded()
        let id = try PaperScene.id("a.stop")
        try await scene.broker.replace(id, with: Replacement(type: .stop(try Price("97"))))
        let moved = try await scene.ledger.order(PaperScene.id("a.stop-2"), mode: .live)
        let wanted = OrderType.stop(try Price("97"))
        #expect(moved?.state == .working && moved?.terms.type == wanted)
        await scene.broker.settle()
        #expect(try await scene.state("a.stop-3") == nil)
        #expect(await scene.broker.reconcile().isClean)
    }

    @Test func `the default stop goes out with an entry whose price is known`() async throws {
        let scene = try await AlpacaScene()
        await scene.broker.setDefaultStop(Rate(basisPoints: 500))
        try await scene.trade(100)
        for name in ["a", "b"] {
            try await scene.broker.submit(
                scene.ticket(name, .buy, name == "a" ? 10 : 5))
            try await scene.trade(102)
        }
        for name in ["a.stop", "b.stop"] {
            let stop = try await scene.ledger.order(PaperScene.id(name), mode: .live)
            let wanted = OrderType.stop(try Price(name == "a.stop" ? "95" : "96.9"))
            #expect(stop?.terms.type == wanted)
            #expect(stop?.state == .working)
            #expect(stop?.ticket.origin.reason == OrderOrigin.defaultStop)
        }
    }

    @Test func `an entry that the sale might trade with goes first`() async throws {
        let scene = try await guarded()
        try await scene.broker.submit(
            scene.ticket("low", .buy, 3) { $0.type = .limit(try Price("90")) })
        try await scene.broker.submit(scene.ticket("out", .sell))
        try await scene.trade(101)
        #expect(try await scene.state("out") == .filled)
        #expect(try await scene.state("low") == .cancelled)
    }

    @Test func `more than is held is not sold, and the stop stays`() async throws {
        let scene = try await guarded()
        await #expect(throws: BrokerError.self) {
            try await scene.broker.submit(scene.ticket("out", .sell, 11))
        }
        #expect(scene.line.posts == 1)
        #expect(try await scene.state("a.stop") == .working)
    }
}

import Alpaca
import AlpacaWire
import Brokers
import Domain
import Storage
import TestSupport
import Testing

@Suite struct DoubtTests {
    @Test func `an order whose answer was lost is found, and sent once`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        scene.line.meets { $0.method == "POST" ? .answerLost : .none }
        try await scene.broker.submit(scene.ticket("a"))
        scene.line.meets { _ in .none }
        try await scene.trade(101)
        #expect(try await scene.state("a") == .filled)
        #expect(scene.line.posts == 1)
        #expect(await scene.broker.reconcile().isClean)
    }

    @Test(arguments: [429, 500, 504])
    func `an order that met a failing server is found too`(_ status: Int) async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        scene.line.meets { call in
            call.isRead ? .none : .answered(AlpacaReply(status: status))
        }
        await #expect(throws: BrokerError.self) {
            try await scene.broker.submit(scene.ticket("a"))
        }
        #expect(try await scene.state("a") == .unknown)
        #expect(scene.line.posts == 1)
    }

    @Test func `one that never arrived is rejected after a minute of good answers`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        scene.line.meets { $0.isRead ? .none : .lost }
        await #expect(throws: BrokerError.self) {
            try await scene.broker.submit(scene.ticket("a"))
        }
        try await scene.settleSeconds(59)
        #expect(try await scene.state("a") == .unknown)
        try await scene.settleSeconds(70)
        #expect(try await scene.state("a") == .rejected)
        #expect(scene.line.posts == 1, "it was asked for, and never sent again")
    }

    @Test func `while nobody answers, doubt stays doubt`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        scene.line.meets { $0.method == "POST" ? .answerLost : .lost }
        await #expect(throws: BrokerError.self) {
            try await scene.broker.submit(scene.ticket("a"))
        }
        try await scene.settleSeconds(300)
        #expect(try await scene.state("a") == .unknown)
        scene.line.meets { _ in .none }
        try await scene.settleSeconds(70)
        #expect(try await scene.state("a") == .working)
    }

    @Test func `an order that a desk left behind is asked for by the next one`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        scene.line.meets { $0.method == "POST" ? .answerLost : .lost }
        _ = try? await scene.broker.submit(scene.ticket("a"))
        let next = try await AlpacaScene(on: scene.ledger, beside: scene)
        await next.broker.reconcile()
        try await next.trade(101)
        #expect(try await next.state("a") == .filled)
        #expect(next.line.posts == 0)
        #expect(await next.broker.reconcile().isClean)
        #expect(try await next.ledger.examine().isEmpty)
    }

    @Test func `an order that is cancelled before its answer came is booked once`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let held = Task { for await _ in gate {} }
        scene.line.meets { $0.method == "POST" ? .answerHeld(held) : .none }
        let ticket = try scene.ticket("a")
        let submission = Task { try await scene.broker.submit(ticket) }
        while scene.line.posts == 0 { await Task.yield() }
        try await scene.broker.cancel(ticket.id)
        opener.finish()
        try await submission.value
        #expect(try await scene.state("a") == .cancelled)
        #expect(scene.reports.count == 2, "accepted and cancelled, once each")
        #expect(try await scene.ledger.examine().isEmpty)
    }

    @Test func `without a connection nothing was sent`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        scene.line.meets { $0.isRead ? .none : .down }
        await #expect(throws: BrokerError.unreachable("no connection")) {
            try await scene.broker.submit(scene.ticket("a"))
        }
        #expect(try await scene.state("a") == .rejected)
    }

    @Test func `the stream says when to look, and not what happened`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        try await scene.broker.submit(scene.ticket("a"))
        try scene.quote(101)
        let target = "/v2/orders:by_client_order_id?client_order_id=a"
        let reply = try #require(scene.elsewhere("GET", target))
        let order = try WireOrder(json: reply.body)
        await scene.broker.hear(WireTradeUpdate(event: .canceled, order: order))
        #expect(try await scene.state("a") == .filled)
        await scene.broker.hear(WireTradeUpdate(event: .fill, order: order))
        #expect(try await scene.ledger.openState(.live).lots[scene.symbol]?.count == 1)
    }

    @Test func `fills that were told twice, late or never are booked once`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        try await scene.broker.submit(scene.ticket("a"))
        try scene.quote(101)
        for _ in 0..<3 { await scene.broker.settle() }
        let fills = scene.reports.filter { if case .filled = $0 { true } else { false } }
        #expect(fills.count == 1)
        #expect(try await scene.ledger.examine().isEmpty)
    }
}

extension AlpacaScene {
    func state(_ name: String) async throws -> OrderState? {
        try await ledger.order(PaperScene.id(name), mode: .live)?.state
    }

    /// Lets seconds pass, and the broker look after its doubts in each.
    func settleSeconds(_ seconds: Int) async throws {
        for _ in 0..<seconds {
            script.pass(nanoseconds: 1_000_000_000)
            await broker.settleDoubts()
        }
    }
}

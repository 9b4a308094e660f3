import Alpaca
import AlpacaWire
import Brokers
import Domain
import Storage
import TestSupport
import Testing

@Suite struct ReconcilingTests {
    private static let buy =
        #"{"symbol":"AAA","side":"buy","qty":"7","type":"market","time_in_force":"day"}"#

    @Test func `the books begin with what the account has`() async throws {
        let scene = try await AlpacaScene()
        try scene.quote(100)
        scene.elsewhere("POST", "/v2/orders", Self.buy)
        try scene.quote(101)
        let standing = await scene.broker.reconcile()
        #expect(standing.isClean && standing.accountEnding?.count == 4)
        let trades = try await scene.ledger.openState(.live).lots[scene.symbol]
        #expect(trades?.map(\.strategy) == [.external])
        #expect(trades?.map(\.quantity.wholeShares) == [7])
        #expect(try await scene.ledger.examine().isEmpty)
    }

    @Test func `what happens elsewhere is booked as external`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        #expect(await scene.broker.reconcile().isClean)
        try await scene.broker.submit(scene.ticket("own"))
        scene.elsewhere("POST", "/v2/orders", Self.buy)
        try await scene.trade(101)
        #expect(await scene.broker.reconcile().isClean)
        let lots = try await scene.ledger.openState(.live).lots[scene.symbol] ?? []
        #expect(Set(lots.map(\.strategy)) == [.manual, .external])
        scene.elsewhere("DELETE", "/v2/positions")
        try await scene.trade(102)
        #expect(await scene.broker.reconcile().isClean)
        #expect(try await scene.ledger.openState(.live).lots.isEmpty)
        #expect(scene.line.posts == 1, "it never trades to make the two agree")
        #expect(try await scene.ledger.examine().isEmpty)
    }

    @Test func `an order that only the stream told of is looked at within a second`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        await scene.broker.reconcile()
        let reply = try #require(scene.elsewhere("POST", "/v2/orders", Self.buy))
        try scene.quote(101)
        await scene.broker.hear(
            WireTradeUpdate(event: .fill, order: try WireOrder(json: reply.body)))
        try await scene.settleSeconds(1)
        let lots = try await scene.ledger.openState(.live).lots[scene.symbol]
        #expect(lots?.map(\.strategy) == [.external])
        let reads = scene.line.sent.count
        try await scene.settleSeconds(3)
        #expect(scene.line.sent.count == reads, "once is enough")
    }

    @Test func `what fills while the two are compared is no difference`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        #expect(await scene.broker.reconcile().isClean)
        let fills = Heard<Int>()
        scene.line.meets { call in
            guard call.target == "/v2/account", fills.all.count < 4 else { return .none }
            fills.take(1)
            scene.elsewhere("POST", "/v2/orders", Self.buy)
            try? scene.quote(101)
            return .none
        }
        #expect(await scene.broker.reconcile().isClean)
        let lots = try await scene.ledger.openState(.live).lots[scene.symbol] ?? []
        #expect(fills.all.count == 4 && lots.count == 4)
    }

    @Test func `a position that nobody can explain blocks its symbol and no other`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        try await scene.broker.submit(scene.ticket("a"))
        try await scene.trade(101)
        scene.line.meets { call in
            call.target == "/v2/positions"
                ? .answered(
                    AlpacaReply(status: 200, body: Array(#"[{"symbol":"AAA","qty":"9.5"}]"#.utf8)))
                : .none
        }
        let standing = await scene.broker.reconcile()
        #expect(standing.blocked.keys.map(\.description) == ["AAA"])
        #expect(
            standing.reasons.first?.contains("the broker holds 9.5 shares, the books 10") == true)
        scene.line.meets { _ in .none }
        #expect(await scene.broker.reconcile().isClean)
    }

    @Test func `options and crypto are told and block nothing`() async throws {
        let scene = try await AlpacaScene()
        try await scene.trade(100)
        await scene.broker.reconcile()
        scene.line.meets { call in
            guard call.target == "/v2/positions" else { return .none }
            let body =
                #"[{"symbol":"BTCUSD","qty":"0.1","asset_class":"crypto","market_value":"9000"}]"#
            return .answered(AlpacaReply(status: 200, body: Array(body.utf8)))
        }
        let standing = await scene.broker.reconcile()
        #expect(standing.isClean && standing.foreignSymbols == ["BTCUSD"])
        #expect(standing.foreignValue == (try Money("9000")))
    }

    @Test func `keys of another account are refused before anything is sent`() async throws {
        let scene = try await AlpacaScene()
        await scene.broker.reconcile()
        let other = try await AlpacaScene(on: scene.ledger)
        let body =
            #"{"id":"x","account_number":"PA999","status":"ACTIVE","cash":"1","equity":"1"}"#
        other.line.meets { call in
            call.target == "/v2/account"
                ? .answered(AlpacaReply(status: 200, body: Array(body.utf8))) : .none
        }
        #expect(await other.broker.reconcile().problems.first?.contains("…A999") == true)
        await #expect(throws: BrokerError.self) {
            try await other.broker.submit(other.ticket("a"))
        }
        #expect(other.line.posts == 0)
        #expect(try await other.state("a") == nil)
    }

    @Test func `a broker that cannot be reached is never clean`() async throws {
        let scene = try await AlpacaScene()
        scene.line.meets { _ in .down }
        #expect(await !scene.broker.reconcile().isClean)
    }
}

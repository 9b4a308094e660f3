import Alpaca
import Brokers
import Desk
import Domain
import Storage
import TestSupport
import Testing

@Suite struct LiveDeskTests {
    @Test func `an order goes from the desk to the exchange and back into its books`() async throws
    {
        let (scene, desk, _) = try await open()
        let answer = try await desk.place(request("a", .buy, 5))
        #expect(answer.isNew && answer.order.state == .working)
        try await scene.trade(100)
        #expect(await desk.book.lots(of: scene.symbol).lots.map(\.quantity.wholeShares) == [5])
        _ = try await desk.place(request("b", .sell, 5))
        try await scene.trade(100)
        #expect(await desk.book.heldSymbols.isEmpty)
        #expect(await scene.broker.reconcile().isClean)
    }

    @Test func `an order in doubt is answered as unknown, and settled`() async throws {
        let (scene, desk, _) = try await open()
        scene.line.meets { call in call.method == "POST" ? .answerLost : .none }
        #expect(try await desk.place(request("a", .buy, 5)).order.state == .working)
        scene.line.meets { call in call.method == "POST" ? .lost : .none }
        #expect(try await desk.place(request("b", .buy, 6)).order.state == .unknown)
        scene.line.meets { _ in .none }
        try await scene.settleSeconds(130)
        let id = try PaperScene.id("b")
        #expect(await desk.book.order(id) == nil)
        #expect(scene.line.posts == 2)
    }

    @Test func `entries need books that agree, and exits do not`() async throws {
        let (scene, desk, _) = try await open()
        _ = try await desk.place(request("a", .buy, 5))
        try await scene.trade(100)
        scene.line.meets { call in
            call.target == "/v2/positions"
                ? .answered(AlpacaReply(status: 200, body: Array("[]".utf8))) : .none
        }
        await scene.broker.reconcile()
        #expect(await refusal { _ = try await desk.place(request("b", .buy, 6)) } == "unexplained")
        scene.line.meets { _ in .none }
        _ = try await desk.place(request("c", .sell, 5))
        scene.line.meets { _ in .down }
        await scene.broker.reconcile()
        #expect(
            await refusal { _ = try await desk.place(request("d", .buy, 7)) } == "not_reconciled")
    }

    @Test func `limits refuse with their name`() async throws {
        let (scene, desk, _) = try await open()
        func why(_ name: String, _ count: Int64, _ limit: String? = nil) async -> String? {
            await refusal { _ = try await desk.place(request(name, .buy, count, limit)) }
        }
        #expect(await why("a", 1_001, "95.5") == "order_shares")
        #expect(await why("b", 300) == "order_value")
        #expect(await why("c", 1, "106") == "price_away")
        #expect(await why("d", 1, "94") == "price_away")
        #expect(await why("e", 1) == nil)
        #expect(await why("f", 1) == "repeated_order")
        for count in 2...10 { #expect(await why("n\(count)", Int64(count)) == nil) }
        #expect(await why("g", 11) == "orders_per_minute")
        scene.script.pass(nanoseconds: 31_000_000_000)
        #expect(await why("h", 12) == "quote_age")
    }

    @Test func `a desk that starts again counts all of the day's entries, however many`()
        async throws
    {
        let (earlier, _, _) = try await open()
        let many = 501
        var day = Batch(mode: .live, submittedAt: AlpacaScene.start)
        day.intents = try (1...many).map { try earlier.ticket("n\($0)") }
        day.reports = day.intents.map { .rejected($0.id, .brokerRefused, at: AlpacaScene.start) }
        try await earlier.ledger.commit(day)
        let (_, desk, _) = try await open(
            after: earlier,
            limits: ["live.orders_per_day": "\(many)", "live.orders_per_minute": "none"])
        #expect(
            await refusal { _ = try await desk.place(request("over", .buy, 3)) }
                == "orders_per_day")
    }

    @Test func `what the broker holds besides counts in equity and among the positions`()
        async throws
    {
        let (scene, desk, _) = try await open()
        let before = try #require(await desk.account().equity)
        scene.line.meets { call in
            guard call.target == "/v2/positions" else { return .none }
            let rows = (1...20).map {
                #"{"symbol":"C\#($0)USD","qty":"1","asset_class":"crypto","market_value":"900.5"}"#
            }
            let body = "[\(rows.joined(separator: ","))]"
            return .answered(AlpacaReply(status: 200, body: Array(body.utf8)))
        }
        #expect(await scene.broker.reconcile().isClean)
        #expect(await desk.account().equity == (try before + Money("18010")))
        #expect(
            await refusal { _ = try await desk.place(request("a", .buy, 1)) } == "open_positions")
    }

    @Test func `a day that has lost too much is over for entries, and not for exits`()
        async throws
    {
        let (scene, desk, board) = try await open()
        _ = try await desk.place(request("a", .buy, 240))
        try await scene.trade(100)
        try post("95", on: board, scene)
        #expect(await refusal { _ = try await desk.place(request("b", .buy, 1)) } == "day_loss")
        await desk.watchLoss()
        #expect(await refusal { _ = try await desk.place(request("c", .buy, 1)) } == "halted")
        _ = try await desk.place(request("d", .sell, 240))
        try await scene.trade(95)
        #expect(await desk.book.heldSymbols.isEmpty)
    }

    @Test func `entries open again on a later day, by a word that is typed`() async throws {
        let (scene, desk, board) = try await open()
        _ = try await desk.place(request("a", .buy, 240))
        try await scene.trade(100)
        try post("95", on: board, scene)
        await desk.watchLoss()
        func resume(_ word: String?) async -> String {
            do {
                _ = try await desk.resume(typed: word)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(await resume("re-arm").contains("next New York day"))
        let kept = Setting<String>("brakes.live.loss_day", standard: "")
        #expect(try await scene.ledger.value(of: kept) == "2025-01-02")
        scene.script.pass(nanoseconds: 86_400_000_000_000)
        #expect(await resume(nil).contains("type re-arm"))
        #expect(await resume("yes").contains("type re-arm"))
        #expect(await desk.brakesNow.isHalted)
        #expect(await resume("RE-ARM") == "")
        #expect(await !desk.brakesNow.isHalted)
        #expect(await desk.brakesNow.lossDay == nil)
    }

    /// A desk in live mode on the exchange, with a price.
    ///
    /// - Parameter earlier: the scene of a desk that was there before, on the same books.
    private func open(
        after earlier: AlpacaScene? = nil, limits: [String: String] = [:]
    ) async throws -> (AlpacaScene, OrderDesk, MarketBoard) {
        let scene = try await AlpacaScene(on: earlier?.ledger, beside: earlier)
        for (name, value) in limits {
            try await scene.ledger.put(
                value, for: Setting(name, standard: ""),
                audit: AuditEntry(kind: "setting_changed", detail: "{}", time: scene.script.now))
        }
        let board = MarketBoard(feed: "alpaca")
        let script = scene.script
        let surroundings = Surroundings(
            wallNow: { script.now }, marketNow: { script.now },
            newOrderID: { preconditionFailure("Every order of a test has a name.") })
        let timing = FeedTiming(now: { script.now }, sleep: { _ in })
        var options = DeskOptions(timing: timing)
        options.live = LiveVenue(account: scene.broker, board: board) {
            LiveReadiness([ReadinessItem(.reconciled, scene.broker.standing.reasons)])
        }
        let desk = try await TradingDesk.open(
            options, ledger: scene.ledger, surroundings: surroundings,
            clock: MarketClock(script.now))
        try await scene.trade(100)
        await scene.broker.reconcile()
        try post("100", on: board, scene)
        _ = try await desk.modes.activate(.live, confirmsLive: true)
        return (scene, desk.desks.live, board)
    }

    private func post(_ price: String, on board: MarketBoard, _ scene: AlpacaScene) throws {
        let (price, now) = (try Price(price), scene.script.now)
        board.post(
            Quote(time: now, bid: price, ask: price, bidSize: .zero, askSize: .zero, last: price),
            of: scene.symbol, isDerived: false, day: Day(number: 20_090), at: now)
    }

    private func request(
        _ name: String, _ side: OrderSide, _ count: Int64, _ limit: String? = nil
    ) throws -> OrderRequest {
        let symbol = try #require(Symbol("AAA"))
        var request = OrderRequest(
            id: try PaperScene.id(name), symbol: symbol, side: side,
            quantity: try Quantity(shares: count))
        if let limit { request.type = .limit(try Price(limit)) }
        return request
    }
}

import AlpacaWire
import Domain
import LocalExchange
import MarketData
import Testing

@Suite struct ActionTests {
    func say(_ action: CorporateAction, _ scene: ExchangeScene) throws {
        scene.script.pass(milliseconds: 100)
        scene.script.say(
            .action(try #require(Symbol("ABC")), action, at: scene.script.now))
        scene.exchange.advance()
    }

    @Test func `a split restates shares, orders and prices, and the account is worth the same`()
        throws
    {
        let scene = try ExchangeScene()
        try scene.place("buy", "10")
        try scene.quote("100")
        let exit = try scene.place("sell", "4", #""type":"limit","limit_price":"130""#)
        let bracket = try scene.place(
            "buy", "3",
            #""type":"limit","limit_price":"90","order_class":"bracket","#
                + #""take_profit":{"limit_price":"140"},"stop_loss":{"stop_price":"80"}"#)
        let worth = try scene.account().equity
        try say(.split(new: 2, old: 1), scene)
        #expect(try scene.account().equity == worth)
        let position = try #require(try scene.positions().first)
        #expect(position.qty.description == "20" && position.currentPrice?.description == "50")
        #expect(position.avgEntryPrice?.description == "50.005")
        #expect(position.qtyAvailable?.description == "12")
        let order = try scene.order(exit)
        #expect(order.qty?.description == "8" && order.limitPrice?.description == "65")
        let legs = try #require(try scene.order(bracket).legs)
        #expect(legs.map { $0.qty?.description } == ["6", "6"])
        #expect(legs[0].limitPrice?.description == "70" && legs[1].stopPrice?.description == "40")
        #expect(scene.events.suffix(4).allSatisfy { $0 == "restated" })
        #expect(scene.updates.last { $0.order.id == exit }?.order.limitPrice?.description == "65")
        let told = try scene.value("GET", "/account/activities/SPLIT").list("list")
        #expect(try WireActivity(try #require(told.first)).qty?.description == "10")
        try scene.quote("65.01")
        #expect(try scene.order(exit).filledQty.description == "8")
    }

    @Test func `a dividend is cash for each share, and a short pays it`() throws {
        for (side, cash) in [("buy", "2.5"), ("sell", "-2.5")] {
            let scene = try ExchangeScene()
            try scene.place(side, "10")
            try scene.quote("100")
            let before = try scene.account().cash
            try say(.dividend(perShare: try Price("0.25")), scene)
            #expect(try (scene.account().cash - before).description == cash)
            let told = try scene.value("GET", "/account/activities/DIV").list("list")
            let activity = try WireActivity(try #require(told.first))
            #expect(activity.netAmount?.description == cash)
            #expect(activity.perShareAmount?.description == "0.25")
            #expect(activity.date == "2025-01-02")
        }
    }

    @Test func `a replay brings the actions of its days`() throws {
        let symbol = try #require(Symbol("ABC"))
        let bars = try ["2025-01-02", "2025-01-03"].map { day in
            let price = try Price("10")
            return Bar(
                start: try #require(Timestamp("\(day)T05:00:00Z")), open: price, high: price,
                low: price, close: price, volume: Volume(thousandths: 1_000))
        }
        var feed = ReplayFeed(
            [ReplaySeries(symbol: symbol, timeframe: .day1, bars: bars)],
            actions: [
                DatedAction(
                    day: try #require(Day("2025-01-03")), symbol: symbol,
                    action: .split(new: 2, old: 1))
            ])
        _ = feed.events(through: ExchangeScene.start)
        let events = feed.events(through: ExchangeScene.start.advanced(bySeconds: 5))
        #expect(
            events.contains {
                if case .action(symbol, .split(new: 2, old: 1), _) = $0 { true } else { false }
            })
    }
}

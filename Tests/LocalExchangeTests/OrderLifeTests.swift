import AlpacaWire
import Domain
import LocalExchange
import Testing

@Suite struct OrderLifeTests {
    @Test func `a market order fills at the far side of the next quote, to the nanodollar`() throws
    {
        let scene = try ExchangeScene()
        let id = try scene.place("buy", "3")
        #expect(try scene.status(id) == "new")
        try scene.quote("101.23")
        let order = try scene.order(id)
        #expect(order.status == .filled)
        #expect(order.filledAvgPrice?.description == "101.24")
        let account = try scene.account()
        #expect(account.cash.description == "99696.28")
        #expect(account.equity.description == "99999.97")
        #expect(scene.events == ["pending_new", "new", "fill"])
        #expect(scene.updates.last?.positionQty?.description == "3")
    }

    @Test func `a limit waits until the far side comes to it`() throws {
        let scene = try ExchangeScene()
        let id = try scene.place("buy", "1", #""type":"limit","limit_price":"99""#)
        try scene.quote("99")
        #expect(try scene.status(id) == "new")
        try scene.quote("98.99")
        #expect(try scene.order(id).filledAvgPrice?.description == "99")
    }

    @Test func `a trailing stop follows the last price and sells below it`() throws {
        let scene = try ExchangeScene()
        try scene.place("buy", "1")
        try scene.quote("100")
        let id = try scene.place("sell", "1", #""type":"trailing_stop","trail_price":"2""#)
        try scene.quote("110")
        #expect(try scene.order(id).hwm?.description == "110")
        #expect(try scene.order(id).stopPrice?.description == "108")
        try scene.quote("108.01")
        #expect(try scene.status(id) == "new")
        try scene.quote("108")
        #expect(try scene.order(id).filledAvgPrice?.description == "107.99")
    }

    @Test func `an order of dollars buys the billionths that they pay for`() throws {
        let scene = try ExchangeScene()
        let id = try scene.value(
            "POST", "/orders",
            """
            {"symbol":"ABC","notional":"50","side":"buy","type":"market","time_in_force":"day"}
            """
        ).needed("id")
        try scene.quote("99.99")
        #expect(try scene.order(id).filledQty.description == "0.5")
        #expect(try scene.order(id).qty == nil)
    }

    @Test func `a replacement stands in the old one's place and keeps its group's ids`() throws {
        let scene = try ExchangeScene()
        let old = try scene.place("buy", "1", #""type":"limit","limit_price":"90""#)
        let new = try scene.value(
            "PATCH", "/orders/\(old)", #"{"qty":2,"limit_price":"91","time_in_force":"gtc"}"#)
        #expect(new.text("replaces") == old)
        #expect(try scene.order(old).replacedBy == new.text("id"))
        try scene.quote("90.9")
        let order = try scene.order(try new.needed("id"))
        #expect(order.filledQty.description == "2" && order.timeInForce == .gtc)
        #expect(try scene.status(old) == "replaced")
    }

    @Test(arguments: [
        (#""type":"limit""#, "limit price"), (#""type":"stop""#, "stop price"),
        (#""type":"market","limit_price":"1""#, "no limit_price"),
        (#""type":"limit","limit_price":"0""#, "> 0"),
        (#""type":"limit","limit_price":"-5""#, "> 0"),
        (#""type":"limit","limit_price":"10.001""#, "sub-penny"),
        (#""type":"limit","limit_price":"1e400""#, "limit_price"),
        (#""type":"limit","limit_price":true"#, "limit_price"),
        (#""type":"trailing_stop""#, "trail"),
        (#""type":"trailing_stop","trail_percent":"100""#, "trail_percent"),
        (#""type":"market","order_class":"mleg""#, "order_class"),
        (#""type":"market","extended_hours":true"#, "extended hours"),
    ])
    func `a body that cannot be is refused in words and leaves no order`(
        _ fields: String, _ words: String
    ) throws {
        let scene = try ExchangeScene()
        let body =
            #"{"symbol":"ABC","qty":"1","side":"buy","time_in_force":"day","# + fields + "}"
        let error = try scene.value("POST", "/orders", body, status: 422)
        #expect(error.text("message")?.contains(words) == true, "\(error.text("message") ?? "")")
        #expect(try scene.value("GET", "/orders?status=all").list("list").isEmpty)
    }

    @Test func `times given to orders only ever grow`() throws {
        let scene = try ExchangeScene()
        for _ in 0..<20 { try scene.place("buy", "1", #""type":"limit","limit_price":"9""#) }
        let orders = try WireOrder.list(
            .list(try scene.value("GET", "/orders?direction=asc").list("list")))
        let times = orders.compactMap(\.submittedAt)
        #expect(times.count == 20 && zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `where it is asked for, one order in ten fills in parts, and all of it in the end`()
        throws
    {
        var settings = ExchangeSettings()
        settings.partialFillSeed = 7
        let scene = try ExchangeScene(settings)
        for _ in 0..<100 {
            let id = try scene.place("buy", "8")
            while try scene.status(id) != "filled" { try scene.quote("100") }
            #expect(try scene.order(id).filledQty.description == "8")
        }
        let parts = scene.updates.filter { $0.event == .partialFill }
        #expect((3...25).contains(parts.count))
        for part in parts {
            #expect(part.order.status == .partiallyFilled)
            #expect(part.qty.map { (1...7).contains($0.wholeShares) && $0.isWhole } == true)
        }
        let position = try #require(try scene.positions().first)
        #expect(position.qty.description == "800")
    }
}

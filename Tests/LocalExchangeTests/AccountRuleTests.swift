import AlpacaWire
import Domain
import LocalExchange
import Testing

@Suite struct AccountRuleTests {
    @Test func `margin is half of what is held, and buying power twice what is left`() throws {
        let scene = try ExchangeScene()
        try scene.place("buy", "100")
        try scene.quote("100")  // 100 shares at 100.01
        let account = try scene.account()
        #expect(account.cash.description == "89999")
        #expect(account.longMarketValue?.description == "10000")
        #expect(account.initialMargin?.description == "5000")
        #expect(account.maintenanceMargin?.description == "3000")
        #expect(account.buyingPower?.description == "189998")  // 2 x (99,999 - 5,000)
    }

    @Test func `an open buy bespeaks its limit, and gives it back`() throws {
        let scene = try ExchangeScene()
        let id = try scene.place("buy", "10", #""type":"limit","limit_price":"50""#)
        #expect(try scene.account().buyingPower?.description == "199500")
        try scene.value("DELETE", "/orders/\(id)", status: 204)
        #expect(try scene.account().buyingPower?.description == "200000")
    }

    @Test func `a cash account buys for its cash and no more, and sells nothing short`() throws {
        var settings = ExchangeSettings()
        settings.multiplier = 1
        let scene = try ExchangeScene(settings)
        try scene.place("buy", "1001", #""type":"limit","limit_price":"100""#, status: 403)
        try scene.place("buy", "1000", #""type":"limit","limit_price":"100""#)
        try scene.value("DELETE", "/orders", status: 207)
        try scene.place("sell", "1", status: 403)
    }

    @Test func `a short owes its shares, and is bought back`() throws {
        let scene = try ExchangeScene()
        try scene.place("sell", "10")
        try scene.quote("100")
        let position = try #require(try scene.positions().first)
        #expect(position.qty.description == "-10" && position.side == "short")
        #expect(position.avgEntryPrice?.description == "99.99")
        try scene.quote("90")
        #expect(try scene.positions().first?.unrealizedPl?.description == "99.9")
        #expect(try scene.account().equity.description == "100099.9")
        try scene.place("buy", "11", status: 403)
        try scene.place("buy", "10")
        try scene.quote("90")
        #expect(try scene.account().cash.description == "100099.8")
    }

    @Test(arguments: [
        (#""type":"market""#, #""type":"limit","limit_price":"200""#, 403),
        (#""type":"limit","limit_price":"90""#, #""type":"limit","limit_price":"90""#, 403),
        (#""type":"limit","limit_price":"90""#, #""type":"limit","limit_price":"91""#, 200),
        (#""type":"limit","limit_price":"90""#, #""type":"stop","stop_price":"80""#, 403),
        (#""type":"limit","limit_price":"90""#, #""type":"trailing_stop","trail_price":"9""#, 200),
    ])
    func `orders that might meet are a wash trade`(
        _ entry: String, _ exit: String, _ status: Int
    ) throws {
        let scene = try ExchangeScene()
        try scene.place("buy", "1")
        try scene.quote("100")
        try scene.place("buy", "1", entry)
        try scene.place("sell", "1", exit, status: status)
    }

    @Test func `an unknown key, a missing one and a wrong path are told apart`() throws {
        let scene = try ExchangeScene()
        for (key, path, status) in [
            (nil, "/v2/account", 401), ("other", "/v2/account", 403), ("test-key", "/v2/x", 404),
            ("test-key", "/v3/account", 404), ("test-key", "/v2/account", 200),
        ] as [(String?, String, Int)] {
            let call = ExchangeCall(
                method: "GET", target: path, key: key, secret: key.map { _ in "test-secret" })
            #expect(scene.exchange.answer(call).answer?.status == status, "\(path)")
        }
        #expect(scene.ask("PUT", "/account")?.status == 405)
        #expect(scene.ask("POST", "/orders", "{\"symbol\":")?.status == 400)
    }

    @Test func `calls beyond the limit are refused until the minute is over`() throws {
        var settings = ExchangeSettings()
        settings.requestsPerMinute = 3
        let scene = try ExchangeScene(settings)
        let statuses = (0..<4).map { _ in scene.ask("GET", "/clock")?.status }
        #expect(statuses == [200, 200, 200, 429])
        #expect(scene.ask("GET", "/stocks/quotes/latest?symbols=ABC")?.status == 200)
        scene.script.pass(milliseconds: 60_000)
        let answer = try #require(scene.ask("GET", "/clock"))
        #expect(answer.status == 200 && answer.fields["X-RateLimit-Remaining"] == "2")
    }

    @Test func `what is worth more than six times the equity may only be closed`() throws {
        let scene = try ExchangeScene()
        try scene.place("sell", "900")
        try scene.quote("100")
        try scene.quote("190")  // The equity is 18,991 now, the short 171,000.
        let error = try scene.value(
            "POST", "/orders",
            #"{"symbol":"ABC","qty":"1","side":"sell","type":"market","time_in_force":"day"}"#,
            status: 403)
        #expect(error.text("message")?.contains("600%") == true)
        try scene.place("buy", "1")
    }
}

import AlpacaWire
import Domain
import LocalExchange
import Storage
import Testing

@Suite struct StateTests {
    @Test func `what was is there again: orders, shares, cash, lists and settings`() throws {
        let file = StateFile()
        defer { file.remove() }
        let paths = [
            "/orders?status=all&nested=true", "/positions", "/account", "/account/activities",
            "/watchlists", "/account/configurations",
        ]
        let store = try file.open()
        let scene = try ExchangeScene(store: store)
        try scene.place("buy", "7")
        try scene.quote("100")
        try scene.place("sell", "3", #""type":"trailing_stop","trail_percent":"5""#, time: "gtc")
        try scene.place("buy", "5", GroupTests.bracket, time: "gtc")
        try scene.value("POST", "/watchlists", #"{"name":"mine","symbols":["XYZ"]}"#)
        try scene.value("PATCH", "/account/configurations", #"{"no_shorting":true}"#)
        try scene.quote("104")
        let before = paths.map { scene.ask("GET", $0)?.body }
        // No close: the process may end at any time.
        let again = try ExchangeScene(
            store: file.open(), script: scene.script, price: nil)
        try again.quote("104")
        for (path, body) in zip(paths, before) {
            let now = again.ask("GET", path)?.body
            #expect(
                now.map { String(decoding: $0, as: UTF8.self) }
                    == body.map { String(decoding: $0, as: UTF8.self) }, "\(path)")
        }
        try again.quote("98")  // 5 % below the best price, and it has not forgotten that one.
        #expect(try again.positions().first?.qty.description == "9")
    }

    @Test func `what is held is there and worth something before the first price after a start`()
        throws
    {
        let file = StateFile()
        defer { file.remove() }
        let scene = try ExchangeScene(store: file.open())
        try scene.place("buy", "7")
        try scene.quote("100")
        let again = try ExchangeScene(
            store: file.open(), script: scene.script, price: nil)
        #expect(try again.positions().first?.qty.description == "7")
        let cost = try ExchangeSettings().cash - again.account().cash
        #expect(try again.account().longMarketValue == cost, "no bar is known: what it cost")
    }

    @Test func `an account's number follows from its key`() throws {
        var settings = ExchangeSettings()
        let first = try ExchangeScene(settings).exchange.accountNumber
        #expect(try ExchangeScene(settings).exchange.accountNumber == first)
        settings.key = "another"
        let other = try AlpacaExchange(
            settings, feed: ScriptedFeed(script: .init(at: ExchangeScene.start), symbols: []),
            wallNow: { ExchangeScene.start })
        #expect(other.accountNumber != first)
    }
}

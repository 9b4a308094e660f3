import AlpacaWire
import Domain
import LocalExchange
import Storage
import Testing

@Suite struct ResetTests {
    func reset(_ scene: ExchangeScene, _ body: String, key: String = "test-key") -> Int? {
        scene.exchange.answer(
            ExchangeCall(
                method: "POST", target: "/admin/reset", key: key, secret: "test-secret",
                body: Array(body.utf8))
        ).answer?.status
    }

    func isNew(_ scene: ExchangeScene) throws {
        for path in ["/orders?status=all", "/positions", "/account/activities", "/watchlists"] {
            #expect(try scene.value("GET", path).list("list").isEmpty, "\(path)")
        }
        let account = try scene.account()
        #expect(account.cash.description == "5000" && account.equity.description == "5000")
        #expect(account.lastEquity?.description == "5000")
        let history = try scene.value("GET", "/account/portfolio/history?period=1D")
        #expect(history.text("base_value") == "5000")
    }

    @Test func `a reset begins a new account, and a restart does not bring the old one back`()
        throws
    {
        let file = StateFile()
        defer { file.remove() }
        let scene = try ExchangeScene(store: file.open())
        try scene.place("buy", "7")
        try scene.quote("100")
        let open = try scene.place("buy", "3", GroupTests.bracket, time: "gtc")
        try scene.value("POST", "/watchlists", #"{"name":"mine","symbols":["XYZ"]}"#)
        try scene.quote("104")
        let rest = try scene.place("buy", "1", #""type":"limit","limit_price":"50""#)
        #expect(reset(scene, #"{"cash":"5000"}"#, key: "other") == 403)
        #expect(reset(scene, #"{"cash":"-1"}"#) == 422)
        #expect(try scene.status(rest) == "new")
        #expect(reset(scene, #"{"cash":"5000"}"#) == 200)
        #expect(scene.updates.last { $0.order.id == rest }?.event == .canceled)
        try isNew(scene)
        let again = try ExchangeScene(
            store: file.open(), script: scene.script, price: nil)
        try isNew(again)
        try again.quote("100")
        let id = try again.place("buy", "1")
        #expect(![open, rest].contains(id))
        try again.quote("100")
        #expect(try again.status(id) == "filled")
    }
}

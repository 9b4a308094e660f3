import AlpacaWire
import Domain
import LocalExchange
import Testing

@Suite struct GroupTests {
    static let bracket =
        #""type":"market","order_class":"bracket","take_profit":{"limit_price":"110"},"#
        + #""stop_loss":{"stop_price":"95"}"#

    /// A bracket whose entry has filled: target and stop.
    func filled(_ scene: ExchangeScene) throws -> (target: String, stop: String) {
        let id = try scene.place("buy", "5", Self.bracket, time: "gtc")
        let legs = try #require(try scene.order(id).legs)
        #expect(legs.map(\.status) == [.held, .held])
        try scene.quote("100")
        return (legs[0].id, legs[1].id)
    }

    @Test func `the target fills and the stop is over`() throws {
        let scene = try ExchangeScene()
        let (target, stop) = try filled(scene)
        #expect(try scene.status(target) == "new")
        #expect(try scene.status(stop) == "held")
        try scene.quote("110.01")
        #expect(try scene.order(target).filledAvgPrice?.description == "110")
        #expect(try scene.status(stop) == "canceled")
        #expect(try scene.positions().isEmpty)
    }

    @Test func `the stop is reached, fills at the bid, and the target is over`() throws {
        let scene = try ExchangeScene()
        let (target, stop) = try filled(scene)
        try scene.quote("95.01")
        #expect(try scene.status(stop) == "held")
        try scene.quote("94")
        #expect(try scene.order(stop).filledAvgPrice?.description == "93.99")
        #expect(try scene.status(target) == "canceled")
        #expect(try scene.positions().isEmpty)
    }

    @Test func `an entry that is cancelled takes its legs with it`() throws {
        let scene = try ExchangeScene()
        let id = try scene.place(
            "buy", "1", Self.bracket.replacing(#""market""#, with: #""limit","limit_price":"99""#))
        let legs = try #require(try scene.order(id).legs)
        try scene.value("DELETE", "/orders/\(id)", status: 204)
        for leg in legs { #expect(try scene.status(leg.id) == "canceled") }
    }

    @Test func `a gap through both ends of an oco fills one of them once`() throws {
        let scene = try ExchangeScene()
        try scene.place("buy", "4")
        try scene.quote("100")
        let id = try scene.place(
            "sell", "4",
            #""type":"limit","order_class":"oco","take_profit":{"limit_price":"120"},"#
                + #""stop_loss":{"stop_price":"90","limit_price":"89"}"#)
        let stop = try #require(try scene.order(id).legs?.first)
        try scene.quote("80")
        #expect(try scene.status(id) == "canceled")
        #expect(try scene.status(stop.id) == "new")  // Its limit is above the market.
        try scene.quote("130")
        #expect(try scene.order(stop.id).filledQty.description == "4")
        #expect(try scene.positions().isEmpty)
    }

    @Test func `a hostile market fills the target in parts, and the stop shrinks with it`() throws {
        var settings = ExchangeSettings()
        var shrunk = false
        for seed in 0..<40 as Range<UInt64> {
            settings.faultSeed = seed
            let scene = try ExchangeScene(settings)
            _ = scene.ask(
                "POST", "/orders",
                #"{"symbol":"ABC","qty":"9","side":"buy","time_in_force":"gtc",\#(Self.bracket)}"#)
            for _ in 0..<30 { try scene.quote("100") }
            for _ in 0..<3 {
                try scene.quote("111")
                let answers = scene.ask("GET", "/orders?status=all&nested=true")
                guard let body = answers?.body, let orders = try? WireOrder.list(.json(body)),
                    let legs = orders.first?.legs, legs.count == 2
                else { continue }
                guard legs[0].status == .partiallyFilled else { continue }
                #expect(legs[1].qty == (try Quantity(shares: 9) - legs[0].filledQty))
                shrunk = true
            }
        }
        #expect(shrunk)
    }
}

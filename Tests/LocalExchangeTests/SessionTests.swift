import AlpacaWire
import Domain
import LocalExchange
import MarketCalendar
import MarketData
import Testing

@Suite struct SessionTests {
    func settings() -> ExchangeSettings {
        var settings = ExchangeSettings()
        settings.isAlwaysOpen = false
        return settings
    }

    @Test func `an order of the night is accepted, works from the opening, and ends at the close`()
        throws
    {
        let scene = try ExchangeScene(settings())
        scene.script.say(.closed(at: scene.script.now))
        let id = try scene.place("buy", "1", #""type":"limit","limit_price":"90""#)
        #expect(try scene.status(id) == "accepted")
        try scene.quote("80")
        #expect(try scene.status(id) == "accepted")
        scene.script.pass(milliseconds: 1_000)
        scene.script.say(.opened(at: scene.script.now))
        try scene.quote("100")
        #expect(try scene.status(id) == "new")
        scene.script.pass(milliseconds: 1_000)
        scene.script.say(.closed(at: scene.script.now))
        #expect(try scene.status(id) == "expired")
        #expect(scene.events == ["accepted", "new", "expired"])
    }

    @Test func `a held stop ends with its target at the close of its day`() throws {
        let scene = try ExchangeScene(settings())
        let id = try scene.place("buy", "5", GroupTests.bracket)
        try scene.quote("100")
        let legs = try #require(try scene.order(id).legs)
        scene.script.say(.closed(at: scene.script.now))
        for leg in legs { #expect(try scene.status(leg.id) == "expired") }
        #expect(try scene.account().lastEquity?.description == "99999.95")
    }

    @Test func `the clock of the calendar opens and closes with the exchange in New York`() throws {
        let friday = try #require(Timestamp("2025-11-28T17:59:00Z"))  // A half day, to 13:00.
        var feed = SyntheticFeed(SyntheticMarket(seed: 1), isAlwaysOpen: false)
        _ = feed.events(through: friday)
        let changes = feed.events(through: friday.advanced(bySeconds: 4 * 86_400)).filter {
            switch $0 {
            case .opened, .closed: true
            default: false
            }
        }
        #expect(
            changes == [
                .closed(at: try #require(Timestamp("2025-11-28T18:00:00Z"))),
                .opened(at: try #require(Timestamp("2025-12-01T14:30:00Z"))),
                .closed(at: try #require(Timestamp("2025-12-01T21:00:00Z"))),
                .opened(at: try #require(Timestamp("2025-12-02T14:30:00Z"))),
            ])
    }

    @Test func `held open, a day ends at midnight in New York`() throws {
        let evening = try #require(Timestamp("2025-07-01T03:59:59Z"))
        var feed = SyntheticFeed(SyntheticMarket(seed: 1))
        _ = feed.events(through: evening)
        let events = feed.events(through: evening.advanced(bySeconds: 2))
        let midnight = try #require(Timestamp("2025-07-01T04:00:00Z"))
        #expect(events.contains(.closed(at: midnight)) && events.contains(.opened(at: midnight)))
    }

    static let extended = #""type":"limit","limit_price":"101","extended_hours":true"#

    func scene(at text: String) throws -> ExchangeScene {
        let start = try #require(Timestamp(text))
        let scene = try ExchangeScene(settings(), script: .init(at: start))
        scene.script.say(.closed(at: scene.script.now))
        return scene
    }

    @Test func `an order with extended hours waits for the morning and ends in the evening`()
        throws
    {
        let scene = try scene(at: "2025-01-03T08:30:00Z")  // Half past three in New York.
        let id = try scene.place("buy", "1", Self.extended)
        let low = Self.extended.replacing("101", with: "50")
        let rest = try scene.place("buy", "1", low)
        try scene.quote("100")
        #expect(try scene.status(id) == "accepted")
        #expect(
            try scene.order(id).expiresAt == Timestamp("2025-01-04T01:00:00Z"))
        scene.script.jump(to: try #require(Timestamp("2025-01-03T09:00:00Z")))
        try scene.quote("100")
        #expect(try scene.status(id) == "filled")
        #expect(try scene.status(rest) == "new")
        scene.script.jump(to: try #require(Timestamp("2025-01-03T14:30:00Z")))
        scene.script.say(.opened(at: scene.script.now))
        try scene.quote("100")
        #expect(try scene.status(rest) == "new")
        scene.script.jump(to: try #require(Timestamp("2025-01-03T21:00:00Z")))
        scene.script.say(.closed(at: scene.script.now))
        scene.script.jump(to: try #require(Timestamp("2025-01-04T00:59:59Z")))
        try scene.quote("100")
        #expect(try scene.status(rest) == "new")
        scene.script.jump(to: try #require(Timestamp("2025-01-04T01:00:00Z")))
        try scene.quote("100")
        #expect(try scene.status(rest) == "expired")
    }

    @Test func `outside the session nothing without extended hours fills or trails`() throws {
        let scene = try scene(at: "2025-01-03T13:00:00Z")  // Eight in the morning.
        scene.script.jump(to: try #require(Timestamp("2025-01-03T14:30:00Z")))
        scene.script.say(.opened(at: scene.script.now))
        try scene.place("buy", "2")
        try scene.quote("100")
        let trail = try scene.place(
            "sell", "1", #""type":"trailing_stop","trail_price":"5""#, time: "gtc")
        try scene.quote("100")
        scene.script.say(.closed(at: scene.script.now))
        try scene.quote("120")
        try scene.quote("90")
        #expect(try scene.order(trail).hwm?.description == "100")
        #expect(try scene.status(trail) == "new")
        #expect(try scene.account().longMarketValue?.description == "180")
        scene.script.jump(to: try #require(Timestamp("2025-01-04T15:00:00Z")))  // A Saturday.
        let id = try scene.place("buy", "1", Self.extended, time: "gtc")
        try scene.quote("90")
        #expect(try scene.status(id) == "accepted")
    }

    @Test(arguments: [
        ("2025-01-03T14:27:00Z", 200, 200), ("2025-01-03T14:28:00Z", 422, 200),
        ("2025-01-03T20:50:00Z", 422, 422), ("2025-01-04T00:00:00Z", 200, 200),
        ("2025-01-04T16:00:00Z", 200, 200),  // A Saturday: they wait for Monday.
    ])
    func `orders for an auction come before it is prepared`(
        _ time: String, _ opening: Int, _ closing: Int
    ) throws {
        let scene = try scene(at: time)
        try scene.quote("100")
        let limit = #""type":"limit","limit_price":"90""#
        try scene.place("buy", "1", limit, time: "opg", status: opening)
        try scene.place("buy", "1", limit, time: "cls", status: closing)
    }
}

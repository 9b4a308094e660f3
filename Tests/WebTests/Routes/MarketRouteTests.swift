import Domain
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct MarketRouteTests {
    @Test func `prices of the active mode say which it is, and never mix two modes`()
        async throws
    {
        let live = ScriptedLive()
        let web = try await WebScene.open(live: live.venue)
        try await web.advance(2)
        try live.post("50")
        let quotes = try await web.get("/api/market/quotes")
        #expect(quotes.names() == ["mode", "quotes"] && quotes["mode"] == "paper")
        #expect(quotes.all("quotes", "last") == ["101.5"])
        #expect(quotes["quotes.0.feed"] == "replay")
        let bars = try await web.get("/api/market/bars?symbol=AAA&limit=1")
        #expect(bars.names() == ["bars", "mode"] && bars["mode"] == "paper")
        #expect(bars.all("bars", "open") == ["101"])
        _ = try await web.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        let liveQuotes = try await web.get("/api/market/quotes")
        #expect(liveQuotes["mode"] == "live" && liveQuotes.all("quotes", "last") == ["50"])
        #expect(liveQuotes["quotes.0.feed"] == "scripted")
        let liveBars = try await web.get("/api/market/bars?symbol=AAA")
        #expect(liveBars["mode"] == "live" && liveBars.count("bars") == 0)
        // Each mode's own routes go on as before.
        #expect(try await web.get("/api/paper/quotes").all("", "last") == ["101.5"])
        #expect(try await web.get("/api/live/quotes").all("", "last") == ["50"])
    }

    @Test func `they refuse what the modes' own routes refuse`() async throws {
        let web = try await WebScene.open()
        expect(try await web.get("/api/market/bars"), 422, "invalid_request", ["symbol"])
        expect(try await web.get("/api/market/quotes?x=1"), 422, "invalid_request", ["x"])
    }
}

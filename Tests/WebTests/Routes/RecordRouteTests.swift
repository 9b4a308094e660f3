import Domain
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct RecordRouteTests {
    @Test func `what was done to the desk is told newest first, in a chain`() async throws {
        let web = try await WebScene.open(live: ScriptedLive().venue)
        _ = try await web.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        _ = try await web.post("/api/paper/halt")
        let audit = try await web.get("/api/audit")
        #expect(audit.all("", "kind") == ["halted", "mode_changed"])
        #expect(audit.all("", "id") == ["2", "1"])
        #expect(audit.names("0") == ["detail", "hash", "id", "kind", "time"])
        #expect(audit["0.detail.mode"] == "paper" && audit["1.detail.mode"] == "live")
        #expect(audit["0.hash"]?.count == 64 && audit["0.time"] == DeskScene.wall.description)
        #expect(try await web.get("/api/audit?before=2").all("", "kind") == ["mode_changed"])
        #expect(try await web.get("/api/audit?limit=1").all("", "kind") == ["halted"])
        #expect(try await web.get("/api/audit?before=1").count() == 0)
    }

    @Test func `what strategies wanted is told newest first, of one symbol too`() async throws {
        let web = try await WebScene.open()
        for (index, name) in ["AAA", "BBB", "AAA"].enumerated() {
            var signal = Signal(
                time: DeskScene.wall.advanced(bySeconds: Int64(index)), mode: .paper,
                symbol: try #require(Symbol(name)), action: "enter_long",
                origin: OrderOrigin(regime: "calm", reason: "cross_up"))
            signal.price = try Price("101.25")
            try await web.scene.ledger.insert(signal)
        }
        let signals = try await web.get("/api/signals")
        #expect(signals.all("", "id") == ["3", "2", "1"])
        #expect(
            signals.names("0") == [
                "action", "client_order_id", "id", "mode", "outcome", "price", "regime",
                "signal_explanation", "signal_reason", "strategy", "symbol", "time",
            ])
        #expect(signals["0.price"] == "101.25" && signals["0.signal_reason"] == "cross_up")
        #expect(signals["0.outcome"] == "null" && signals["0.strategy"] == "manual")
        #expect(try await web.get("/api/signals?symbol=AAA").all("", "id") == ["3", "1"])
        let older = try await web.get("/api/signals?symbol=AAA&before=3&limit=500")
        #expect(older.all("", "id") == ["1"])
    }

    @Test(
        arguments: ["audit", "signals"], ["before=0", "limit=501", "limit=0", "before=x", "x=1"])
    func `a place that cannot be is refused`(_ list: String, _ query: String) async throws {
        let answer = try await WebScene.open().get("/api/\(list)?\(query)")
        let field = String(query.prefix { $0 != "=" })
        expect(answer, 422, "invalid_request", [field])
    }
}

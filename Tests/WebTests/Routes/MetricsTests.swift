import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct MetricsTests {
    /// The values by name and labels, as they stand in the text.
    private static func values(_ web: WebScene) async throws -> [String: String] {
        let answer = try await web.get("/metrics")
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        var values: [String: String] = [:]
        for line in answer.body.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ")
            #expect(parts.count == 2, "\(line)")
            #expect(values.updateValue(String(parts[1]), forKey: String(parts[0])) == nil)
        }
        return values
    }

    @Test func `orders are counted by mode and status, each status once`() async throws {
        let web = try await WebScene.open()
        try await web.advance()
        try await web.order("buy", 10)
        let limit = #", "order_type": "limit", "limit_price": 50, "time_in_force": "gtc""#
        try await web.order("buy", 1, limit)
        _ = try await web.ask(.delete, "/api/paper/orders/2")
        try await web.advance()
        let values = try await Self.values(web)
        func orders(_ status: String, _ mode: String = "paper") -> String? {
            values["tandem_orders_total{mode=\"\(mode)\",status=\"\(status)\"}"]
        }
        #expect(orders("filled") == "1" && orders("cancelled") == "1")
        // Both orders and the default stop of what was bought.
        #expect(orders("working") == "3" && orders("rejected") == "0")
        #expect(orders("filled", "live") == "0")
        #expect(values["tandem_fills_total{mode=\"paper\"}"] == "1")
        #expect(values["tandem_open_orders{mode=\"paper\"}"] == "1")
        #expect(values["tandem_open_positions{mode=\"paper\"}"] == "1")
        #expect(values["tandem_cash_dollars{mode=\"paper\"}"] == "98990")
        #expect(values["tandem_equity_dollars{mode=\"paper\"}"] == "100005")
        #expect(values["tandem_commits_total{mode=\"paper\"}"].flatMap { Int($0) } ?? 0 >= 4)
        #expect(values["tandem_quotes_total{mode=\"paper\"}"] == "2")
    }

    @Test func `modes, brakes and the feed are told`() async throws {
        let web = try await WebScene.open(live: ScriptedLive().venue)
        let fresh = try await Self.values(web)
        #expect(fresh["tandem_feed_age_seconds{mode=\"paper\"}"] == nil)
        #expect(fresh["tandem_mode_active{mode=\"paper\"}"] == "1")
        try await web.advance()
        _ = try await web.post("/api/paper/halt")
        _ = try await web.post("/api/mode", #"{"mode": "live", "confirm_live": true}"#)
        let values = try await Self.values(web)
        #expect(values["tandem_feed_age_seconds{mode=\"paper\"}"] == "0")
        #expect(values["tandem_mode_active{mode=\"live\"}"] == "1")
        #expect(values["tandem_mode_active{mode=\"paper\"}"] == "0")
        #expect(values["tandem_mode_changes_total"] == "1")
        #expect(values["tandem_entries_halted{mode=\"paper\"}"] == "1")
        #expect(values["tandem_entries_halted{mode=\"live\"}"] == "0")
        #expect(values["tandem_notices_total{level=\"warning\"}"] == "1")
        #expect(values["tandem_market_time_seconds"] == "1736802000")
        #expect(values["tandem_feed_paused"] == "1" && values["tandem_feed_over"] == "0")
    }

    @Test func `requests are counted by route and status, whatever a client sends`() async throws {
        let web = try await WebScene.open()
        for id in 1...3 { _ = try await web.get("/api/paper/orders/\(id)") }
        for path in ["/a", "/b", "/c"] { _ = try await web.get(path) }
        _ = try await web.post("/api/paper/halt", "nonsense")
        let values = try await Self.values(web)
        func requests(_ method: String, _ route: String, _ status: Int) -> String? {
            values[
                "tandem_http_requests_total{method=\"\(method)\",route=\"\(route)\","
                    + "status=\"\(status)\"}"]
        }
        #expect(requests("GET", "/api/paper/orders/{id}", 404) == "3")
        #expect(requests("GET", "NotFound", 404) == "3")
        #expect(requests("POST", "/api/paper/halt", 400) == "1")
        #expect(values["tandem_http_request_seconds_count"] == "7")
        #expect(values["tandem_http_request_seconds_bucket{le=\"+Inf\"}"] == "7")
        #expect(values["tandem_http_request_seconds_bucket{le=\"0.001\"}"] == "7")
    }

    @Test func `connections are counted as long as they are open`() async throws {
        let web = try await WebScene.open()
        try await RawClient.run(web) { client in
            let first = try await client.ask("GET /metrics HTTP/1.1").body
            #expect(first.contains("\ntandem_connections_refused_total 0\n"))
            let open = first.split(separator: "\n").first { $0.hasPrefix("tandem_connections ") }
            let count = try #require(open?.split(separator: " ").last.flatMap { Int($0) })
            #expect((1...2).contains(count))
        }
    }
}

import Domain
import TestSupport
import Testing

@testable import Web

/// Fields of an order that cannot be; none may be taken, and none may be a failure of the desk.
@Suite struct OrderFieldTests {
    private static func refusal(_ fields: String) async throws -> Answer {
        let web = try await WebScene.open()
        try await web.advance()
        let answer = try await web.post("/api/paper/orders", "{\(fields)}")
        #expect(try await web.get("/api/paper/orders").count() == 0)
        return answer
    }

    private static let base = #""symbol": "AAA", "side": "buy", "qty": 1"#

    @Test(arguments: [
        ("", "symbol"), (#""side": "buy", "qty": 1"#, "symbol"),
        (#""symbol": "AAA", "qty": 1"#, "side"), (#""symbol": "AAA", "side": "buy""#, "qty"),
        (#""symbol": null, "side": "buy", "qty": 1"#, "symbol"),
        (#""symbol": 5, "side": "buy", "qty": 1"#, "symbol"),
        (#""symbol": "no such thing", "side": "buy", "qty": 1"#, "symbol"),
        (#""symbol": "AAA", "side": "BUY", "qty": 1"#, "side"),
        (#""symbol": "AAA", "side": "sell_short", "qty": 1"#, "side"),
        (base + #", "order_type": "moc""#, "order_type"),
        (base + #", "time_in_force": "next_bar""#, "time_in_force"),
        (base + #", "extended_hours": "yes""#, "extended_hours"),
        (base + #", "client_order_id": """#, "client_order_id"),
        (base + #", "client_order_id": "has space""#, "client_order_id"),
        (
            base + #", "client_order_id": "\#(String(repeating: "x", count: 49))""#,
            "client_order_id"
        ),
        (base + #", "client_order_id": "a.stop""#, "client_order_id"),
        (base + #", "limit_price": 5"#, "limit_price"),
        (base + #", "order_type": "limit""#, "limit_price"),
        (base + #", "order_type": "stop""#, "stop_price"),
        (base + #", "order_type": "trailing_stop""#, "trail_price"),
        (base + #", "trade_id": 0"#, "trade_id"), (base + #", "trade_id": 1.5"#, "trade_id"),
        (base + #", "trade_id": [1]"#, "trade_id"),
        (base + #", "quantity": 1"#, "quantity"), (base + #", "mode": "live""#, "mode"),
    ])
    func `a field that cannot be is named`(_ fields: String, _ field: String) async throws {
        let answer = try await Self.refusal(fields)
        expect(answer, 422, "invalid_request", [field])
    }

    @Test(arguments: [
        "0", "-1", "0.5", "1e400", "1e-400", "1000000000000000000", "-1e18", "1e18",
        "1.00000000000000000001", "9223372036854775807", "99999999999999999999999",
        #""NaN""#, #""Infinity""#, #""-inf""#, "\"\"", #"" 1""#, #""1 ""#, #""0x10""#, #""1,000""#,
        #""١""#, "true", "[1]", "{}", "1e5",
    ])
    func `an absurd quantity is refused`(_ quantity: String) async throws {
        let answer = try await Self.refusal(#""symbol": "AAA", "side": "buy", "qty": \#(quantity)"#)
        #expect(answer.status == 422 && answer.isProblem, "\(quantity): \(answer.body)")
        if answer.code != "order_refused" { #expect(answer.faultyFields == ["qty"]) }
    }

    @Test(arguments: [
        "0", "-5", "1e400", "1e-400", "1000000000000000000", "0.00000000000000000001",
        "1.1234567891", #""NaN""#, #""nan""#, #""Infinity""#, "9999999999.99999999999", "false",
    ])
    func `an absurd price is refused`(_ price: String) async throws {
        for (field, type) in [("limit_price", "limit"), ("stop_price", "stop")] {
            let fields = Self.base + #", "order_type": "\#(type)", "\#(field)": \#(price)"#
            expect(try await Self.refusal(fields), 422, "invalid_request", [field])
        }
        for field in ["stop_loss", "take_profit"] {
            let fields = Self.base + #", "\#(field)": \#(price)"#
            expect(try await Self.refusal(fields), 422, "invalid_request", [field])
        }
    }

    @Test(arguments: ["NaN", "Infinity", "-Infinity", "01", "+1", "1.", ".5", "1e", "0x1", "'1'"])
    func `a word that JSON does not have is no JSON`(_ word: String) async throws {
        let answer = try await Self.refusal(#""symbol": "AAA", "side": "buy", "qty": \#(word)"#)
        expect(answer, 400, "malformed_json")
    }

    @Test func `several unknown fields are all named, and a long name is cut`() async throws {
        let long = String(repeating: "n", count: 5_000)
        let answer = try await Self.refusal(Self.base + #", "b": 1, "a": 2, "\#(long)": 3"#)
        expect(answer, 422, "invalid_request", ["a", "b", String(long.prefix(40))])
        #expect(answer.body.utf8.count < 3_000)
    }
}

import Desk
import Domain
import ExactJSON
import Foundation
import Testing

@testable import Tandem

/// The orders file: exact amounts, and a clear word for what cannot be.
struct OrdersFileTests {
    @Test(arguments: [
        ("9007199254.740993", 9_007_199_254_740_993_000),
        ("0.300000004", 300_000_004), ("1e-9", 1), ("1E0", 1_000_000_000),
        ("123456789.123456789", 123_456_789_123_456_789),
        ("9223372036.854775807", Int64.max), ("0.1000000000000000000000000000000", 100_000_000),
        ("12e-1", 1_200_000_000), ("0.000000001e9", 1_000_000_000),
        ("1000000000000000000e-18", 1_000_000_000),
    ])
    func `an amount has exactly the digits it was written with`(
        _ text: String, _ nanos: Int64
    ) throws {
        for written in [text, "\"\(text)\""] {
            let fields = try Self.fields("{\"stop_loss\": \(written)}")
            let price: Price? = try fields.amount("stop_loss")
            #expect(price == Price(nanos: nanos), "\(written)")
        }
    }

    @Test(arguments: [
        // The first two differ from an allowed number only beyond what Double, or Decimal, holds.
        ("0.10000000000000000555", "has more than 9 decimal places"),
        ("1.00000000000000000000000000000000000000000001", ""),
        ("0.30000000000000004", "has more than 9 decimal places"),
        ("1e-400", ""), ("1e400", ""), ("1e-10", "has more than 9 decimal places"),
        ("9223372036.854775808", "is out of range"), ("1000000000000000000", "is out of range"),
        ("1234567890123456789012345678901234567890", "is out of range"),
    ])
    func `an amount that no unit holds is refused with its digits`(
        _ text: String, _ reason: String
    ) throws {
        for written in [text, "\"\(text)\""] {
            let fields = try Self.fields("{\"qty\": \(written)}")
            let fault = try #require(throws: TicketFault.self) {
                let _: Quantity? = try fields.amount("qty")
            }
            #expect(fault.field == "qty")
            #expect(fault.message.contains("'\(text.prefix(40))' \(reason)"), "\(fault)")
            #expect(fault.message.contains("allowed are"))
        }
    }

    @Test(arguments: [
        ("NaN", "a value is expected, not 'NaN}'"), ("Infinity", "a value is expected"),
        ("+1", "a value is expected"), (".5", "a value is expected"), ("1.", "a value is expected"),
        ("01", "a value is expected"), ("0x10", "',' or '}' is expected, not 'x10}'"),
        ("1e", "a value is expected"), ("--1", "a value is expected"), ("'1'", "a value"),
    ])
    func `what JSON knows no number of is no number`(_ text: String, _ words: String) throws {
        let fault = try #require(throws: JSONFault.self) {
            try JSONReader.read(Array("{\"qty\":\(text)}".utf8))
        }
        #expect(fault.description.hasPrefix("line 1: \(words)"), "\(fault)")
    }

    @Test func `an entry becomes the order it describes`() throws {
        let file = try OrdersFile(
            bytes: Array(
                """
                [{"at": "2004-08-19", "symbol": "GOOG", "side": "buy", "qty": 7,
                  "order_type": "stop_limit", "stop_price": 101.5, "limit_price": "102",
                  "time_in_force": "gtc", "stop_loss": 90, "take_profit": 120.25,
                  "extended_hours": false, "client_order_id": "a.b_c-1"},
                 {"at": "2004-08-19T15:00:00-04:00", "symbol": "GOOG", "side": "sell", "qty": 1,
                  "order_type": "trailing_stop", "trail_pct": 2.5, "limit_price": null,
                  "client_order_id": "trail"},
                 {"at": "2004-08-20", "cancel": "a.b_c-1"},
                 {"at": "2004-08-20", "replace": "trail", "qty": 2}]
                """.utf8))
        let (symbol, id) = (try #require(Symbol("GOOG")), try #require(ClientOrderID("a.b_c-1")))
        var first = OrderRequest(
            id: id, symbol: symbol, side: .buy, quantity: try Quantity("7"))
        first.type = .stopLimit(stop: try Price("101.5"), limit: try Price("102"))
        first.timeInForce = .gtc
        first.protection = Protection(stopLoss: try Price("90"), takeProfit: try Price("120.25"))
        let unnamed = try #require(ClientOrderID("trail"))
        var second = OrderRequest(
            id: unnamed, symbol: symbol, side: .sell, quantity: try Quantity("1"))
        second.type = .trailingStop(.rate(Rate(billionths: 25_000_000)))
        let close = try #require(Timestamp("2004-08-19T20:00:00Z"))
        let next = try #require(Timestamp("2004-08-20T20:00:00Z"))
        #expect(
            file.actions == [
                ScriptedAction(at: close, .place(first)),
                ScriptedAction(
                    at: try #require(Timestamp("2004-08-19T19:00:00Z")), .place(second)),
                ScriptedAction(at: next, .cancel(id)),
                ScriptedAction(at: next, .replace(unnamed, .init(quantity: try Quantity("2")))),
            ])
    }

    private static func fields(_ text: String) throws -> FieldReader {
        guard case .object(let object) = try JSONReader.read(Array(text.utf8)) else {
            throw CocoaError(.coderInvalidValue)
        }
        return try FieldReader(object, known: OrdersFileEntry.known)
    }
}

import AlpacaWire
import Domain
import Testing

@Suite struct WireOrderTests {
    /// As Alpaca's documentation shows one, with fields that are not known here.
    static let text = """
        {"id":"61e69015-8549-4bfd-b9c3-01e75843f47d","client_order_id":"a b","created_at":
        "2025-01-02T14:30:00.123456789Z","updated_at":"2025-01-02T09:30:01-05:00","submitted_at":
        "2025-01-02T14:30:00.5Z","filled_at":null,"asset_class":"us_equity","symbol":"AAPL",
        "notional":null,"qty":2.5,"filled_qty":"1","filled_avg_price":"150.3333333333333",
        "order_class":"","order_type":"limit","type":"limit","side":"buy","time_in_force":"day",
        "limit_price":"150.25","status":"a_new_status","extended_hours":false,
        "legs":[{"id":"x","client_order_id":"y","symbol":"AAPL","type":"stop","side":"sell",
        "time_in_force":"day","status":"held","stop_price":140}],"new_field":{"deep":[1]}}
        """

    @Test func `an order is read with all its digits, whatever else it says`() throws {
        let order = try WireOrder(json: Array(Self.text.utf8))
        #expect(order.qty?.description == "2.5")
        #expect(order.filledAvgPrice?.description == "150.333333333")
        #expect(order.createdAt?.nanoseconds == 1_735_828_200_123_456_789)
        #expect(order.updatedAt == Timestamp("2025-01-02T14:30:01Z"))
        #expect(order.status.rawValue == "a_new_status" && !order.status.isFinal)
        #expect(order.legs?.first?.stopPrice?.description == "140")
        #expect(order.notional == nil && order.orderClass == nil)
    }

    @Test func `what is written is read as the same`() throws {
        let order = try WireOrder(json: Array(Self.text.utf8))
        #expect(try WireOrder(json: order.json) == order)
        #expect(try WireOrder(.messagePack(order.wire.messagePack)) == order)
    }

    @Test func `a missing name is a fault, a missing figure is none`() throws {
        #expect(throws: WireFault("id", "is required")) { try WireOrder(json: Array("{}".utf8)) }
        let least = try WireAccount(
            json: Array(
                #"{"id":"1","account_number":"2","status":"ACTIVE","cash":"1","equity":"-2.5"}"#
                    .utf8))
        #expect(least.buyingPower == nil && least.equity.description == "-2.5")
    }

    @Test func `a request says what is set and nothing else`() throws {
        var request = WireOrderRequest(
            symbol: "AAPL", side: .buy, type: .limit, timeInForce: .day)
        request.qty = try Quantity("0.000000001")
        request.limitPrice = try Price("189.47")
        let text = String(decoding: request.json, as: UTF8.self)
        #expect(
            text
                == #"{"extended_hours":false,"limit_price":"189.47","qty":"0.000000001","#
                + #""side":"buy","symbol":"AAPL","time_in_force":"day","type":"limit"}"#)
        #expect(try WireOrderRequest(json: request.json) == request)
    }

    @Test(arguments: ["1.0", "1e-09", "189.47", "\"2.5\""])
    func `a request's figures are numbers or strings`(_ figure: String) throws {
        let text =
            #"{"symbol":"A","side":"buy","type":"market","time_in_force":"day","qty":"#
            + figure + "}"
        #expect(try WireOrderRequest(json: Array(text.utf8)).qty != nil)
    }

    func quantity(_ figure: String) throws -> String? {
        let text =
            #"{"symbol":"A","side":"buy","type":"market","time_in_force":"day","qty":\#(figure)}"#
        return try WireOrderRequest(json: Array(text.utf8)).qty?.description
    }

    @Test(arguments: ["0.1234567891", "\"0.30000000000000004\"", "0.12345678901234567", "1e-10"])
    func `a request's figures are not rounded`(_ figure: String) {
        #expect(throws: WireFault.self) { try quantity(figure) }
    }

    @Test(arguments: [
        ("0.30000000000000004", "0.3"), ("0.7999999999999999", "0.8"),
        ("189.47000000000003", "189.47"), ("5.1999999999999997", "5.2"),
    ])
    func `the noise of binary fractions is no digit`(_ figure: String, _ quantity: String) throws {
        #expect(try self.quantity(figure) == quantity)
    }

    @Test(arguments: [
        ("insufficient buying power", WireError.Meaning.insufficientBuyingPower),
        (
            "insufficient qty available for order (requested: 5, available: 2)",
            .insufficientQuantity
        ),
        ("potential wash trade detected. use complex orders", .washTrade),
        ("new orders are rejected by user request", .suspended),
        ("client_order_id must be unique", .duplicateClientOrderID),
        ("insufficient day trading buying power", .insufficientBuyingPower),
        ("something new", .other),
    ])
    func `an error means what its message says`(_ message: String, _ meaning: WireError.Meaning) {
        #expect(WireError(code: 40_310_000, message: message).meaning == meaning)
    }
}

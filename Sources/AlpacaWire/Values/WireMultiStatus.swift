/// One entry of a 207 answer: what became of one order or one position.
public struct WireMultiStatus: WireRecord {
    /// The order's id, when orders were cancelled.
    public var id: String?
    /// The symbol, when positions were closed.
    public var symbol: String?
    /// The status that the call would have had on its own.
    public var status: Int64
    /// The closing order, or the error.
    public var body: WireValue?

    /// What became of an order.
    public init(id: String, status: Int64) {
        self.id = id
        self.status = status
    }

    /// What became of a position.
    public init(symbol: String, status: Int64, body: WireValue) {
        self.symbol = symbol
        self.status = status
        self.body = body
    }

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        id = fields.text("id")
        symbol = fields.text("symbol")
        guard let status = fields.integer("status") else {
            throw WireFault("status", "is required")
        }
        self.status = status
        body = fields.values["body"]
    }

    /// The object that travels.
    public var wire: WireValue {
        .filled([
            "id": .text(id), "symbol": .text(symbol), "status": .integer(status),
            "body": body ?? .null,
        ])
    }
}

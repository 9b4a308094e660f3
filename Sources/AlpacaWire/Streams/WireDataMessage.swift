/// One message of the market data socket; they travel in lists.
public enum WireDataMessage: Hashable, Sendable {
    /// `connected` or `authenticated`.
    case success(String)
    /// What went wrong, by its number.
    case error(code: Int64, message: String)
    /// All that the client is subscribed to.
    case subscription(WireDataTopics)
    /// A trade of a symbol.
    case trade(String, WireTrade)
    /// A quote of a symbol.
    case quote(String, WireQuote)
    /// A bar of a symbol.
    case bar(WireBarKind, String, WireBar)
    /// Something that is not known here.
    case unknown(WireValue)

    /// Reads one message.
    public init(_ value: WireValue) throws(WireFault) {
        let fields = try WireFields(value)
        let symbol = fields.text("S") ?? ""
        switch fields.text("T") {
        case "success": self = .success(fields.text("msg") ?? "")
        case "error":
            self = .error(code: fields.integer("code") ?? 0, message: fields.text("msg") ?? "")
        case "subscription": self = .subscription(try WireDataTopics(fields))
        case "t": self = .trade(symbol, try WireTrade(fields))
        case "q": self = .quote(symbol, try WireQuote(fields))
        case let type:
            guard let kind = WireBarKind(rawValue: type ?? "") else {
                self = .unknown(value)
                return
            }
            self = .bar(kind, symbol, try WireBar(fields))
        }
    }

    /// Reads all messages of a frame.
    public static func list(_ value: WireValue) throws(WireFault) -> [WireDataMessage] {
        guard case .list(let items) = value else { throw WireFault("body", "is no list") }
        var messages: [WireDataMessage] = []
        for item in items { messages.append(try WireDataMessage(item)) }
        return messages
    }

    /// The message that travels.
    public var wire: WireValue {
        switch self {
        case .success(let message):
            return .map(["T": .string("success"), "msg": .string(message)])
        case .error(let code, let message):
            return .map([
                "T": .string("error"), "code": .integer(code), "msg": .string(message),
            ])
        case .subscription(let topics): return Self.typed("subscription", topics.wire)
        case .trade(let symbol, let trade): return Self.typed("t", trade.wire, of: symbol)
        case .quote(let symbol, let quote): return Self.typed("q", quote.wire, of: symbol)
        case .bar(let kind, let symbol, let bar):
            return Self.typed(kind.rawValue, bar.wire, of: symbol)
        case .unknown(let value): return value
        }
    }

    private static func typed(
        _ type: String, _ value: WireValue, of symbol: String? = nil
    ) -> WireValue {
        guard case .map(var fields) = value else { return value }
        fields["T"] = .string(type)
        if let symbol { fields["S"] = .string(symbol) }
        return .map(fields)
    }
}

/// Which bar a message brings.
public enum WireBarKind: String, CaseIterable, Sendable {
    /// A minute.
    case minute = "b"
    /// A minute that late trades have changed.
    case updated = "u"
    /// The day so far.
    case daily = "d"
}

/// What a client of the market data socket wants, or has: symbols by topic, `*` for all.
public struct WireDataTopics: WireRecord {
    /// The topics by their names, in the order in which they are written.
    public static let names = [
        "trades", "quotes", "bars", "updatedBars", "dailyBars", "statuses", "lulds",
        "corrections", "cancelErrors",
    ]
    /// The symbols of each topic.
    public var symbols: [String: Set<String>] = [:]

    /// No topics.
    public init() {}

    /// Reads it from its fields.
    public init(_ fields: WireFields) throws(WireFault) {
        for name in Self.names where fields.has(name) {
            symbols[name] = Set(try fields.texts(name))
        }
    }

    /// The object that travels: the topics that have symbols.
    public var wire: WireValue {
        var fields: [String: WireValue] = [:]
        for name in Self.names {
            let list = (symbols[name] ?? []).sorted()
            if !list.isEmpty || ["trades", "quotes", "bars"].contains(name) {
                fields[name] = .list(list.map { .string($0) })
            }
        }
        return .map(fields)
    }

    /// Whether a topic of a symbol is wanted.
    public func include(_ topic: String, _ symbol: String) -> Bool {
        guard let symbols = symbols[topic] else { return false }
        return symbols.contains(symbol) || symbols.contains("*")
    }

    /// Adds topics.
    public mutating func add(_ others: WireDataTopics) {
        for (topic, more) in others.symbols { symbols[topic, default: []].formUnion(more) }
    }

    /// Takes topics away.
    public mutating func remove(_ others: WireDataTopics) {
        for (topic, fewer) in others.symbols { symbols[topic]?.subtract(fewer) }
    }
}

/// What a client says on the market data socket.
public enum WireDataCommand: Hashable, Sendable {
    /// Names its key.
    case authenticate(key: String, secret: String)
    /// Wants more topics.
    case subscribe(WireDataTopics)
    /// Wants fewer.
    case unsubscribe(WireDataTopics)
    /// Wants topics only that this feed does not have.
    case foreign([String])
    /// Something that is not known here.
    case unknown(String)

    /// Reads a command.
    public init(_ value: WireValue) throws(WireFault) {
        let fields = try WireFields(value)
        switch fields.text("action") {
        case "auth":
            self = .authenticate(
                key: fields.text("key") ?? "", secret: fields.text("secret") ?? "")
        case "subscribe":
            let topics = try WireDataTopics(fields)
            let others = fields.values.keys.filter { $0 != "action" }.sorted()
            let isForeign = topics.symbols.isEmpty && !others.isEmpty
            self = isForeign ? .foreign(others) : .subscribe(topics)
        case "unsubscribe": self = .unsubscribe(try WireDataTopics(fields))
        case let other: self = .unknown(other ?? "")
        }
    }

    /// The command that travels.
    public var wire: WireValue {
        switch self {
        case .authenticate(let key, let secret):
            return .map([
                "action": .string("auth"), "key": .string(key), "secret": .string(secret),
            ])
        case .subscribe(let topics): return Self.action("subscribe", topics)
        case .unsubscribe(let topics): return Self.action("unsubscribe", topics)
        case .foreign(let names):
            var fields = Dictionary(uniqueKeysWithValues: names.map { ($0, WireValue.list([])) })
            fields["action"] = .string("subscribe")
            return .map(fields)
        case .unknown(let action): return .map(["action": .string(action)])
        }
    }

    private static func action(_ name: String, _ topics: WireDataTopics) -> WireValue {
        guard case .map(var fields) = topics.wire else { return .null }
        fields["action"] = .string(name)
        return .map(fields)
    }
}

/// What a server says on `/stream`.
public enum WireTradingMessage: Hashable, Sendable {
    /// Whether the client may listen.
    case authorization(isAuthorized: Bool, action: String)
    /// The streams that the client listens to now.
    case listening([String])
    /// Something happened to an order.
    case tradeUpdate(WireTradeUpdate)
    /// The server gives up; the connection is closed after it.
    case error(String)
    /// Something that is not known here.
    case unknown(WireValue)

    /// Reads a message, from JSON or MessagePack.
    public init(_ value: WireValue) throws(WireFault) {
        let fields = try WireFields(value)
        let data = try fields.fields("data") ?? WireFields(values: [:])
        switch fields.text("stream") ?? fields.text("action") {
        case "authorization":
            self = .authorization(
                isAuthorized: data.text("status") == "authorized", action: data.text("action") ?? ""
            )
        case "listening": self = .listening(try data.texts("streams"))
        case "trade_updates": self = .tradeUpdate(try WireTradeUpdate(data))
        case "error": self = .error(data.text("error_message") ?? "")
        default: self = .unknown(value)
        }
    }

    /// The message that travels.
    public var wire: WireValue {
        switch self {
        case .authorization(let isAuthorized, let action):
            let status = isAuthorized ? "authorized" : "unauthorized"
            return Self.stream(
                "authorization", .map(["status": .string(status), "action": .string(action)]))
        case .listening(let streams):
            return Self.stream(
                "listening", .map(["streams": .list(streams.map { .string($0) })]))
        case .tradeUpdate(let update): return Self.stream("trade_updates", update.wire)
        case .error(let message):
            return .map([
                "action": .string("error"), "data": .map(["error_message": .string(message)]),
            ])
        case .unknown(let value): return value
        }
    }

    private static func stream(_ name: String, _ data: WireValue) -> WireValue {
        .map(["stream": .string(name), "data": data])
    }
}

/// What a client says on `/stream`.
public enum WireTradingCommand: Hashable, Sendable {
    /// Names its key.
    case authenticate(key: String, secret: String)
    /// Listens to these streams and no others.
    case listen([String])
    /// Something that is not known here.
    case unknown(String)

    /// Reads a command; both forms of authentication, the client's and the documentation's.
    public init(_ value: WireValue) throws(WireFault) {
        let fields = try WireFields(value)
        let data = try fields.fields("data") ?? WireFields(values: [:])
        switch fields.text("action") {
        case "authenticate", "auth":
            self = .authenticate(
                key: data.text("key_id") ?? fields.text("key") ?? "",
                secret: data.text("secret_key") ?? fields.text("secret") ?? "")
        case "listen": self = .listen(try data.texts("streams"))
        case let other: self = .unknown(other ?? "")
        }
    }

    /// The command that travels.
    public var wire: WireValue {
        switch self {
        case .authenticate(let key, let secret):
            .map([
                "action": .string("authenticate"),
                "data": .map(["key_id": .string(key), "secret_key": .string(secret)]),
            ])
        case .listen(let streams):
            .map([
                "action": .string("listen"),
                "data": .map(["streams": .list(streams.map { .string($0) })]),
            ])
        case .unknown(let action): .map(["action": .string(action)])
        }
    }
}

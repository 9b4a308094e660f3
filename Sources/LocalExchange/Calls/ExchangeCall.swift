public import AlpacaWire

/// What a client asks over HTTP, without the socket: so that it can be asked in one process too.
public struct ExchangeCall: Sendable {
    /// `GET`, `POST`, `PATCH`, `PUT` or `DELETE`.
    public var method: String
    /// The path with its query, as it was sent: `/v2/orders?status=all`.
    public var target: String
    /// The key, from its header.
    public var key: String?
    /// The secret, from its header.
    public var secret: String?
    /// The body.
    public var body: [UInt8]

    /// A call of these parts.
    public init(
        method: String, target: String, key: String?, secret: String?, body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.key = key
        self.secret = secret
        self.body = body
    }
}

/// What a client is answered with.
public struct ExchangeAnswer: Hashable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// The body; empty for 204.
    public var body: [UInt8]
    /// The header's fields besides those of every answer.
    public var fields: [String: String] = [:]

    /// An answer with a value as its body.
    public init(_ status: Int, _ body: WireValue?) {
        self.status = status
        self.body = body?.json ?? []
    }

    init(_ refusal: ExchangeRefusal) { self.init(refusal.status, refusal.error.wire) }
}

/// What becomes of a call.
public struct ExchangeOutcome: Hashable, Sendable {
    /// What to answer; nil where the connection is lost before an answer.
    public var answer: ExchangeAnswer?
    /// How long to wait before.
    public var delayMilliseconds: Int64 = 0
}

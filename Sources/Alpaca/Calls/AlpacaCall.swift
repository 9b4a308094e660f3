/// Which of Alpaca's hosts is asked.
public enum AlpacaHost: String, CaseIterable, Sendable {
    /// Orders, positions, the account.
    case trading
    /// Prices.
    case data
}

/// A call as it travels, without the key: whoever carries it adds that.
public struct AlpacaCall: Hashable, Sendable {
    /// Whom it goes to.
    public var host: AlpacaHost
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    public var method: String
    /// The path with its query: `/v2/orders?status=all`.
    public var target: String
    /// The body; empty for none.
    public var body: [UInt8]

    /// A call of these parts.
    public init(
        _ method: String, _ target: String, host: AlpacaHost = .trading, body: [UInt8] = []
    ) {
        self.host = host
        self.method = method
        self.target = target
        self.body = body
    }

    /// Whether it only reads: carried out twice, it does no harm.
    public var isRead: Bool { method == "GET" }
}

/// What came back.
public struct AlpacaReply: Hashable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// The body.
    public var body: [UInt8]
    /// The header's fields by lower-case names, as far as they are of use.
    public var fields: [String: String]

    /// A reply of these parts.
    public init(status: Int, body: [UInt8] = [], fields: [String: String] = [:]) {
        self.status = status
        self.body = body
        self.fields = fields
    }
}

/// Why nothing came back. The cases differ in what may have happened.
public enum TransportFault: Error, Hashable, Sendable {
    /// No connection came about: nobody has seen the call.
    case neverSent(String)
    /// It was on its way: it may have been carried out.
    case lost(String)
}

/// What carries calls to Alpaca: sockets in earnest, a script or an exchange in this process in
/// tests.
public protocol AlpacaTransport: Sendable {
    /// Carries a call there and its answer back, whatever its status.
    func send(_ call: AlpacaCall) async throws(TransportFault) -> AlpacaReply
}

/// Time as Alpaca's client takes it.
public struct AlpacaTime: Sendable {
    /// The clock on the wall.
    public var now: @Sendable () -> Int64
    /// Waits so many nanoseconds, or until the task is cancelled.
    public var sleep: @Sendable (Int64) async -> Void

    /// A clock, in nanoseconds since 1970, and how it waits.
    public init(
        now: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (Int64) async -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }
}

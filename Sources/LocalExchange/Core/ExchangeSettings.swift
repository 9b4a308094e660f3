public import Domain

/// What an exchange is made with.
public struct ExchangeSettings: Sendable {
    /// The key that clients name.
    public var key = "test-key"
    /// The secret that goes with it.
    public var secret = "test-secret"
    /// What the account begins with.
    public var cash = Money(nanos: 100_000_000_000_000)
    /// How much of equity may be used: 1 for a cash account, 2 on margin.
    public var multiplier: Int64 = 2
    /// Whether the session is held open, day and night.
    public var isAlwaysOpen = true
    /// Requests a minute, counted apart for trading and for data; nil without bound.
    public var requestsPerMinute: Int? = 200
    /// How many trades and quotes one client of the data socket may have; nil without bound.
    public var dataSymbolsMax: Int?
    /// How many clients of the data socket there may be at once; nil without bound.
    public var dataConnectionsMax: Int?
    /// How far from the last price a limit may be, as a part of it; nil for any distance.
    public var limitDistanceMax: Rate?
    /// Lets a tenth of all fills come in parts, as Alpaca's paper side does; nil for none.
    public var partialFillSeed: UInt64?
    /// Makes it a hostile broker; nil for a friendly one.
    public var faultSeed: UInt64?

    /// The settings of a friendly exchange that is always open.
    public init() {}

    /// What the account's number and all ids are made from.
    var idKey: UInt64 { HashedNames.key(of: "exchange " + key) }
    /// The account's id.
    var accountID: String { HashedNames.uuid(HashedNames.key(of: "account " + key), 0) }
    /// The account's number, which the key alone decides.
    var accountNumber: String {
        "PA" + String(HashedNames.key(of: "number " + key) % 1_000_000_000 + 1_000_000_000)
    }
}

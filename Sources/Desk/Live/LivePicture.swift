public import Brokers
public import Domain

/// What only a live mode has, beside broker and prices.
public struct LiveParts: Sendable {
    /// The limits of its orders.
    public let limits: LiveLimits
    /// How books and broker stand to each other; nil for a broker that compares nothing.
    public let standing: (@Sendable () -> LiveStanding)?
    /// Asks for a symbol's prices from now on.
    public var watch: @Sendable (Symbol) -> Void

    /// Live parts.
    public init(
        limits: LiveLimits, standing: (@Sendable () -> LiveStanding)? = nil,
        watch: @escaping @Sendable (Symbol) -> Void = { _ in }
    ) {
        self.limits = limits
        self.standing = standing
        self.watch = watch
    }
}

/// What the checks of a live order look at besides.
public struct LivePicture: Sendable {
    let limits: LiveLimits
    let standing: LiveStanding?
    let tally: OrderTally
    let now: Timestamp
    /// The start of the New York day.
    let dayStart: Timestamp
    /// What the day has brought so far; nil where that cannot be known.
    let dayProfit: Money?
}

public import Domain

/// What a strategy holds of its symbol.
public struct Holding: Hashable, Sendable {
    /// Owned or owed.
    public var side: PositionSide
    /// The shares.
    public var quantity: Quantity
    /// The number of the bar on which the entry first filled.
    public var entryBar: Int
    /// The price of the entry, in shares of today.
    public var entryPrice: Price
    /// The stop now in force.
    public var stop: Price?
    /// The target now in force.
    public var target: Price?
    /// The regime that the entry was decided in, where the strategy told one.
    public var regime: MarketRegime?

    /// A holding without stop, target and regime.
    @inlinable
    public init(side: PositionSide, quantity: Quantity, entryBar: Int, entryPrice: Price) {
        self.side = side
        self.quantity = quantity
        self.entryBar = entryBar
        self.entryPrice = entryPrice
    }
}

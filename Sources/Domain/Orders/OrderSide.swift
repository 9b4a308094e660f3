/// Which way an order trades.
public enum OrderSide: String, CaseIterable, Sendable {
    /// Takes shares for cash.
    case buy
    /// Gives shares for cash.
    case sell

    /// The other side.
    @inlinable public var opposite: OrderSide { self == .buy ? .sell : .buy }
}

/// Whether shares are owned or owed. The raw values are those of the tables.
public enum PositionSide: Int, CaseIterable, Sendable {
    /// Shares are owned.
    case long = 0
    /// Shares are owed.
    case short = 1

    /// The side of the orders that open such a position.
    @inlinable public var opening: OrderSide { self == .long ? .buy : .sell }

    /// The side of the orders that close such a position.
    @inlinable public var closing: OrderSide { opening.opposite }

    /// `long` or `short`.
    public var name: String { self == .long ? "long" : "short" }
}

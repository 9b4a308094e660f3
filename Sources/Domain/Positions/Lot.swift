/// What one entry order has filled and no exit has taken yet.
public struct Lot: Hashable, Sendable {
    /// The entry order's name.
    public var id: ClientOrderID
    /// What is held.
    public var symbol: Symbol
    /// Owned or owed.
    public var side: PositionSide
    /// Who opened it.
    public var strategy: StrategyName
    /// Shares still open.
    public var quantity: Quantity
    /// The exact value of the open shares when they were filled.
    public var entryValue: Money
    /// The entry fees of the open shares.
    public var entryFees: Money
    /// The entry slippage of the open shares.
    public var entrySlippage: Money
    /// Market time of the first fill.
    public var openedAt: Timestamp

    /// A lot of these parts.
    public init(
        id: ClientOrderID, symbol: Symbol, side: PositionSide, strategy: StrategyName,
        quantity: Quantity, entryValue: Money, entryFees: Money, entrySlippage: Money,
        openedAt: Timestamp
    ) {
        self.id = id
        self.symbol = symbol
        self.side = side
        self.strategy = strategy
        self.quantity = quantity
        self.entryValue = entryValue
        self.entryFees = entryFees
        self.entrySlippage = entrySlippage
        self.openedAt = openedAt
    }

    /// The average entry price, half-even to a nanodollar.
    public var entryPrice: Price {
        get throws(AmountOutOfRange) { try entryValue.price(per: quantity, rounding: .halfEven) }
    }
}

/// A lot, or the part of one, that one exit took.
public struct LotClosing: Hashable, Sendable {
    /// The lot's entry order.
    public var lot: ClientOrderID
    /// Owned or owed.
    public var side: PositionSide
    /// The shares taken.
    public var quantity: Quantity
    /// Their value at entry.
    public var entryValue: Money
    /// Their value at exit.
    public var exitValue: Money
    /// Their fees, of entry and exit.
    public var fees: Money
    /// Their slippage, of entry and exit.
    public var slippage: Money
    /// Whether the lot is gone with it.
    public var isWhole: Bool

    /// Profit or loss, net of the fees of both sides.
    public var realized: Money {
        get throws(AmountOutOfRange) {
            let gross =
                side == .long ? try exitValue - entryValue : try entryValue - exitValue
            return try gross - fees
        }
    }
}

/// Why a fill or split cannot be booked on the lots.
public enum LotFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// An exit for more shares than its lots hold.
    case notEnoughShares(symbol: Symbol, asked: Quantity, held: Quantity)
    /// A lot on the one side while lots of the other side are open.
    case bothSides(symbol: Symbol)
    /// An amount left its range.
    case outOfRange(AmountOutOfRange)

    /// What does not fit.
    public var description: String {
        switch self {
        case .notEnoughShares(let symbol, let asked, let held):
            "\(asked) shares of \(symbol) cannot be closed: there are \(held)"
        case .bothSides(let symbol): "\(symbol) cannot be long and short at once"
        case .outOfRange(let error): error.description
        }
    }
}

/// What one entry order has filled and no exit has taken yet.
///
/// Generic over how orders and strategies are named: the books use their names (`Lot`), the
/// matching engine plain numbers, and both the same arithmetic.
public struct OpenLot<Order: Hashable & Sendable, Strategy: Hashable & Sendable>: Hashable, Sendable
{
    /// The entry order.
    public var id: Order
    /// Owned or owed.
    public var side: PositionSide
    /// Who opened it.
    public var strategy: Strategy
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
    @inlinable
    public init(
        id: Order, side: PositionSide, strategy: Strategy, quantity: Quantity, entryValue: Money,
        entryFees: Money, entrySlippage: Money, openedAt: Timestamp
    ) {
        self.id = id
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

/// A lot by its names.
public typealias Lot = OpenLot<ClientOrderID, StrategyName>

/// The lots that a closing order may take from.
public enum LotScope<Order: Hashable & Sendable, Strategy: Hashable & Sendable>: Hashable, Sendable
{
    /// All lots of the symbol: an order by hand.
    case all
    /// The lots that this strategy opened.
    case strategy(Strategy)
    /// One lot, by the order that opened it.
    case lot(Order)

    /// Whether the order may take from this lot.
    @inlinable
    public func includes(_ lot: OpenLot<Order, Strategy>) -> Bool {
        switch self {
        case .all: true
        case .strategy(let strategy): lot.strategy == strategy
        case .lot(let id): lot.id == id
        }
    }
}

/// The lots that a closing order may take from, by their names.
public typealias LotSelection = LotScope<ClientOrderID, StrategyName>

/// A lot, or the part of one, that one exit took.
public struct ClosedLot<Order: Hashable & Sendable>: Hashable, Sendable {
    /// The lot's entry order.
    public var lot: Order
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

    @inlinable
    init(
        lot: Order, side: PositionSide, quantity: Quantity, entryValue: Money, exitValue: Money,
        fees: Money, slippage: Money, isWhole: Bool
    ) {
        self.lot = lot
        self.side = side
        self.quantity = quantity
        self.entryValue = entryValue
        self.exitValue = exitValue
        self.fees = fees
        self.slippage = slippage
        self.isWhole = isWhole
    }

    /// Profit or loss, net of the fees of both sides.
    @inlinable public var realized: Money {
        get throws(AmountOutOfRange) {
            let gross =
                side == .long ? try exitValue - entryValue : try entryValue - exitValue
            return try gross - fees
        }
    }
}

/// A closing by its lot's name.
public typealias LotClosing = ClosedLot<ClientOrderID>

public import Domain
public import Strategies

/// What ended a trade.
public enum ExitCause: String, CaseIterable, Sendable {
    /// The strategy asked for it.
    case signal
    /// The stop.
    case stop
    /// The target.
    case target
    /// A split left a fraction, which was paid out.
    case action
}

/// A lot, or the part of one, from entry to exit: plain numbers, so that a run may keep a million.
public struct BacktestTrade: Sendable {
    /// The place of its symbol in the data.
    public var lane: Int
    /// Owned or owed.
    public var side: PositionSide
    /// The shares, as they were at the exit.
    public var quantity: Quantity
    /// The number of the bar on which the entry first filled.
    public var entryBar: Int
    /// What a share cost, in shares as they were at the exit.
    public var entryPrice: Price
    /// Why it was entered.
    public var entryReason: Reason
    /// The number of the bar on which the exit filled.
    public var exitBar: Int
    /// What a share brought.
    public var exitPrice: Price
    /// What ended it.
    public var cause: ExitCause
    /// Why the strategy left; nil where it did not.
    public var exitReason: Reason?
    /// The last stop in force.
    public var stop: Price?
    /// The last target in force.
    public var target: Price?
    /// The regime that the entry was decided in.
    public var regime: MarketRegime?
    /// The value of the shares at entry.
    public var entryValue: Money
    /// The value of the shares at exit.
    public var exitValue: Money
    /// Fees of both sides.
    public var fees: Money
    /// What the cost model worsened both prices by, in dollars.
    public var slippage: Money
    /// Profit or loss, net of fees.
    public var profit: Money
    /// The points of the equity curve at which it was entered and left.
    public var points: ClosedRange<Int>

    /// Profit over the value at entry.
    public var returnFraction: Double {
        entryValue > .zero ? profit.approximate / entryValue.approximate : 0
    }
}

/// A position that was open after the last bar.
public struct BacktestHolding: Sendable {
    /// The place of its symbol in the data.
    public var lane: Int
    /// What is held.
    public var holding: Holding
    /// Why it was entered.
    public var reason: Reason
    /// The value of the open shares at entry.
    public var entryValue: Money
    /// Their value at the last close.
    public var value: Money
    /// Where the equity curve was when it was entered.
    public var entryPoint: Int

    /// Profit or loss at the last close, before fees.
    public var unrealized: Money {
        get throws(AmountOutOfRange) {
            holding.side == .long ? try value - entryValue : try entryValue - value
        }
    }
}

public import Brokers
public import Domain
import Storage

/// An account in short. What cannot be known is nil.
public struct AccountSummary: Hashable, Sendable {
    /// Whose.
    public let mode: TradingMode
    /// Cash, positions and what else the broker holds; nil where a position has no price.
    public let equity: Money?
    /// The cash.
    public let cash: Money
    /// Cash that entries may bind.
    public let buyingPower: Money
    /// The positions at their last prices.
    public let positionsValue: Money?
    /// What the broker holds besides, by its own prices: options, crypto. Nothing in paper.
    public let outsideValue: Money
    /// What the positions would win or lose at their last prices, before fees.
    public let unrealized: Money?
    /// What was won or lost on closed trades, net of fees.
    public let realized: Money
    /// What the account was worth when its day began.
    public let dayStart: Money?
    /// What was paid in and out since then.
    public let dayDeposits: Money
    /// Market time.
    public let asOf: Timestamp

    /// What the day has brought so far.
    public var dayProfit: Money? {
        guard let equity, let dayStart else { return nil }
        return try? equity - dayStart - dayDeposits
    }
}

extension OrderDesk {
    /// What the account is worth now.
    public func account() -> AccountSummary {
        var (value, cost): (Money?, Money?) = (.zero, .zero)
        for symbol in book.heldSymbols {
            let worth = self.worth(of: symbol)
            value = Self.sum(value, worth?.value)
            cost = Self.sum(cost, worth?.cost)
        }
        let outside = standing?.foreignValue ?? .zero
        let unrealized = value.flatMap { value in cost.flatMap { try? value - $0 } }
        return AccountSummary(
            mode: mode, equity: Self.sum(Self.sum(value, book.cash), outside), cash: book.cash,
            buyingPower: book.buyingPower(besides: reservedCash), positionsValue: value,
            outsideValue: outside, unrealized: unrealized, realized: book.realized,
            dayStart: book.dayStart?.equity,
            dayDeposits: book.dayDeposits, asOf: surroundings.marketNow())
    }

    /// How books and broker stand to each other; nil in paper, where they are one.
    public var standing: LiveStanding? { live?.standing?() }

    /// The last price of a symbol: the board's, or the one that was written down last.
    public func lastPrice(of symbol: Symbol) -> Price? {
        board.last(of: symbol) ?? book.marks[symbol]?.price
    }

    /// The signed value of what is held at its last price, and what it cost.
    private func worth(of symbol: Symbol) -> (value: Money, cost: Money)? {
        let lots = book.lots(of: symbol)
        guard let price = lastPrice(of: symbol), let quantity = try? lots.quantity(in: .all),
            let value = try? price.cost(of: quantity, rounding: .halfEven)
        else { return nil }
        let cost = lots.lots.reduce(Money?.some(.zero)) { Self.sum($0, $1.entryValue) }
        guard let cost else { return nil }
        guard lots.side == .short else { return (value, cost) }
        guard let owed = try? -value, let proceeds = try? -cost else { return nil }
        return (owed, proceeds)
    }

    private static func sum(_ left: Money?, _ right: Money?) -> Money? {
        guard let left, let right else { return nil }
        return try? left + right
    }
}

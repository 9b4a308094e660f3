public import Domain

/// What all instruments of an engine share: its rules, its cash and the numbers of its orders.
@usableFromInline
struct Account: Sendable {
    @usableFromInline var rules: EngineRules
    /// Closing a short at a loss or paying a dividend on one can carry it below zero.
    @usableFromInline var cash: Money
    var nextAge: UInt64 = 0

    /// The number of a new order.
    mutating func nextKey(in index: Int) -> OrderKey {
        defer { nextAge += 1 }
        return OrderKey(age: nextAge, index: index)
    }

    /// When an order that is accepted now may fill.
    func times(from time: Timestamp) -> OrderTimes {
        let latency = rules.costs.latencyNanoseconds
        return OrderTimes(
            accepted: time,
            eligible: latency == 0 ? time : time.advanced(byNanoseconds: latency))
    }

    // Mutating, so that they work in place: a copy of the rules is as long as all else of a fill.

    /// The units that a sum of money buys at a price, fees included.
    @inline(__always)
    mutating func affordable(
        _ money: Money, at price: Price, side: OrderSide
    ) throws(AmountOutOfRange) -> Quantity {
        guard rules.unit.billionths == Quantity.oneShare, rules.costs.fees.isNothing(for: side)
        else { return try rules.affordable(money, at: price, side: side) }
        return money > .zero ? try Quantity(shares: money.nanos / price.nanos) : .zero
    }

    /// The fee of one fill.
    @inline(__always)
    mutating func fee(
        side: OrderSide, quantity: Quantity, value: Money
    ) throws(AmountOutOfRange) -> Money {
        guard !rules.costs.fees.isNothing(for: side) else { return .zero }
        return try rules.costs.fees.fee(side: side, quantity: quantity, value: value)
    }

    /// Cash that may open positions: all of it, less the proceeds of shorts and as much again to
    /// buy them back with.
    ///
    /// - Parameter owed: the value of all shorts, at most 0.
    func freeCash(owed: Int128) throws(AmountOutOfRange) -> Money {
        try Money(narrowing: Int128(cash.nanos) + 2 * owed)
    }
}

/// When an order was accepted, and from when on it may fill.
struct OrderTimes {
    let accepted: Timestamp
    let eligible: Timestamp
}

public import Domain

/// What a price event needs of a symbol when no order is concerned: numbers only, so that a bar
/// costs a few comparisons.
@usableFromInline
struct Gauge: Sendable {
    /// A bar whose low is at or below this may concern an order; never below 0, so that a bar with
    /// an impossible price is looked at too.
    @usableFromInline var wakeBelow: Int64 = 0
    /// A bar whose high is at or above this may concern an order.
    @usableFromInline var wakeAbove = Int64.max
    /// The last price, nanodollars; 0 before there is one.
    @usableFromInline var last: Int64 = 0
    /// Signed whole shares held.
    @usableFromInline var shares: Int64 = 0
    /// Signed billionths of a share held besides.
    @usableFromInline var fraction: Int64 = 0
    /// What the holding is worth while it is on the shelf.
    @usableFromInline var shelvedValue: Int128 = 0
    /// Whether the session has opened and its first price has not come; every bar counts then.
    var awaitsPrice: Bool

    /// Whether a bar with these prices concerns no order.
    @inlinable
    func isUnconcerned(low: Price, high: Price, close: Price) -> Bool {
        low.nanos > wakeBelow && high.nanos < wakeAbove && close >= low
    }

    /// Takes the close of a bar that concerns no order.
    ///
    /// - Returns: false, and nothing is taken, where the bar may concern an order.
    @inlinable
    mutating func passes(_ bar: Bar) -> Bool {
        guard isUnconcerned(low: bar.low, high: bar.high, close: bar.close) else { return false }
        last = bar.close.nanos
        return true
    }

    /// Whether any shares are held.
    @inlinable var isHeld: Bool { shares | fraction != 0 }

    /// Notes what the holding is worth at the last price.
    mutating func shelve() { shelvedValue = Gauge.value(of: shares, and: fraction, at: last) }

    init(awaitsPrice: Bool = false) {
        self.awaitsPrice = awaitsPrice
        if awaitsPrice { wakeBelow = .max }
    }

    /// The signed value of whole shares and billionths at a price, half-even to a nanodollar. It
    /// cannot overflow, and neither can the sum of as many as there are symbols.
    @inlinable
    static func value(of shares: Int64, and fraction: Int64, at price: Int64) -> Int128 {
        let (whole, isTooLarge) = price.multipliedReportingOverflow(by: shares)
        guard fraction == 0, !isTooLarge else {
            return exactValue(of: shares, and: fraction, at: price)
        }
        return Int128(whole)
    }

    @usableFromInline
    static func exactValue(of shares: Int64, and fraction: Int64, at price: Int64) -> Int128 {
        let held = Int128(shares) * Int128(Quantity.oneShare) + Int128(fraction)
        return Rounding.halfEven.divide(Int128(price) * held, by: Int128(Quantity.oneShare))
    }

    /// Without orders no bar counts, but for the first price of a session.
    mutating func sleep() {
        wakeBelow = awaitsPrice ? .max : 0
        wakeAbove = .max
    }

    /// Also wakes at the prices of one more order.
    mutating func wake(for wake: (below: Int64, above: Int64)) {
        wakeBelow = max(wakeBelow, wake.below)
        wakeAbove = min(wakeAbove, wake.above)
    }

    /// Takes what the lots hold now.
    mutating func hold(_ lots: Lots<OrderKey, StrategyKey>) {
        (shares, fraction) = (0, 0)
        let sign: Int64 = lots.side == .short ? -1 : 1
        for index in lots.lots.indices {
            let quantity = lots.lots[index].quantity
            shares += sign * quantity.wholeShares
            fraction += sign * (quantity.billionths % Quantity.oneShare)
        }
    }
}

/// The gauges of all instruments, the one last used in front.
///
/// A series of bars of one symbol then changes plain fields; changing an element of an array costs
/// as much as all else that such a bar needs.
@usableFromInline
struct GaugeShelf: Sendable {
    /// The gauge of the instrument in front; its place on the shelf is out of date.
    @usableFromInline var front = Gauge()
    @usableFromInline var frontIndex = 0
    /// The value of all instruments but the one in front.
    @usableFromInline var restValue: Int128 = 0
    /// Whether the one in front is all that is held, in whole shares.
    @usableFromInline var isPlain = true
    @usableFromInline var shelf: [Gauge] = []

    var indices: Range<Int> { shelf.indices }

    /// Reading leaves what is in front; changing brings the instrument there.
    subscript(index: Int) -> Gauge {
        get { index == frontIndex ? front : shelf[index] }
        _modify {
            bring(index)
            yield &front
        }
    }

    /// The signed value of what is held of one instrument at its last price.
    func value(of index: Int) -> Int128 {
        let gauge = self[index]
        return Gauge.value(of: gauge.shares, and: gauge.fraction, at: gauge.last)
    }

    mutating func append(_ gauge: Gauge) {
        shelf.append(gauge)
        if shelf.count == 1 { front = gauge }
    }

    /// Takes the close of a bar that concerns no order; one on the shelf stays there.
    ///
    /// - Returns: false, and nothing is taken, where the bar may concern an order.
    @inlinable
    mutating func passes(_ bar: Bar, of index: Int) -> Bool {
        if index == frontIndex { return front.passes(bar) }
        guard shelf[index].passes(bar) else { return false }
        if shelf[index].isHeld { revalue(index) }
        return true
    }

    /// Takes the new price of a holding on the shelf into the value of the rest.
    @usableFromInline
    mutating func revalue(_ index: Int) {
        restValue -= shelf[index].shelvedValue
        shelf[index].shelve()
        restValue += shelf[index].shelvedValue
        isPlain = restValue == 0 && front.fraction == 0
    }

    /// Puts an instrument in front.
    @inlinable
    mutating func bring(_ index: Int) {
        if index != frontIndex { exchange(index) }
    }

    @usableFromInline
    mutating func exchange(_ index: Int) {
        front.shelve()
        restValue += front.shelvedValue
        shelf[frontIndex] = front
        front = shelf[index]
        restValue -= front.shelvedValue
        frontIndex = index
        isPlain = restValue == 0 && front.fraction == 0
    }

    /// Takes what the lots of the instrument in front hold now.
    mutating func hold(_ lots: Lots<OrderKey, StrategyKey>) {
        front.hold(lots)
        isPlain = restValue == 0 && front.fraction == 0
    }
}

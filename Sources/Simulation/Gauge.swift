import Domain

/// What a price event needs of a symbol when no order is concerned: numbers only, so that a bar
/// costs a few comparisons and one multiplication.
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
    /// Signed value of what is held at the last price, nanodollars.
    @usableFromInline var value: Int64 = 0
    /// Whether the session has opened and its first price has not come; every bar counts then.
    var awaitsPrice: Bool

    init(awaitsPrice: Bool = false) {
        self.awaitsPrice = awaitsPrice
        if awaitsPrice { wakeBelow = .max }
    }

    /// Takes a new last price.
    ///
    /// - Returns: by how much the value changed; nil where that takes more than plain integers.
    @inlinable
    mutating func mark(at price: Int64) -> Int64? {
        last = price
        let (value, isTooLarge) = price.multipliedReportingOverflow(by: shares)
        let (change, isTooFar) = value.subtractingReportingOverflow(self.value)
        guard fraction == 0, !isTooLarge, !isTooFar else { return nil }
        self.value = value
        return change
    }

    /// The signed value of what is held at the last price.
    func exactValue() throws(AmountOutOfRange) -> Int64 {
        let held = Int128(shares) * Int128(Quantity.oneShare) + Int128(fraction)
        let exact = Rounding.halfEven.divide(Int128(last) * held, by: Int128(Quantity.oneShare))
        return try Money(narrowing: exact).nanos
    }

    /// Takes what the lots hold now.
    mutating func hold(_ lots: LotBook) {
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
    private var shelf: [Gauge] = []

    var indices: Range<Int> { shelf.indices }

    /// Reading leaves what is in front; changing brings the instrument there.
    subscript(index: Int) -> Gauge {
        get { index == frontIndex ? front : shelf[index] }
        _modify {
            bring(index)
            yield &front
        }
    }

    mutating func append(_ gauge: Gauge) {
        shelf.append(gauge)
        if shelf.count == 1 { front = gauge }
    }

    /// Puts an instrument in front.
    @inlinable
    mutating func bring(_ index: Int) {
        if index != frontIndex { exchange(index) }
    }

    @usableFromInline
    mutating func exchange(_ index: Int) {
        shelf[frontIndex] = front
        front = shelf[index]
        frontIndex = index
    }
}

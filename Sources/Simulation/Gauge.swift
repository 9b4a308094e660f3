public import Domain

/// What a price event needs of a symbol when no order is concerned: numbers only, so that a bar
/// costs a few comparisons and one multiplication.
@usableFromInline
struct Gauge: Sendable {
    /// A bar whose low is at or below this may concern an order.
    @usableFromInline var wakeBelow = Int64.min
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
    /// Whether a price came since the session opened.
    @usableFromInline var isPricedInSession = false

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
        for lot in lots.lots {
            shares += sign * lot.quantity.wholeShares
            fraction += sign * (lot.quantity.billionths % Quantity.oneShare)
        }
    }
}

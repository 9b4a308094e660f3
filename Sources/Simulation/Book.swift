public import Domain

/// One symbol in the engine: its lots, its working orders and its last price.
@usableFromInline
struct Book: Hashable, Sendable {
    let symbol: Symbol
    var lots = LotBook()
    /// Oldest first.
    var working: [WorkingOrder] = []
    /// The last price seen.
    @usableFromInline var last: Price?
    /// Signed billionths of a share held.
    @usableFromInline var held: Int64 = 0
    /// Signed value of the lots at the last price, nanodollars; wider than `Money`, since a price
    /// can carry a holding out of range without anybody trading.
    @usableFromInline var value: Int128 = 0
    /// A bar whose low is at or below this may concern an order.
    @usableFromInline var wakeBelow = Int64.min
    /// A bar whose high is at or above this may concern an order.
    @usableFromInline var wakeAbove = Int64.max
    /// Whether a price came since the session opened.
    @usableFromInline var isPricedInSession = false

    init(symbol: Symbol) { self.symbol = symbol }

    /// Takes a new last price; returns by how much the holding's value changed.
    @inlinable
    mutating func mark(_ price: Price) -> Int128 {
        last = price
        guard held != 0 else { return 0 }
        let (shares, fraction) = held.quotientAndRemainder(dividingBy: Quantity.oneShare)
        let (product, overflow) = price.nanos.multipliedReportingOverflow(by: shares)
        let exact: Int128 =
            fraction == 0 && !overflow
            ? Int128(product)
            : Rounding.halfEven.divide(Int128(price.nanos) * Int128(held), by: 1_000_000_000)
        let change = exact - value
        value = exact
        return change
    }

    /// Recomputes what is held after the lots changed; returns by how much its value changed.
    mutating func remark() -> Int128 {
        let sign: Int64 = lots.side == .short ? -1 : 1
        held = lots.lots.reduce(0) { $0 + sign * $1.quantity.billionths }
        let before = value
        value = 0
        guard let last else { return -before }
        return mark(last) - before
    }

    /// Recomputes which bars concern the working orders.
    mutating func rewake() {
        wakeBelow = .min
        wakeAbove = .max
        for order in working {
            let (below, above) = order.wake
            wakeBelow = max(wakeBelow, below)
            wakeAbove = min(wakeAbove, above)
        }
    }

    /// Where the order of this age stands.
    func index(ofAge age: UInt64) -> Int? { working.firstIndex { $0.age == age } }
}

extension WorkingOrder {
    /// The order may be concerned by a bar with a low at or below the first, or a high at or above
    /// the second.
    var wake: (below: Int64, above: Int64) {
        let always = (below: Int64.max, above: Int64.min)
        guard ticket.timeInForce != .cls else { return (.min, .max) }  // The closing looks itself.
        guard !isImmediate, ticket.timeInForce != .opg, ticket.timeInForce != .nextBar else {
            return always
        }
        let isBuy = ticket.side == .buy
        if isPlain {
            guard let limit else { return always }
            return isBuy ? (limit.nanos, .max) : (.min, limit.nanos)
        }
        guard let stop = terms.type.stop else { return always }  // A trailing stop sees every bar.
        return isBuy ? (.min, stop.nanos) : (stop.nanos, .max)
    }
}

import Domain

/// One instrument in the engine: its lots and its working orders.
struct SymbolBook: Sendable {
    var lots = Lots<OrderKey, StrategyKey>()
    var orders = RestingOrders()

    /// The working order at a place.
    subscript(place: Int) -> RestingOrder {
        @inline(__always) get { orders[place] }
        @inline(__always) _modify { yield &orders[place] }
    }

    // Mutating, so that they work in place: a copy would count references.

    /// Tells a gauge which bars concern the orders.
    mutating func wake(_ gauge: inout Gauge) {
        gauge.sleep()
        for place in orders.indices { gauge.wake(for: self[place].wake) }
    }

    /// Tells the gauge in front what is held.
    mutating func hold(_ gauges: inout GaugeShelf) { gauges.hold(lots) }

    /// Where the order of this number stands.
    func index(of key: OrderKey) -> Int? {
        let index = firstIndex(notBelow: key)
        return index < orders.count && orders[index].key == key ? index : nil
    }

    /// The first order that is not older; numbers ascend.
    func firstIndex(notBelow key: OrderKey) -> Int {
        var (low, high) = (0, orders.count)
        while low < high {
            let middle = (low + high) / 2
            if orders[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Takes an order out.
    @inline(__always)
    mutating func remove(_ place: Int) { orders.remove(at: place) }

    /// The shares that the order at this place may close.
    func held(for place: Int) throws(AmountOutOfRange) -> Quantity {
        try lots.quantity(in: orders[place].scope)
    }
}

/// One price event on its way through the orders of a symbol.
struct Turn {
    let moment: Moment
    var supply: Supply
    /// What is owed; nil where no shares may be.
    let shorts: Shorts?
}

/// What binds cash where shares may be owed.
struct Shorts {
    /// The value of the other instruments' shorts at their last prices, at most 0.
    let elsewhere: Int128
    /// The last price of this instrument before the event, nanodollars.
    let last: Int64
}

extension SymbolBook {
    /// Cash that may open positions now, where shares may be owed.
    mutating func freeCash(
        besides shorts: Shorts, _ account: inout Account
    ) throws(AmountOutOfRange) -> Money {
        var own = Gauge()
        own.hold(lots)
        let value = Gauge.value(of: own.shares, and: own.fraction, at: shorts.last)
        return try account.freeCash(owed: shorts.elsewhere + min(0, value))
    }
}

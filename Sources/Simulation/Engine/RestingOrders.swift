import Domain

/// The working orders of a symbol, oldest first.
///
/// A place that an order has left waits for the next one: nearly every order comes into an empty
/// list and leaves an empty one, and an array that shrinks would hand each order out once more.
struct RestingOrders: Sendable, RandomAccessCollection, MutableCollection {
    /// The orders, and behind them what is over.
    private var places: [RestingOrder] = []
    private(set) var endIndex = 0

    var startIndex: Int { 0 }

    subscript(place: Int) -> RestingOrder {
        @inline(__always) get {
            precondition(place < endIndex, "no order works at this place")
            return places[place]
        }
        @inline(__always) _modify {
            precondition(place < endIndex, "no order works at this place")
            yield &places[place]
        }
    }

    /// What a price event means for the order at a place, which is looked at where it stands.
    @inline(__always)
    mutating func touch(_ place: Int, at moment: Moment) throws(AmountOutOfRange) -> Touch {
        try Touch.of(&places[place], at: moment)
    }

    @inline(__always)
    mutating func append(_ order: RestingOrder) {
        if endIndex < places.count { places[endIndex] = order } else { places.append(order) }
        endIndex += 1
    }

    @inline(__always)
    mutating func remove(at place: Int) {
        precondition(place < endIndex, "no order works at this place")
        endIndex -= 1
        for next in place..<endIndex { places[next] = places[next + 1] }
    }
}

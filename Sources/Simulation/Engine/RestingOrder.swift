import Domain

/// An order in the engine that may still fill.
struct BookEntry: Sendable {
    /// What events look at.
    var resting: RestingOrder
    /// What was asked for.
    let asked: EngineOrder
    /// Market time of acceptance.
    let acceptedAt: Timestamp
}

/// What a price event needs of an order to tell whether it fills: small, since it is copied often.
struct RestingOrder: Sendable {
    let key: OrderKey
    /// The terms in force: size, prices, trigger.
    var terms: WorkingTerms
    /// Shares filled so far.
    var filled: Quantity
    /// The first market time at which it may fill.
    let eligibleAt: Timestamp
    let side: OrderSide
    let timeInForce: TimeInForce
    let isOpening: Bool
    /// Whether it guards a lot, and so shrinks and ends with it.
    let isLeg: Bool
    let extendedHours: Bool
    /// Whether the event under way has triggered it, and so is not offered to it again.
    var isSpent = false

    /// The shares still to fill; nil while the size is known only at the fill.
    var remaining: Quantity? {
        terms.quantity.map { Quantity(billionths: $0.billionths - filled.billionths) }
    }

    /// Whether it may fill only at once or not at all.
    var isImmediate: Bool { timeInForce == .ioc || timeInForce == .fok }

    /// The stop now in force, of orders that wait for one.
    func stop() throws(AmountOutOfRange) -> Price? {
        guard !terms.isTriggered else { return nil }
        if case .trailingStop(let trail) = terms.type {
            guard let best = terms.best else { return nil }
            return try trail.stop(behind: best, side: side)
        }
        return terms.type.stop
    }

    /// Market, limit, or a stop that has triggered and so became one of the two.
    var isPlain: Bool { terms.isTriggered || terms.type.isPlain }

    /// The limit it fills at or better, once it is plain.
    var limit: Price? { terms.type.limit }

    /// Its place in the order within a bar: market exits, entries, stops, limits.
    var phase: Phase {
        if isOpening { return .entries }
        guard isPlain else { return .stops }
        return limit == nil ? .marketExits : .limits
    }

    /// The order may be concerned by a bar with a low at or below the first, or a high at or above
    /// the second.
    @inline(__always) var wake: (below: Int64, above: Int64) {
        let always = (below: Int64.max, above: Int64.min)
        switch timeInForce {
        case .cls: return (.min, .max)  // The closing looks itself.
        case .ioc, .fok, .opg, .nextBar: return always
        case .day, .gtc: break
        }
        if isPlain {
            guard let limit else { return always }
            return side == .buy ? (limit.nanos, .max) : (.min, limit.nanos)
        }
        guard let stop = terms.type.stop else { return always }  // A trailing stop sees every bar.
        return side == .buy ? (.min, stop.nanos) : (stop.nanos, .max)
    }
}

/// The order in which one price event is offered to the orders of a symbol; within, by age.
enum Phase: Int, Comparable {
    case marketExits, entries, stops, limits

    static func < (left: Phase, right: Phase) -> Bool { left.rawValue < right.rawValue }
}

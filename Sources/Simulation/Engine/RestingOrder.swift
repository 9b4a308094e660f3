import Domain

/// An order in the engine that may still fill.
///
/// Little more than 128 bytes: one is written for each order. What is asked of it is built into who
/// asks, since a call would be handed a copy.
struct RestingOrder: Sendable {
    let key: OrderKey
    /// The terms in force: size, prices, trigger.
    var terms: WorkingTerms
    /// Shares filled so far.
    var filled: Quantity
    /// Market time of acceptance.
    let acceptedAt: Timestamp
    /// The first market time at which it may fill.
    let eligibleAt: Timestamp
    let side: OrderSide
    let timeInForce: TimeInForce
    let isOpening: Bool
    let extendedHours: Bool
    /// Whether what it opens is guarded by the default stop, where it brings none of its own.
    let takesDefaultStop: Bool
    /// Whether the event under way has triggered it, and so is not offered to it again.
    var isSpent = false
    /// Who owns the lots that it opens.
    let strategy: StrategyKey
    /// The order whose lot it guards; `.none` for a direct order.
    let guarded: OrderKey
    /// The lots that it may close; without meaning for an order that opens.
    let scope: LotScope<OrderKey, StrategyKey>
    /// How much was asked for.
    let size: OrderSize
    /// Stop and target of what it opens.
    let protection: Protection

    /// An order as it was asked for, with the terms in force.
    init(
        _ order: borrowing EngineOrder, as key: OrderKey, terms: WorkingTerms, filled: Quantity,
        _ times: OrderTimes
    ) {
        self.key = key
        self.terms = terms
        self.filled = filled
        acceptedAt = times.accepted
        eligibleAt = times.eligible
        side = order.shape.side
        timeInForce = order.shape.timeInForce
        isOpening = order.shape.isOpening
        extendedHours = order.shape.extendedHours
        takesDefaultStop = order.takesDefaultStop
        strategy = order.strategy
        guarded = order.guarded
        scope = order.scope
        size = order.shape.size
        protection = order.shape.protection
    }

    /// Whether it guards a lot, and so shrinks and ends with it.
    var isLeg: Bool { guarded != .none }

    /// What it asks for with these terms in force.
    func shape(with terms: WorkingTerms) -> OrderShape {
        var shape = OrderShape(
            side: side, isOpening: isOpening, size: terms.quantity.map { .shares($0) } ?? size,
            type: terms.type, timeInForce: timeInForce)
        shape.extendedHours = extendedHours
        shape.protection = protection
        return shape
    }

    /// The protective order of what this entry opened: closes its lot, works until cancelled.
    func leg(_ type: OrderType, of quantity: Quantity) -> EngineOrder {
        let shape = OrderShape(
            side: side.opposite, isOpening: false, size: .shares(quantity), type: type,
            timeInForce: .gtc)
        var leg = EngineOrder(
            shape, of: Instrument(index: key.index), closing: .lot(key), strategy: strategy)
        leg.parent = key
        return leg
    }

    /// The shares still to fill; nil while the size is known only at the fill.
    @inline(__always) var remaining: Quantity? {
        terms.quantity.map { Quantity(billionths: $0.billionths - filled.billionths) }
    }

    /// Whether it may fill only at once or not at all.
    @inline(__always) var isImmediate: Bool { timeInForce == .ioc || timeInForce == .fok }

    /// The stop now in force, of orders that wait for one.
    @inline(__always)
    func stop() throws(AmountOutOfRange) -> Price? {
        guard !terms.isTriggered else { return nil }
        if case .trailingStop(let trail) = terms.type {
            guard let best = terms.best else { return nil }
            return try trail.stop(behind: best, side: side)
        }
        return terms.type.stop
    }

    /// Market, limit, or a stop that has triggered and so became one of the two.
    @inline(__always) var isPlain: Bool { terms.isTriggered || terms.type.isPlain }

    /// The limit it fills at or better, once it is plain.
    @inline(__always) var limit: Price? { terms.type.limit }

    /// Its place in the order within a bar: market exits, entries, stops, limits.
    @inline(__always) var phase: Phase {
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

public import Domain

/// What the engine says happened, in the order it happened: numbers only, so that a long run may
/// hand out and drop millions. What a call itself asked for, its answer says.
public enum EngineReport: Hashable, Sendable {
    /// A protective order came into being with its entry's first fill.
    case placed(EngineLeg, at: Timestamp)
    /// An order was refused at the fill, nothing of it having filled.
    case rejected(OrderKey, OrderEnding, at: Timestamp)
    /// Shares changed hands.
    case filled(OrderKey, Execution)
    /// A lot, or a part of one, that the fill or adjustment just reported has closed; `by` is nil
    /// for an adjustment.
    case closed(ClosedLot<OrderKey>, by: OrderKey?)
    /// A working order has other terms now.
    case changed(OrderKey, WorkingTerms, at: Timestamp)
    /// An order ended before it was filled whole.
    case cancelled(OrderKey, OrderEnding, at: Timestamp)
    /// An order's time in force ended.
    case expired(OrderKey, at: Timestamp)
    /// A split or dividend changed lots or cash of an instrument that is held.
    case adjusted(Instrument, LotAdjustment, cash: Money)
}

/// A protective order that came into being.
public struct EngineLeg: Hashable, Sendable {
    /// Its own number.
    public let key: OrderKey
    /// The entry whose lot it guards.
    public let parent: OrderKey
    /// Stop or target.
    public let role: OrderRole
    /// At which price.
    public let type: OrderType
    /// How many shares.
    public let quantity: Quantity
}

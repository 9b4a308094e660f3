public import Domain

/// An order that a run placed.
public struct BacktestOrder: Sendable {
    /// How it ended.
    public enum State: UInt8, Sendable {
        /// Still working after the last bar.
        case working
        /// Filled whole.
        case filled
        /// Refused, when it was placed or at the fill.
        case rejected
        /// Cancelled, by the strategy or because what it guarded is gone.
        case cancelled
        /// The one bar that it was for is over.
        case expired
    }

    /// The place of its symbol in the data.
    public let lane: Int32
    /// The number of the bar at whose close it was decided.
    public let bar: Int32
    /// Which way.
    public let side: OrderSide
    /// Whether it opens.
    public let isOpening: Bool
    /// Asked for by the strategy, or the stop or target of an entry.
    public let role: OrderRole
    /// The limit or stop, as it was placed; nil at the market.
    public let price: Price?
    /// The reason's code.
    public let code: StaticString
    /// How it ended.
    public var state = State.working
    /// The number of the bar on which it ended.
    public var endBar: Int32?
    /// Why it was refused or cancelled.
    public var ending: OrderEnding?
}

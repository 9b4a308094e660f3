public import Domain

/// How the two streams of a live broker stand: what happens to orders, and prices.
public struct StreamStanding: Hashable, Sendable {
    /// Whether the broker has let us in to hear of orders.
    public var isHearingOrders = false
    /// Whether the broker has let us in to hear prices.
    public var isHearingPrices = false
    /// When a price came last; nil before the first.
    public var pricesHeardAt: Timestamp?
    /// Why a stream ended or did not come about; nil where both stand.
    public var trouble: String?

    /// Streams that nobody has connected yet.
    public init() {}
}

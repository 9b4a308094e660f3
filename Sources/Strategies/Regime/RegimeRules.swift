/// Where one regime ends and another begins; the gap between both numbers keeps a market that
/// stands on the border from changing its name with every bar.
public struct RegimeRules: Hashable, Sendable {
    /// Bars of the directional movement and of the true range.
    public var period = 14
    /// The average directional index from which on there is a trend.
    public var trendFrom = 25.0
    /// The average directional index below which there is none any more.
    public var rangeBelow = 20.0
    /// Bars of what swings are compared with.
    public var memory = 100
    /// How many times its mean the true range is when a market becomes volatile.
    public var volatileFrom = 1.5
    /// How many times its mean the true range is when it is calm again.
    public var calmBelow = 1.2

    /// The rules of `docs/REGIME.md`.
    @inlinable
    public init() {}
}

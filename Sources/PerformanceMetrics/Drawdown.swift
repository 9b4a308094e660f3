/// How far and for how long a curve stood below its highest point so far.
///
/// An episode goes from the last bar at the running maximum to the first bar back at or above it,
/// or to the last bar of the curve where it never comes back. Source: `backtesting.py`'s drawdown
/// episodes.
public struct Drawdown: Equatable, Sendable {
    /// The deepest fall, min(E / running maximum - 1): at most 0, as a fraction, and below -1 where
    /// equity is. Nil where equity was never above zero.
    public let deepest: Double?
    /// The index of the last bar at the maximum from which the deepest fall went; nil without a
    /// fall.
    public let peakIndex: Int?
    /// The index of the first bar at the bottom of the deepest fall; nil without a fall.
    public let troughIndex: Int?
    /// The longest episode in bars (not necessarily the deepest), from its peak to its recovery.
    public let longestBars: Int
    /// The longest episode in calendar days, with fractions for hours.
    public let longestDays: Double
    /// The longest run of bars below the running maximum.
    public let longestUnderwaterBars: Int
    /// How far the last bar lies below the maximum: at most 0; nil where equity was never above
    /// zero.
    public let current: Double?

    /// The drawdown of a curve.
    public init(of curve: EquityCurve) {
        var walk = Walk()
        for index in curve.equity.indices { walk.step(to: index, of: curve) }
        if walk.isUnderwater { walk.endEpisode(at: curve.equity.count - 1, of: curve) }
        deepest = walk.deepest
        peakIndex = walk.deepestPeak
        troughIndex = walk.trough
        longestBars = walk.longestBars
        longestDays = walk.longestDays
        longestUnderwaterBars = walk.longestUnderwaterBars
        current = walk.depth
    }
}

/// One pass along a curve.
private struct Walk {
    var peak = 0
    var isUnderwater = false
    var depth: Double?
    var deepest: Double?
    var deepestPeak: Int?
    var trough: Int?
    var longestBars = 0
    var longestDays = 0.0
    var longestUnderwaterBars = 0

    mutating func step(to index: Int, of curve: EquityCurve) {
        let (equity, maximum) = (curve.equity[index], curve.equity[peak])
        if equity >= maximum {
            if isUnderwater { endEpisode(at: index, of: curve) }
            isUnderwater = false
            peak = index
            measure(0, where: equity > 0)
        } else {
            isUnderwater = true
            longestUnderwaterBars = max(longestUnderwaterBars, index - peak)
            measure(equity / maximum - 1, where: maximum > 0)
            guard let depth, depth < deepest ?? 0 else { return }
            (deepest, deepestPeak, trough) = (depth, peak, index)
        }
    }

    mutating func endEpisode(at index: Int, of curve: EquityCurve) {
        longestBars = max(longestBars, index - peak)
        longestDays = max(longestDays, curve.days(from: peak, to: index))
    }

    private mutating func measure(_ depth: Double, where isDefined: Bool) {
        self.depth = isDefined ? depth.ifFinite : nil
        if self.depth != nil, deepest == nil { deepest = 0 }
    }
}

extension EquityCurve {
    /// For each point, how far it lies below the highest point so far: at most 0, as a fraction;
    /// nil until equity is above zero.
    public var drawdowns: [Double?] {
        var maximum = 0.0
        return equity.map { value in
            maximum = max(maximum, value)
            return maximum > 0 ? (value / maximum - 1).ifFinite : nil
        }
    }
}

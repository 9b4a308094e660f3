public import Domain

/// What an account was worth at an instant.
public struct EquityPoint: Hashable, Sendable {
    /// When.
    public var time: Timestamp
    /// How much.
    public var equity: Money

    /// A point of a curve.
    public init(time: Timestamp, equity: Money) {
        self.time = time
        self.equity = equity
    }
}

extension EquityPoint {
    /// The most points of a curve that are stored.
    public static let countMax = 5_000

    /// A curve of at most so many points that still shows every peak and trough at its scale.
    ///
    /// First and last point stay; the rest is cut into buckets, each of which keeps its lowest and
    /// its highest point in order of time. An average would hide the drawdown, a plain selection
    /// might miss it.
    static func thinned(_ curve: [EquityPoint], to most: Int = countMax) -> [EquityPoint] {
        guard curve.count > most, most >= 4 else { return curve }
        let inner = 1..<(curve.count - 1)
        let buckets = (most - 2) / 2
        var kept = [curve[0]]
        kept.reserveCapacity(most)
        for bucket in 0..<buckets {
            let start = inner.lowerBound + inner.count * bucket / buckets
            let end = inner.lowerBound + inner.count * (bucket + 1) / buckets
            kept += extremes(of: curve[start..<end])
        }
        return kept + [curve[curve.count - 1]]
    }

    private static func extremes(of bucket: ArraySlice<EquityPoint>) -> [EquityPoint] {
        guard var lowest = bucket.indices.first else { return [] }
        var highest = lowest
        for index in bucket.indices.dropFirst() {
            if bucket[index].equity < bucket[lowest].equity { lowest = index }
            if bucket[index].equity > bucket[highest].equity { highest = index }
        }
        guard lowest != highest else { return [bucket[lowest]] }
        return [bucket[min(lowest, highest)], bucket[max(lowest, highest)]]
    }
}

import Domain
import MarketCalendar
public import MarketData
public import Storage

/// The name of a replay's data, by which a paper epoch is bound to it.
///
/// It counts the bars and actions and holds their digest, so that data which has only grown at its
/// end is known to continue what an account traded on, and data which differs is not.
public struct ReplayFeed {
    private let series: [ReplaySeries]
    private let actions: [DatedAction]

    /// The feed of some series and their corporate actions.
    public init(series: [ReplaySeries], actions: [DatedAction]) {
        self.series = series.sorted { $0.symbol < $1.symbol }
        let lastDay = series.compactMap(\.bars.last).map { NewYork.day(of: $0.start) }.max()
        self.actions = actions.filter { action in lastDay.map { action.day <= $0 } ?? false }
    }

    /// The feed as an epoch names it.
    public var binding: FeedBinding {
        let counts = series.map(\.bars.count)
        return binding(bars: counts, actions: actions.count)
    }

    /// Whether these data are those of `earlier`, or those with more at the end.
    public func continues(_ earlier: FeedBinding) -> Bool {
        let counts = earlier.identity.split(separator: " ").map { part in
            part.split(separator: ":").dropFirst().first.flatMap { Int($0) }
        }
        guard counts.count == series.count + 1 else { return false }
        let known = counts.compactMap { $0 }
        guard known.count == counts.count,
            zip(series, known).allSatisfy({ $1 <= $0.bars.count && $1 >= 0 }),
            let acted = known.last, (0...actions.count).contains(acted)
        else { return false }
        return binding(bars: Array(known.dropLast()), actions: acted) == earlier
    }

    /// An action in words that no renaming in this program changes.
    private static func text(of action: DatedAction) -> String {
        switch action.action {
        case .split(let new, let old): "\(action.day) \(action.symbol) split \(new):\(old)"
        case .dividend(let perShare): "\(action.day) \(action.symbol) dividend \(perShare)"
        }
    }

    private func binding(bars counts: [Int], actions count: Int) -> FeedBinding {
        var parts = zip(series, counts).map { series, count in
            var digest = DataDigest()
            digest.add(series.bars.prefix(count))
            return "\(series.symbol)/\(series.timeframe):\(count):\(digest.text)"
        }
        var digest = DataDigest()
        for action in actions.prefix(count) { digest.add(Self.text(of: action)) }
        parts.append("actions:\(count):\(digest.text)")
        return FeedBinding(kind: "replay", identity: parts.joined(separator: " "))
    }
}

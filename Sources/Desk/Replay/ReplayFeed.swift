public import Domain
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

    /// Why these data do not continue what an account has traded on; nil when they do: they are the
    /// same, or the same with more after the account's market time.
    ///
    /// - Parameter cursor: the account's market time; nil before it has traded.
    public func contradiction(
        of earlier: FeedBinding, through cursor: Timestamp?
    ) -> String? {
        guard let known = Self.counts(in: earlier), known.count == series.count + 1,
            names == Self.names(in: earlier)
        else { return "it trades on \(Self.names(in: earlier).joined(separator: " and "))" }
        for (series, count) in zip(series, known) {
            guard (0...series.bars.count).contains(count) else {
                return "it has traded on more bars of \(series.symbol) than there are now"
            }
            if let cursor, count < series.bars.count,
                !Self.isLater(series.bars[count], series.timeframe, than: cursor)
            {
                return "a bar of \(series.symbol) at \(series.bars[count].start) was added since"
            }
        }
        return changed(since: earlier, known: known, cursor: cursor)
    }

    private func changed(
        since earlier: FeedBinding, known: [Int], cursor: Timestamp?
    ) -> String? {
        let acted = known[series.count]
        guard (0...actions.count).contains(acted) else {
            return "it has traded with more splits and dividends than are given now"
        }
        if let cursor, acted < actions.count, actions[acted].day <= NewYork.day(of: cursor) {
            return "a split or dividend of \(actions[acted].day) was added since"
        }
        let binding = binding(bars: Array(known.dropLast()), actions: acted)
        let differing = zip(
            Self.parts(of: binding), Self.parts(of: earlier)
        ).first { $0 != $1 }
        return differing.map { "the data of \($0.0.prefix { $0 != ":" }) were changed" }
    }

    /// Whether a bar is wholly after a time; a day's bar is of a later day.
    private static func isLater(
        _ bar: Bar, _ timeframe: Timeframe, than time: Timestamp
    ) -> Bool {
        timeframe == .day1
            ? NewYork.day(of: bar.start) > NewYork.day(of: time) : bar.start >= time
    }

    private static func parts(of binding: FeedBinding) -> [Substring] {
        binding.identity.split(separator: " ")
    }

    private static func counts(in binding: FeedBinding) -> [Int]? {
        let counts = parts(of: binding).map { part in
            part.split(separator: ":").dropFirst().first.flatMap { Int($0) }
        }
        let known = counts.compactMap { $0 }
        return binding.kind == "replay" && known.count == counts.count ? known : nil
    }

    private static func names(in binding: FeedBinding) -> [String] {
        parts(of: binding).dropLast().map { part in String(part.prefix { $0 != ":" }) }
    }

    private var names: [String] { series.map { "\($0.symbol)/\($0.timeframe)" } }

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

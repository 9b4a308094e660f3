public import Domain
public import MarketCalendar

/// Stored bars and corporate actions as the market's events, in the order in which they are known.
///
/// A bar comes at its end, since nobody knows it before. Around the bars of a session come its
/// opening and its close; bars outside sessions come without. Steps of the same time are ordered:
/// bars by symbol, then a close, then actions by symbol, then an opening. The sequence is a value:
/// the same series, actions and cursor give the same steps.
public struct Replay: Sequence, Sendable {
    let lanes: [ReplayLane]
    let marks: [ReplayMark]
    private var cursor: ReplayCursor?

    /// A replay of some series.
    ///
    /// Actions of other symbols, and of days before the first or after the last bar of their
    /// symbol, are left out.
    ///
    /// - Precondition: one series a symbol; its bars are oldest first, as `BarFile` gives them.
    public init(
        _ series: [ReplaySeries], actions: [DatedAction] = [], calendar: TradingCalendar = .xnys
    ) {
        let lanes = series.map { ReplayLane($0, calendar: calendar) }.sorted {
            $0.symbol < $1.symbol
        }
        self.lanes = lanes
        marks = ReplayMark.all(lanes, actions)
    }

    /// The steps after a place, exactly as this replay would give them there.
    public func after(_ cursor: ReplayCursor) -> Replay {
        var rest = self
        rest.cursor = cursor
        return rest
    }

    /// The steps after a time.
    public func after(_ time: Timestamp) -> Replay {
        after(ReplayCursor(time: time, count: .max))
    }

    /// The symbols, in order of their names.
    public var symbols: [Symbol] { lanes.map(\.symbol) }

    /// How many bars all series have together: a measure for progress.
    public var barCount: Int { lanes.reduce(0) { $0 + $1.bars.count } }

    /// The steps, from the start or from the cursor on.
    public func makeIterator() -> ReplayIterator {
        var iterator = ReplayIterator(self, from: cursor?.time)
        if let cursor { iterator.skip(to: cursor) }
        return iterator
    }
}

/// An event of a replay that is no bar.
struct ReplayMark: Sendable {
    let time: Timestamp
    let event: MarketEvent

    /// Openings and closes of all sessions that any bar reaches into, and the actions, in order.
    static func all(_ lanes: [ReplayLane], _ actions: [DatedAction]) -> [ReplayMark] {
        let days = Dictionary(lanes.map { ($0.symbol, $0.days) }) { first, _ in first }
        let due = actions.filter { action in
            (days[action.symbol] ?? nil)?.contains(action.day) ?? false
        }
        let sorted = due.enumerated().sorted { left, right in
            left.element.symbol == right.element.symbol
                ? left.offset < right.offset : left.element.symbol < right.element.symbol
        }
        let sessions = Set(lanes.flatMap(\.sessions))
        let marks =
            sessions.map { ReplayMark(time: $0.close, event: .closed(at: $0.close)) }
            + sorted.map { ReplayMark($0.element) }
            + sessions.map { ReplayMark(time: $0.open, event: .opened(at: $0.open)) }
        // Swift's sort is stable, so marks of the same time stay in this order.
        return marks.sorted { $0.time < $1.time }
    }
}

extension ReplayMark {
    /// Actions take effect at midnight in New York, before any price of the day.
    private init(_ dated: DatedAction) {
        time = NewYork.instant(of: dated.day, secondsOfDay: 0)
        event = .action(dated.symbol, dated.action, at: time)
    }
}

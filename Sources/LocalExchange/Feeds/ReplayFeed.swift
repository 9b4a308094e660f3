public import Domain
import MarketCalendar
public import MarketData

/// Stored bars at so many bars a second: market time is theirs, and stands still between them.
public struct ReplayFeed: PriceFeed {
    /// What trades.
    public let symbols: [Symbol]
    private let series: [Symbol: ReplaySeries]
    private let nanosecondsPerBar: Int64
    private var steps: ReplayIterator
    private var ahead: ReplayStep?
    private var started: Timestamp?
    private var played: Int64 = 0
    private var time: Timestamp

    /// - Parameters:
    ///   - actions: splits and dividends.
    ///   - barsPerSecond: the pace; above zero.
    public init(
        _ series: [ReplaySeries], actions: [DatedAction] = [], barsPerSecond: Int64 = 1
    ) {
        let replay = Replay(series, actions: actions)
        symbols = replay.symbols
        self.series = Dictionary(series.map { ($0.symbol, $0) }) { first, _ in first }
        nanosecondsPerBar = 1_000_000_000 / max(1, barsPerSecond)
        steps = replay.makeIterator()
        ahead = steps.next()
        time = ahead?.time ?? Timestamp(nanoseconds: 0)
    }

    /// What time it is in the market.
    public func marketTime(_ wall: Timestamp) -> Timestamp { time }

    /// Goes on behind a market time.
    public mutating func resume(after time: Timestamp) {
        while let step = ahead, step.time <= time { ahead = steps.next() }
        self.time = time
    }

    /// All that is known by the end of the bars that are due.
    public mutating func events(through wall: Timestamp) -> [MarketEvent] {
        let started = started ?? wall
        self.started = started
        let due = (wall.nanoseconds - started.nanoseconds) / nanosecondsPerBar + 1
        var events: [MarketEvent] = []
        while played < due, ahead != nil {
            played += 1
            events += nextBar()
        }
        return events
    }

    private mutating func nextBar() -> [MarketEvent] {
        var events: [MarketEvent] = []
        var end: Timestamp?
        while let step = ahead {
            if let end, step.time > end { break }
            if case .bar = step.event { end = step.time }
            time = step.time
            events.append(step.event)
            ahead = steps.next()
        }
        return events
    }

    /// Complete bars of a range.
    public func bars(
        of symbol: Symbol, _ timeframe: Timeframe, in range: Range<Timestamp>
    ) -> [Bar] {
        Array(known(of: symbol, in: range))
    }

    /// The bars of a range that are over, of whatever length the feed has.
    private func known(of symbol: Symbol, in range: Range<Timestamp>) -> ArraySlice<Bar> {
        guard let series = series[symbol] else { return [] }
        let length = Int64(series.timeframe.seconds)
        let known = min(
            range.upperBound, time.advanced(bySeconds: -length).advanced(byNanoseconds: 1))
        let first = Self.index(of: range.lowerBound, in: series.bars)
        return series.bars[first..<max(first, Self.index(of: known, in: series.bars))]
    }

    /// The index of the first bar that starts at a time or later.
    private static func index(of time: Timestamp, in bars: [Bar]) -> Int {
        var (low, high) = (0, bars.count)
        while low < high {
            let middle = low + (high - low) / 2
            if bars[middle].start < time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The last complete bar.
    public func lastBar(of symbol: Symbol, before time: Timestamp) -> Bar? {
        guard let first = series[symbol]?.bars.first?.start, first < time else { return nil }
        return known(of: symbol, in: first..<time).last
    }

    /// Quotes at whole seconds of a range.
    public func quotes(
        of symbol: Symbol, in range: Range<Timestamp>, limit: Int, isDescending: Bool
    ) -> [Quote] {
        let bars = known(of: symbol, in: range)
        let wanted = isDescending ? Array(bars.suffix(limit).reversed()) : Array(bars.prefix(limit))
        return wanted.map { Quote(closing: $0, at: $0.start) }
    }
}

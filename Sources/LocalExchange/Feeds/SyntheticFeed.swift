public import Domain
import MarketCalendar
public import MarketData

/// The synthetic market at the pace of the clock on the wall: a quote of every symbol each step.
public struct SyntheticFeed: PriceFeed {
    private let market: SyntheticMarket
    private let stepNanoseconds: Int64
    private let isAlwaysOpen: Bool
    private var last: Timestamp?
    private let days = KeptDays()

    /// How many steps are made up for at most: after a long sleep the market is simply later.
    private static let stepsMax: Int64 = 50

    /// - Parameters:
    ///   - stepNanoseconds: the time from one quote of a symbol to its next.
    ///   - isAlwaysOpen: whether the session is held open; else it follows the calendar of XNYS.
    public init(
        _ market: SyntheticMarket, stepNanoseconds: Int64 = 100_000_000, isAlwaysOpen: Bool = true
    ) {
        self.market = market
        self.stepNanoseconds = stepNanoseconds
        self.isAlwaysOpen = isAlwaysOpen
    }

    /// What trades.
    public var symbols: [Symbol] { market.symbols }

    /// What time it is in the market.
    public func marketTime(_ wall: Timestamp) -> Timestamp { wall }

    /// Goes on behind a market time.
    public mutating func resume(after time: Timestamp) { last = time }

    /// What has happened since it was last asked.
    public mutating func events(through wall: Timestamp) -> [MarketEvent] {
        guard let last else { return begin(at: wall) }
        guard wall > last else { return [] }
        self.last = wall
        let final = wall.nanoseconds / stepNanoseconds
        let first = max(last.nanoseconds / stepNanoseconds + 1, final - Self.stepsMax)
        var changes = sessionChanges(after: last, through: wall)
        var events: [MarketEvent] = []
        guard first <= final else { return changes }
        for step in first...final {
            let time = Timestamp(nanoseconds: step * stepNanoseconds)
            while let change = changes.first, change.time <= time {
                events.append(changes.removeFirst())
            }
            events += quotes(at: time)
        }
        return events + changes
    }

    /// The first prices, and whether the session is open.
    private mutating func begin(at wall: Timestamp) -> [MarketEvent] {
        last = wall
        let isOpen = isAlwaysOpen || TradingCalendar.xnys.isOpen(at: wall) ?? false
        return (isOpen ? [] : [.closed(at: wall)]) + quotes(at: wall)
    }

    private func quotes(at time: Timestamp) -> [MarketEvent] {
        symbols.compactMap { symbol in
            market.quote(of: symbol, at: time).map { .quote(symbol, $0) }
        }
    }

    /// Held open, a day ends at midnight in New York and the next begins.
    private func sessionChanges(
        after start: Timestamp, through end: Timestamp
    ) -> [MarketEvent] {
        var changes: [MarketEvent] = []
        var time = start
        while let change = nextChange(after: time, through: end) {
            changes += change
            time = change.last?.time ?? end
        }
        return changes
    }

    private func nextChange(after time: Timestamp, through end: Timestamp) -> [MarketEvent]? {
        if isAlwaysOpen {
            let day = NewYork.day(of: time).advanced(by: 1)
            let midnight = NewYork.instant(of: day, secondsOfDay: 0)
            return midnight <= end ? [.closed(at: midnight), .opened(at: midnight)] : nil
        }
        let calendar = TradingCalendar.xnys
        guard let open = calendar.nextOpen(after: time), let close = calendar.nextClose(after: time)
        else { return nil }
        guard min(open, close) <= end else { return nil }
        return open < close ? [.opened(at: open)] : [.closed(at: close)]
    }

    /// Complete bars of a range.
    public func bars(
        of symbol: Symbol, _ timeframe: Timeframe, in range: Range<Timestamp>
    ) -> [Bar] {
        if timeframe == .day1 { return days.bars(of: symbol, in: range, market) }
        var bars: [Bar] = []
        var start = range.lowerBound
        while start < range.upperBound, bars.count < 4 * SyntheticMarket.barsMax {
            let more = market.bars(of: symbol, timeframe: timeframe, in: start..<range.upperBound)
            bars += more
            guard more.count == SyntheticMarket.barsMax, let last = more.last else { break }
            start = last.start.advanced(bySeconds: Int64(timeframe.seconds))
        }
        return bars
    }

    /// The last minute.
    public func lastBar(of symbol: Symbol, before time: Timestamp) -> Bar? {
        let start = time.advanced(bySeconds: -180)
        return market.bars(of: symbol, timeframe: .minute1, in: start..<time).last
    }

    /// Quotes at whole seconds of a range.
    public func quotes(
        of symbol: Symbol, in range: Range<Timestamp>, limit: Int, isDescending: Bool
    ) -> [Quote] {
        let first = (range.lowerBound.nanoseconds + 999_999_999) / 1_000_000_000
        let last = (range.upperBound.nanoseconds - 1) / 1_000_000_000
        guard first <= last else { return [] }
        let count = min(Int64(limit), last - first + 1)
        return (0..<count).compactMap { place in
            let second = isDescending ? last - place : first + place
            return market.quote(
                of: symbol, at: Timestamp(nanoseconds: second * 1_000_000_000))
        }
    }
}

extension MarketEvent {
    /// When it happens; a bar is stamped with its start.
    var time: Timestamp {
        switch self {
        case .opened(let time), .closed(let time), .action(_, _, let time): time
        case .bar(_, let bar): bar.start
        case .quote(_, let quote): quote.time
        }
    }
}

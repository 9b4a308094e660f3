public import Domain
import MarketCalendar
import Storage

/// The bars of a mode's market that are known by now: a replay shows nothing that has not happened.
public struct MarketHistory: Sendable {
    let load: @Sendable (Symbol, Timeframe?, Range<Timestamp>) async throws -> [Bar]
    let clock: MarketClock

    /// The bars that start within a range and have ended; none of a symbol that is not known.
    ///
    /// - Parameter timeframe: the length; the market's own where it is nil.
    public func bars(
        of symbol: Symbol, _ timeframe: Timeframe?, in range: Range<Timestamp>
    ) async throws -> [Bar] {
        let now = clock.now
        let end = min(range.upperBound, now)
        guard range.lowerBound < end else { return [] }
        return try await load(symbol, timeframe, range.lowerBound..<end)
    }

    /// Whether a bar of this length has ended by a time: a day's with its session.
    static func hasEnded(_ bar: Bar, _ timeframe: Timeframe, by now: Timestamp) -> Bool {
        let day = NewYork.day(of: bar.start)
        if timeframe == .day1 {
            let close = TradingCalendar.xnys.session(on: day)?.close
            let midnight = NewYork.instant(of: day.advanced(by: 1), secondsOfDay: 0)
            return close ?? midnight <= now
        }
        return bar.start.advanced(bySeconds: Int64(timeframe.seconds)) <= now
    }
}

extension MarketHistory {
    /// The stored bars of a replay.
    static func stored(
        _ own: [Symbol: Timeframe], in ledger: Ledger, clock: MarketClock
    ) -> MarketHistory {
        MarketHistory(
            load: { symbol, timeframe, range in
                guard let timeframe = timeframe ?? own[symbol] else { return [] }
                let now = clock.now
                return try await ledger.bars.load(symbol, timeframe, within: range)
                    .filter { hasEnded($0, timeframe, by: now) }
            }, clock: clock)
    }
}

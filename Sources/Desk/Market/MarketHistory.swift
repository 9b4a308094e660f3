public import Domain
import MarketCalendar
import MarketData
import Storage

/// The bars of a mode's market that are known by now: a replay shows nothing that has not happened.
public struct MarketHistory: Sendable {
    /// How many bars an answer has at most.
    public static let barsMax = 5_000

    let load: @Sendable (Symbol, Timeframe?, Range<Timestamp>, Int) async throws -> [Bar]
    let now: @Sendable () -> Timestamp

    /// The newest bars that start within a range and have ended, oldest first; none of a symbol
    /// that is not known.
    ///
    /// - Parameters:
    ///   - timeframe: the length; the market's own where it is nil.
    ///   - count: how many, up to `barsMax`.
    public func bars(
        of symbol: Symbol, _ timeframe: Timeframe?, in range: Range<Timestamp>,
        newest count: Int = barsMax
    ) async throws -> [Bar] {
        let end = min(range.upperBound, now())
        guard range.lowerBound < end else { return [] }
        return try await load(
            symbol, timeframe, range.lowerBound..<end, min(max(0, count), Self.barsMax))
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
            load: { symbol, timeframe, range, count in
                guard let timeframe = timeframe ?? own[symbol] else { return [] }
                let now = clock.now
                return try await ledger.bars.load(symbol, timeframe, within: range)
                    .filter { hasEnded($0, timeframe, by: now) }.suffix(count)
            }, now: { clock.now })
    }

    /// The bars of an invented market, by the minute where no length is asked for.
    static func synthetic(_ market: SyntheticMarket, clock: MarketClock) -> MarketHistory {
        let bars = SyntheticBars(market)
        return MarketHistory(
            load: { symbol, timeframe, range, count in
                await bars.newest(count, of: symbol, timeframe ?? .minute1, in: range)
            }, now: { clock.now })
    }

    /// The bars of a market elsewhere, which is asked for them; by the minute where no length is.
    public static func asked(
        now: @escaping @Sendable () -> Timestamp,
        _ load: @escaping @Sendable (Symbol, Timeframe, Range<Timestamp>, Int) async throws -> [Bar]
    ) -> MarketHistory {
        MarketHistory(
            load: { symbol, timeframe, range, count in
                let (timeframe, time) = (timeframe ?? .minute1, now())
                return try await load(symbol, timeframe, range, count)
                    .filter { hasEnded($0, timeframe, by: time) }
            }, now: now)
    }
}

/// Works bars of an invented market out, one question after the other: each takes a while, and
/// together they would hold all threads that the desk has.
private actor SyntheticBars {
    /// How far back one question goes: three weeks, at four prices a minute.
    private static let secondsMax: Int64 = 30_000 * 60

    private let market: SyntheticMarket

    init(_ market: SyntheticMarket) { self.market = market }

    func newest(
        _ count: Int, of symbol: Symbol, _ timeframe: Timeframe, in range: Range<Timestamp>
    ) -> [Bar] {
        // One bar more for the parts at either end, and an hour for clock changes.
        let asked = Int64(count + 1) * Int64(timeframe.seconds) + 3_600
        let span = min(asked, Self.secondsMax)
        let start = max(range.lowerBound, range.upperBound.advanced(bySeconds: -span))
        return market.bars(of: symbol, timeframe: timeframe, in: start..<range.upperBound)
            .suffix(count)
    }
}

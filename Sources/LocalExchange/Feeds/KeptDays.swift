import Domain
import MarketCalendar
import MarketData
import Synchronization

/// Bars of days that were made once: each is made of thousands of prices, and never changes.
final class KeptDays: Sendable {
    private let kept = Mutex<[Symbol: [Timestamp: Bar]]>([:])

    /// The days that lie wholly within a range, oldest first.
    func bars(
        of symbol: Symbol, in range: Range<Timestamp>, _ market: SyntheticMarket
    ) -> [Bar] {
        let span = range.clamped(to: SyntheticMarket.times)
        var bars: [Bar] = []
        var start = NewYork.midnight(before: span.lowerBound)
        while start < span.upperBound {
            let end = NewYork.instant(of: NewYork.day(of: start).advanced(by: 1), secondsOfDay: 0)
            if start >= span.lowerBound, end <= span.upperBound,
                let bar = bar(of: symbol, start..<end, market)
            {
                bars.append(bar)
            }
            start = end
        }
        return bars
    }

    private func bar(
        of symbol: Symbol, _ day: Range<Timestamp>, _ market: SyntheticMarket
    ) -> Bar? {
        if let bar = kept.withLock({ $0[symbol]?[day.lowerBound] }) { return bar }
        guard let bar = market.bars(of: symbol, timeframe: .day1, in: day).first else { return nil }
        kept.withLock { $0[symbol, default: [:]][day.lowerBound] = bar }
        return bar
    }
}

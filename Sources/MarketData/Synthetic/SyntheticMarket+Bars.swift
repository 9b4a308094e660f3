public import Domain
import MarketCalendar

extension SyntheticMarket {
    /// The most bars that one question is answered with; there are 5,760 prices to a bar of a day.
    public static let barsMax = 10_000

    /// The bars that lie wholly within `range`, oldest first: one that ends now tells no future.
    ///
    /// A bar is made of the last price at every quarter of a minute from its start to its end, both
    /// included: it opens with the price at its start and closes with the price at its end, at
    /// which the next one opens. So bars of any length are exactly those of their minutes put
    /// together, volume included. They start at whole multiples of their length in UTC; bars of
    /// days last from midnight to midnight in New York, and have 23 or 25 hours when the clocks
    /// change.
    ///
    /// - Returns: none for a symbol that is not in this market or a range outside `times`. Of more
    ///   than `barsMax` the first ones: ask again from the end of the last.
    public func bars(
        of symbol: Symbol, timeframe: Timeframe, in range: Range<Timestamp>
    ) -> [Bar] {
        guard let instrument = instrument(of: symbol) else { return [] }
        let span = range.clamped(to: Self.times)
        var bars: [Bar] = []
        var trail = SyntheticTrail(from: span.lowerBound)
        var start = timeframe.firstStart(from: span.lowerBound)
        while bars.count < Self.barsMax {
            let end = timeframe.end(from: start)
            guard end <= span.upperBound else { break }
            bars.append(instrument.bar(from: start, to: end, along: &trail))
            start = end
        }
        return bars
    }
}

extension Timeframe {
    /// The first instant, this one or later, at which a bar of this length starts.
    fileprivate func firstStart(from time: Timestamp) -> Timestamp {
        guard self == .day1 else {
            let length = Int64(seconds) * 1_000_000_000
            let rest = time.nanoseconds % length
            return rest == 0 ? time : time.advanced(byNanoseconds: length - rest)
        }
        let midnight = NewYork.midnight(before: time)
        return midnight == time ? midnight : end(from: midnight)
    }

    /// The end of a bar of this length.
    fileprivate func end(from start: Timestamp) -> Timestamp {
        guard self == .day1 else { return start.advanced(bySeconds: Int64(seconds)) }
        return NewYork.instant(of: NewYork.day(of: start).advanced(by: 1), secondsOfDay: 0)
    }
}

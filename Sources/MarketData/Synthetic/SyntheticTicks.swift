public import Domain
import MarketCalendar

/// The quotes of a synthetic market as a feed: market events in order of time, without a clock.
///
/// Every symbol has one quote in each step of market time, each at a moment of its own within the
/// step. The market never closes, but a trading day ends: at every midnight in New York come a
/// close and an opening, before the quotes of that moment, so that day orders expire then and a new
/// day begins. The sequence is a value: a stored time is all that is needed to go on with exactly
/// the rest of it.
public struct SyntheticTicks: Hashable, Sendable {
    /// Whose quotes.
    public let market: SyntheticMarket
    /// The market time from one quote of a symbol to its next.
    public let stepNanoseconds: Int64

    /// The feed of a market.
    ///
    /// - Precondition: a step is a millisecond to a day.
    public init(_ market: SyntheticMarket, stepNanoseconds: Int64 = 1_000_000_000) {
        precondition(
            (1_000_000...86_400_000_000_000).contains(stepNanoseconds),
            "a step lasts from a millisecond to a day")
        self.market = market
        self.stepNanoseconds = stepNanoseconds
    }

    /// The events later than `time`, up to and including those of `end`: by time, at the same time
    /// a close, an opening, then quotes by symbol.
    ///
    /// It makes all of them at once, a quote for each symbol and step: ask for a stretch of time
    /// that fits in memory, and then on from its end. There are none outside
    /// `SyntheticMarket.times`.
    public func events(after time: Timestamp, through end: Timestamp) -> [MarketEvent] {
        let first = max(
            time, SyntheticMarket.times.lowerBound.advanced(byNanoseconds: -1))
        let last = min(end, SyntheticMarket.times.upperBound.advanced(byNanoseconds: -1))
        guard first < last else { return [] }
        var events: [MarketEvent] = []
        var midnight = Self.midnight(after: first)
        for round in (first.nanoseconds / stepNanoseconds)...(last.nanoseconds / stepNanoseconds) {
            for (index, instrument) in market.instruments.enumerated() {
                let time = moment(of: index, in: round)
                guard first < time, time <= last else { continue }
                Self.add(&midnight, through: time, to: &events)
                events.append(.quote(instrument.symbol, instrument.quote(at: time)))
            }
        }
        Self.add(&midnight, through: last, to: &events)
        return events
    }

    /// When the symbol at an index has its quote: symbols are spread evenly over the step.
    private func moment(of index: Int, in round: Int64) -> Timestamp {
        let offset = stepNanoseconds * Int64(index) / Int64(market.symbols.count)
        return Timestamp(nanoseconds: round * stepNanoseconds + offset)
    }

    /// Adds the ends of days that come no later than a time.
    private static func add(
        _ midnight: inout Timestamp, through time: Timestamp, to events: inout [MarketEvent]
    ) {
        while midnight <= time {
            events += [.closed(at: midnight), .opened(at: midnight)]
            midnight = Self.midnight(after: midnight)
        }
    }

    private static func midnight(after time: Timestamp) -> Timestamp {
        NewYork.instant(of: NewYork.day(of: time).advanced(by: 1), secondsOfDay: 0)
    }
}

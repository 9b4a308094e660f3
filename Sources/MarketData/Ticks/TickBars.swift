public import Domain

/// Makes bars of trades: intervals [t, t + n), only where trades are.
///
/// Open and close are the first and the last trade by order of arrival. A bar is handed out when a
/// trade of a later interval arrives, so none is ever changed afterwards.
public struct TickBars: Sendable {
    /// The length of an interval in nanoseconds.
    private let length: Int64
    /// An instant at which an interval starts.
    private let origin: Timestamp
    private var current: Building?

    /// A builder of bars so long.
    ///
    /// - Parameter origin: an instant at which an interval starts; 1970 unless stated. It matters
    ///   only to lengths that do not divide a day.
    /// - Precondition: `seconds` is 1 to 86,400.
    public init(seconds: Int, origin: Timestamp = Timestamp(nanoseconds: 0)) {
        precondition((1...86_400).contains(seconds), "a bar lasts from a second to a day")
        length = Int64(seconds) * 1_000_000_000
        self.origin = origin
    }

    /// Takes a trade; returns the bar before it, if the trade starts a new one.
    public mutating func add(_ tick: Tick) throws(TickFault) -> TickBar? {
        guard tick.price > .zero, tick.size >= .zero else { throw .impossible(tick) }
        let start = try start(of: tick)
        guard var building = current, building.start >= start else {
            defer { current = Building(start: start, tick) }
            return current?.finished
        }
        guard building.start == start else { throw .late(tick, barStart: building.start) }
        try building.add(tick)
        current = building
        return nil
    }

    /// The bar that is being built, at the end of all trades.
    public mutating func finish() -> TickBar? {
        defer { current = nil }
        return current?.finished
    }

    /// The bars of a list of trades.
    public static func all(
        _ ticks: some Sequence<Tick>, seconds: Int, origin: Timestamp = Timestamp(nanoseconds: 0)
    ) throws(TickFault) -> [TickBar] {
        var builder = TickBars(seconds: seconds, origin: origin)
        var bars: [TickBar] = []
        for tick in ticks {
            if let bar = try builder.add(tick) { bars.append(bar) }
        }
        return bars + (builder.finish().map { [$0] } ?? [])
    }

    private func start(of tick: Tick) throws(TickFault) -> Timestamp {
        let (since, overflow) = tick.time.nanoseconds.subtractingReportingOverflow(
            origin.nanoseconds)
        let rest = since % length
        let into = rest < 0 ? rest + length : rest
        let (start, underflow) = tick.time.nanoseconds.subtractingReportingOverflow(into)
        guard !overflow, !underflow else { throw .outOfRange(tick) }
        return Timestamp(nanoseconds: start)
    }

    /// A bar that further trades may change.
    private struct Building {
        let start: Timestamp
        var bar: Bar
        var tradeCount = 1
        /// The sum of price times size, in nanodollars times thousandths.
        var turnover: Int128

        init(start: Timestamp, _ tick: Tick) {
            self.start = start
            bar = Bar(
                start: start, open: tick.price, high: tick.price, low: tick.price,
                close: tick.price, volume: tick.size)
            turnover = Int128(tick.price.nanos) * Int128(tick.size.thousandths)
        }

        mutating func add(_ tick: Tick) throws(TickFault) {
            guard let volume = try? bar.volume + tick.size else { throw .outOfRange(tick) }
            let value = Int128(tick.price.nanos) * Int128(tick.size.thousandths)
            // The sum is at most the highest price times the volume: both 63 bits, so it fits.
            turnover += value
            bar.volume = volume
            bar.high = max(bar.high, tick.price)
            bar.low = min(bar.low, tick.price)
            bar.close = tick.price
            tradeCount += 1
        }

        var finished: TickBar {
            let average =
                bar.volume > .zero
                ? try? Price(
                    narrowing: Rounding.halfEven.divide(
                        turnover, by: Int128(bar.volume.thousandths)))
                : nil
            return TickBar(bar: bar, tradeCount: tradeCount, averagePrice: average)
        }
    }
}

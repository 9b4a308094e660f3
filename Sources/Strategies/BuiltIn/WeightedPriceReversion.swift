import Domain
import Indicators

/// `vwap_reversion`: buys far below the volume-weighted price, sells when it is back.
public struct WeightedPriceReversion: Strategy {
    static let period = Parameter<Int>(
        "n", 2...1_000, default: 20, "Bars of the spread, and of the price where it rolls.")
    static let anchor = Parameter<String>(
        "anchor", ["rolling", "session"], default: "rolling",
        "Whether the price is that of the last n bars or of the session so far.")
    static let deviations = Parameter<Double>(
        "k", 0.01...100, default: 2, "It buys so many deviations below the price.")
    static let stop = Parameter<Double>(
        "stop", 0.01...100, default: 3, "How many true ranges below the close the stop lies.")

    /// What it says of itself.
    public static let description = StrategyDescription(
        "vwap_reversion", title: "VWAP reversion",
        summary: """
            Buys when the close is some deviations below the volume-weighted average price, with a \
            stop some true ranges below, and sells when the close is back at that price.
            """,
        parameters: [
            period.declaration, anchor.declaration, deviations.declaration, stop.declaration,
        ])

    private let deviations: Double
    private let stop: Double
    private let isOfSession: Bool
    private var clock = SessionClock()
    private var session = VolumeWeightedPrice()
    private var rolling: RollingVolumeWeightedPrice
    private var spread: StandardDeviation
    private var range: AverageTrueRange

    /// A strategy with these parameters.
    public init(_ values: ParameterValues) throws(ParameterFault) {
        (deviations, stop) = (values[Self.deviations], values[Self.stop])
        isOfSession = values[Self.anchor] == "session"
        rolling = RollingVolumeWeightedPrice(values[Self.period])
        spread = StandardDeviation(values[Self.period])
        range = AverageTrueRange(values[Self.period])
    }

    /// The spread is that of prices which are defined.
    public var warmUp: Int {
        max(range.warmUp, spread.warmUp + (isOfSession ? 1 : rolling.warmUp) - 1)
    }

    /// Decides at the close of the newest bar.
    public mutating func next(
        _ past: Past, holding: Holding?
    ) throws(StrategyFault) -> Decision {
        let candle = Candle(past.newest)
        let range = range.next(candle)
        guard let price = price(past.newest.start, candle),
            let spread = spread.next(candle.close - price), let range
        else { return .wait }
        guard holding == nil else {
            guard candle.close >= price else { return .wait }
            return .exit(
                Reason(
                    "back_at_vwap", "The close of {} is back at the weighted price of {}.",
                    (candle.close, price, 0, 0)))
        }
        let distance = price - candle.close
        guard spread.deviation > 0, distance > deviations * spread.deviation,
            candle.close > stop * range
        else { return .wait }
        var entry = Entry(
            .long,
            because: Reason(
                "below_vwap", "The close of {} is {} deviations below the weighted price of {}.",
                (candle.close, distance / spread.deviation, price, 0)))
        entry.protection = Protection(stopLoss: try .decided(candle.close - stop * range))
        entry.riskPerShare = stop * range
        return .enter(entry)
    }

    private mutating func price(_ start: Timestamp, _ candle: Candle) -> Double? {
        guard isOfSession else { return rolling.next(candle) }
        if clock.next(start).isFirst { session.startSession() }
        return session.next(candle)
    }
}

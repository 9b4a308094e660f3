import Indicators

/// An indicator as the common tests see it: bars in, its lines out.
struct IndicatorCase: Sendable, CustomStringConvertible {
    let description: String
    let warmUp: Int
    /// The lines after each bar; empty where it has no value. With `resets` it sees the first half
    /// of the bars, is reset, and then sees all.
    let run: @Sendable (_ candles: [Candle], _ resets: Bool) -> [[Double]]

    init<Source: Indicator>(
        _ description: String, _ indicator: Source,
        _ input: @escaping @Sendable (Candle) -> Source.Input,
        _ lines: @escaping @Sendable (Source.Output) -> [Double?]
    ) {
        self.description = description
        warmUp = indicator.warmUp
        run = { candles, resets in
            var indicator = indicator
            if resets {
                for candle in candles.prefix(candles.count / 2) {
                    _ = indicator.next(input(candle))
                }
                indicator.reset()
            }
            return candles.map { candle in
                indicator.next(input(candle)).map { lines($0).compactMap { $0 } } ?? []
            }
        }
    }

    static let all = [
        IndicatorCase("SMA", SimpleMovingAverage(7), \.close) { [$0] },
        IndicatorCase("SMA of one", SimpleMovingAverage(1), \.close) { [$0] },
        IndicatorCase("EMA", ExponentialMovingAverage(7), \.close) { [$0] },
        IndicatorCase("WMA", WeightedMovingAverage(7), \.close) { [$0] },
        IndicatorCase("standard deviation", StandardDeviation(7), \.close) {
            [$0.mean, $0.deviation]
        },
        IndicatorCase("ROC", RateOfChange(7), \.close) { [$0] },
        IndicatorCase("Wilder", WilderAverage(7), \.close) { [$0] },
        IndicatorCase("RSI", RelativeStrengthIndex(7), \.close) { [$0] },
        IndicatorCase(
            "MACD", MovingAverageConvergence(fast: 3, slow: 8, signal: 4), \.close
        ) { [$0.line, $0.signal, $0.histogram] },
        IndicatorCase(
            "MACD aligned",
            MovingAverageConvergence(fast: 3, slow: 8, signal: 4, seeding: .aligned), \.close
        ) { [$0.line, $0.signal, $0.histogram] },
        IndicatorCase("true range", TrueRange(), \.self) { [$0] },
        IndicatorCase("ATR", AverageTrueRange(7), \.self) { [$0] },
        IndicatorCase("DI and ADX", DirectionalMovement(5), \.self) {
            [$0.plus, $0.minus, $0.average]
        },
        IndicatorCase("Bollinger", BollingerBands(7, deviations: 2), \.close) {
            [$0.upper, $0.middle, $0.lower]
        },
        IndicatorCase("highest", HighestValue(7), \.high) { [$0] },
        IndicatorCase("lowest", LowestValue(7), \.low) { [$0] },
        IndicatorCase("Donchian", DonchianChannel(7), \.self) { [$0.upper, $0.middle, $0.lower] },
        IndicatorCase("fast stochastic", StochasticOscillator(7, signal: 3), \.self) {
            [$0.line, $0.signal]
        },
        IndicatorCase("slow stochastic", StochasticOscillator(7, smoothing: 3, signal: 3), \.self) {
            [$0.line, $0.signal]
        },
        IndicatorCase("Williams", WilliamsRange(7), \.self) { [$0] },
        IndicatorCase("CCI", CommodityChannelIndex(7), \.self) { [$0] },
        IndicatorCase("OBV", OnBalanceVolume(), \.self) { [$0] },
        IndicatorCase("VWAP", VolumeWeightedPrice(), \.self) { [$0] },
        IndicatorCase("rolling VWAP", RollingVolumeWeightedPrice(7), \.self) { [$0] },
    ]
}

/// Markets that indicators stumble over.
enum Market {
    /// A seeded random walk in cents.
    static func walk(_ count: Int, seed: UInt64 = 42) -> [Candle] {
        var chance = seed
        func draw(_ below: UInt64) -> Double {
            chance ^= chance << 13
            chance ^= chance >> 7
            chance ^= chance << 17
            return Double(chance % below)
        }
        var price = 100.0
        return (0..<count).map { _ in
            let open = price
            price = max(5, price + (draw(201) - 100) / 100)
            return Candle(
                open: open, high: max(open, price) + draw(50) / 100,
                low: min(open, price) - draw(50) / 100, close: price, volume: draw(5) * 100)
        }
    }

    /// One price, bar after bar.
    static func flat(_ count: Int, at price: Double = 0.1, volume: Double = 0) -> [Candle] {
        Array(
            repeating: Candle(open: price, high: price, low: price, close: price, volume: volume),
            count: count)
    }
}

import Domain
import Foundation
import Indicators

extension Answerer {
    /// Indicators: which ones, with which parameters, the header of the file says.
    static let indicators = Answerer(
        takes: { $0.name.hasPrefix("indicators_") && $0.name.hasSuffix(".csv") },
        answer: { file in
            let series = try GoldenSeries(file)
            let header = try file.header()
            let candles = series.bars.map(Candle.init)
            var columns: [[Double?]] = []
            for name in header.dropFirst(6) {
                guard let column = IndicatorColumn(name) else {
                    throw GoldensFault("\(file.path): no indicator \(name)")
                }
                columns.append(column.values(candles))
            }
            var lines = [header.joined(separator: ",")]
            for index in candles.indices {
                let (bar, candle) = (series.labels[index], candles[index])
                let own = [candle.open, candle.high, candle.low, candle.close, candle.volume]
                let cells = own.map { "\($0)" } + columns.map { $0[index].map { "\($0)" } ?? "" }
                lines.append(([bar] + cells).joined(separator: ","))
            }
            return Data((lines.joined(separator: "\n") + "\n").utf8)
        })
}

extension GoldenFile {
    /// The names of the columns of a CSV file.
    fileprivate func header() throws -> [String] {
        let text = String(decoding: try data(), as: UTF8.self)
        guard let line = text.split(whereSeparator: \.isNewline).first else {
            throw GoldensFault("\(path): empty")
        }
        return line.split(separator: ",").map(String.init)
    }
}

/// One column of an indicator file: `macd_signal_12_26_9` is a name and its parameters.
struct IndicatorColumn {
    /// The value at each bar.
    let values: ([Candle]) -> [Double?]

    /// The column of a name; nil where there is no such indicator.
    init?(_ text: String) {
        let parts = text.split(separator: "_").map(String.init)
        let name = parts.prefix { Double($0) == nil }.joined(separator: "_")
        let numbers = parts.drop { Double($0) == nil }.map { Double($0) ?? 0 }
        let periods = numbers.map { max(1, Int($0)) }
        guard numbers.allSatisfy({ $0 > 0 && $0 <= 1_000_000 }),
            let values = Self.plain(name, periods) ?? Self.ofBars(name, periods)
                ?? Self.ofLines(name, periods, numbers)
        else { return nil }
        self.values = values
    }

    private typealias Values = ([Candle]) -> [Double?]

    /// Indicators of closes with one value.
    private static func plain(_ name: String, _ periods: [Int]) -> Values? {
        guard let period = periods.first, periods.count == 1 else { return nil }
        return switch name {
        case "sma": of(SimpleMovingAverage(period), \.close) { $0 }
        case "ema": of(ExponentialMovingAverage(period), \.close) { $0 }
        case "wma": of(WeightedMovingAverage(period), \.close) { $0 }
        case "stddev": of(StandardDeviation(period), \.close) { $0.deviation }
        case "roc": of(RateOfChange(period), \.close) { $0 }
        case "rsi": of(RelativeStrengthIndex(period), \.close) { $0 }
        default: nil
        }
    }

    /// Indicators of bars.
    private static func ofBars(_ name: String, _ periods: [Int]) -> Values? {
        switch (name, periods.count) {
        case ("tr", 0): of(TrueRange(), \.self) { $0 }
        case ("obv", 0): of(OnBalanceVolume(), \.self) { $0 }
        case ("vwap_cum", 0): of(VolumeWeightedPrice(), \.self) { $0 }
        case ("atr", 1): of(AverageTrueRange(periods[0]), \.self) { $0 }
        case ("plus_di", 1): of(DirectionalMovement(periods[0]), \.self) { $0.plus }
        case ("minus_di", 1): of(DirectionalMovement(periods[0]), \.self) { $0.minus }
        case ("adx", 1): of(DirectionalMovement(periods[0]), \.self) { $0.average }
        case ("donchian_hi", 1): of(DonchianChannel(periods[0]), \.self) { $0.upper }
        case ("donchian_lo", 1): of(DonchianChannel(periods[0]), \.self) { $0.lower }
        case ("donchian_mid", 1): of(DonchianChannel(periods[0]), \.self) { $0.middle }
        case ("cci", 1): of(CommodityChannelIndex(periods[0]), \.self) { $0 }
        case ("willr", 1): of(WilliamsRange(periods[0]), \.self) { $0 }
        case ("vwap", 1): of(RollingVolumeWeightedPrice(periods[0]), \.self) { $0 }
        default: nil
        }
    }

    /// Indicators with several lines and parameters.
    private static func ofLines(
        _ name: String, _ periods: [Int], _ numbers: [Double]
    ) -> Values? {
        switch (name.split(separator: "_").first.map(String.init), periods.count) {
        case ("bb", 2):
            let bands = BollingerBands(periods[0], deviations: numbers[1])
            return line(name, ["bb_upper", "bb_mid", "bb_lower"]) { line in
                of(bands, \.close) { [$0.upper, $0.middle, $0.lower][line] }
            }
        case ("stochf", 2), ("stoch", 3):
            let oscillator = StochasticOscillator(
                periods[0], smoothing: periods.count == 3 ? periods[1] : 1,
                signal: periods[periods.count - 1])
            return line(name, ["stoch_k", "stoch_d", "stochf_k", "stochf_d"]) { line in
                of(oscillator, \.self) { line % 2 == 0 ? $0.line : $0.signal }
            }
        case ("macd", 3) where periods[0] <= periods[1]:
            let isAligned = name.hasPrefix("macd_talib")
            let own = MovingAverageConvergence(
                fast: periods[0], slow: periods[1], signal: periods[2],
                seeding: isAligned ? .aligned : .own)
            let prefix = isAligned ? "macd_talib" : "macd"
            return line(name, [prefix, prefix + "_signal", prefix + "_hist"]) { line in
                of(own, \.close) { [$0.line, $0.signal, $0.histogram][line] }
            }
        default: return nil
        }
    }

    /// The line of a name among those of its indicator.
    private static func line(
        _ name: String, _ names: [String], _ values: (Int) -> Values
    ) -> Values? {
        names.firstIndex(of: name).map(values)
    }

    private static func of<Source: Indicator>(
        _ indicator: Source, _ input: @escaping (Candle) -> Source.Input,
        _ value: @escaping (Source.Output) -> Double?
    ) -> Values {
        { candles in
            var indicator = indicator
            return candles.map { candle in indicator.next(input(candle)).flatMap(value) }
        }
    }
}

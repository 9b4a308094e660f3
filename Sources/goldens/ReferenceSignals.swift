import Domain

/// The indicators that the backtest goldens decide by, in binary floating point and over a whole
/// series at once. They belong to this tool: the desk's own indicators come with its strategies.
struct ReferenceSignals {
    let bars: [Bar]
    let close: [Double]

    init(bars: [Bar]) {
        self.bars = bars
        close = bars.map(\.close.approximate)
    }

    /// Simple moving average; the sum is one of integers, so it does not drift.
    func average(_ count: Int) -> [Double?] {
        var sum: Int64 = 0
        return bars.indices.map { index in
            sum += bars[index].close.nanos
            if index >= count { sum -= bars[index - count].close.nanos }
            return index >= count - 1 ? Double(sum) / 1e9 / Double(count) : nil
        }
    }

    /// The sign of fast less slow, where a difference of a part in 10^9 counts as none.
    func order(fast: Int, slow: Int) -> [Int?] {
        zip(average(fast), average(slow)).map { fast, slow in
            guard let fast, let slow else { return nil }
            if abs(fast - slow) <= 1e-9 * abs(slow) { return 0 }
            return fast > slow ? 1 : -1
        }
    }

    /// Wilder's relative strength index, seeded with the mean of the first `count` changes.
    func strength(_ count: Int) -> [Double?] {
        let changes = zip(close.dropFirst(), close).map { $0 - $1 }
        let gains = Self.smoothed(changes.map { max($0, 0) }, count)
        let losses = Self.smoothed(changes.map { max(-$0, 0) }, count)
        let values: [Double?] = zip(gains, losses).map { gain, loss in
            guard let gain, let loss else { return nil }
            return gain + loss == 0 ? 0 : 100 * gain / (gain + loss)
        }
        return [nil] + values
    }

    /// Wilder's average true range.
    func trueRange(_ count: Int) -> [Double?] {
        let ranges = bars.indices.dropFirst().map { index in
            let (high, low) = (bars[index].high.approximate, bars[index].low.approximate)
            let before = close[index - 1]
            return max(high - low, abs(high - before), abs(low - before))
        }
        return [nil] + Self.smoothed(ranges, count)
    }

    /// The highest high of the `count` bars before each.
    func highest(_ count: Int) -> [Double?] {
        bars.indices.map { index in
            index < count
                ? nil : bars[(index - count)..<index].map(\.high).max()?.approximate
        }
    }

    /// The lowest low of the `count` bars before each.
    func lowest(_ count: Int) -> [Double?] {
        bars.indices.map { index in
            index < count ? nil : bars[(index - count)..<index].map(\.low).min()?.approximate
        }
    }

    /// Wilder's smoothing: the mean of the first `count`, then (average * (n - 1) + value) / n.
    private static func smoothed(_ values: [Double], _ count: Int) -> [Double?] {
        var average = 0.0
        return values.indices.map { index in
            if index < count {
                average += values[index] / Double(count)
                if index == count - 1 {
                    average = values.prefix(count).reduce(0, +) / Double(count)
                    return average
                }
                return nil
            }
            average = (average * Double(count - 1) + values[index]) / Double(count)
            return average
        }
    }
}

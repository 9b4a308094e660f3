public import Domain
import MarketData
import MarketCalendar
import PerformanceMetrics

/// When the points of an outcome's curve were taken.
struct CurvePoints {
    let times: [Timestamp]
    let periodsPerYear: Double

    init(_ outcome: BacktestOutcome, _ data: BacktestData) {
        let all = outcome.times.isEmpty ? data.series[0].bars.map(\.start) : outcome.times
        times = Array(all.prefix(outcome.equity.count))
        periodsPerYear = 252 * Self.pointsPerDay(times)
    }

    /// A curve of numbers at these points.
    func curve(_ values: [Double]) throws(EquityCurveFault) -> EquityCurve {
        try EquityCurve(times: times, equity: values, dayOf: NewYork.day)
    }

    /// How long a trade lasted.
    func seconds(of trade: BacktestTrade) -> Double {
        let (start, end) = (times[trade.points.lowerBound], times[trade.points.upperBound])
        return Double(end.seconds - start.seconds)
    }

    /// Points over days that have any.
    private static func pointsPerDay(_ times: [Timestamp]) -> Double {
        var (days, last): (Int, Day?) = (0, nil)
        for time in times {
            let day = time.utcDay
            if day != last { (days, last) = (days + 1, day) }
        }
        return days > 0 ? Double(times.count) / Double(days) : 1
    }
}

extension BacktestData {
    /// What 1 is worth at these times, put in equal parts into all symbols at their first close,
    /// with splits taken into account and dividends kept as cash.
    public func held(at times: [Timestamp]) -> [Double] {
        var sum = [Double](repeating: 0, count: times.count)
        for one in series {
            let values = heldValues(of: one)
            var bar = 0
            for (point, time) in times.enumerated() {
                while bar + 1 < one.bars.count, one.bars[bar + 1].start <= time { bar += 1 }
                sum[point] += one.bars[bar].start <= time ? values[bar] : 1
            }
        }
        return sum.map { $0 / Double(series.count) }
    }

    /// What 1 is worth at each close of a symbol.
    private func heldValues(of one: BacktestSeries) -> [Double] {
        var due = actions(on: one)
        var (shares, cash) = (1 / one.bars[0].close.approximate, 0.0)
        return one.bars.indices.map { bar in
            while let next = due.last, next.bar == bar {
                switch next.action {
                case .split(let new, let old): shares *= Double(new) / Double(old)
                case .dividend(let amount): cash += shares * amount.approximate
                }
                due.removeLast()
            }
            return shares * one.bars[bar].close.approximate + cash
        }
    }

    /// How far a trade went either way: its bars from entry on in full, of the exit's bar the open
    /// and the price of the exit, since nobody knows what came first.
    func excursion(of trade: BacktestTrade) -> Excursion {
        let bars = series[trade.lane].bars
        let splits = actions(on: series[trade.lane]).filter {
            $0.bar > trade.entryBar && $0.bar <= trade.exitBar
        }
        let entry = trade.entryPrice.approximate
        let sign: Double = trade.side == .long ? 1 : -1
        var (worst, best) = (0.0, 0.0)
        func note(_ price: Double) {
            let change = sign * (price / entry - 1)
            (worst, best) = (Swift.min(worst, change), Swift.max(best, change))
        }
        for bar in trade.entryBar..<max(trade.entryBar, trade.exitBar) {
            // Prices from before a split, in shares as they were at the exit.
            let factor = splits.reduce(1.0) { $1.bar > bar ? $0 * $1.action.priceFactor : $0 }
            note(bars[bar].low.approximate * factor)
            note(bars[bar].high.approximate * factor)
        }
        if trade.exitBar > trade.entryBar { note(bars[trade.exitBar].open.approximate) }
        note(trade.exitPrice.approximate)
        return Excursion(worst: worst, best: best)
    }
}

extension CorporateAction {
    /// What a price is multiplied by.
    fileprivate var priceFactor: Double {
        if case .split(let new, let old) = self { Double(old) / Double(new) } else { 1 }
    }
}

import Domain
import MarketCalendar
import MarketData

extension BacktestData {
    /// The same without the bars after a day.
    func clipped(to end: Day?) throws(BacktestFault) -> BacktestData {
        guard let end else { return self }
        let midnight = NewYork.instant(of: end.advanced(by: 1), secondsOfDay: 0)
        var kept: [BacktestSeries] = []
        for one in series {
            let bars = Array(one.bars.prefix { $0.start < midnight })
            guard bars.count >= 2 else {
                throw BacktestFault("to", end.description, "a day within the data: \(one.range)")
            }
            kept.append(BacktestSeries(symbol: one.symbol, bars: bars))
        }
        return try BacktestData(kept, actions: actions)
    }

    /// The actions of a symbol that its bars reach, each with the bar before which it takes effect,
    /// the first one last.
    func actions(on one: BacktestSeries) -> [(bar: Int, action: CorporateAction)] {
        var due: [(bar: Int, action: CorporateAction)] = []
        for dated in actions where dated.symbol == one.symbol {
            let midnight = NewYork.instant(of: dated.day, secondsOfDay: 0)
            guard let bar = one.bars.firstIndex(where: { $0.start >= midnight }), bar > 0
            else { continue }
            due.append((bar, dated.action))
        }
        // Swift's sort is stable: actions before the same bar stay in the file's order.
        return due.sorted { $0.bar < $1.bar }.reversed()
    }
}

extension BacktestSeries {
    /// The bar from which on a strategy may trade.
    func firstBar(from day: Day?) throws(BacktestFault) -> Int {
        guard let day else { return 0 }
        let midnight = NewYork.instant(of: day, secondsOfDay: 0)
        guard let bar = bars.firstIndex(where: { $0.start >= midnight }) else {
            throw BacktestFault("from", day.description, "a day within the data: \(range)")
        }
        return bar
    }

    /// The days of the first and the last bar, in words.
    fileprivate var range: String {
        guard let first = bars.first, let last = bars.last else { return "nothing" }
        return "\(NewYork.day(of: first.start)) to \(NewYork.day(of: last.start)) for \(symbol)"
    }
}

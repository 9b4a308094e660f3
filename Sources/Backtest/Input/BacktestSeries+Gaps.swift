public import Domain
import MarketCalendar

extension BacktestSeries {
    /// The sessions of New York between the first and the last bar that have none; nil where the
    /// calendar does not reach so far.
    ///
    /// A gap is no fault, since shares are halted too; but averages go over it as if it were not
    /// there, so whoever reads the result should know.
    public var missingSessions: [Day]? {
        guard let first = bars.first, let last = bars.last else { return [] }
        let range = NewYork.day(of: first.start)...NewYork.day(of: last.start)
        guard let sessions = TradingCalendar.xnys.sessions(in: range) else { return nil }
        var (days, newest): (Set<Day>, Day?) = ([], nil)
        for bar in bars {
            let day = NewYork.day(of: bar.start)
            if day != newest { days.insert(day) }
            newest = day
        }
        return sessions.map(\.day).filter { !days.contains($0) }
    }
}

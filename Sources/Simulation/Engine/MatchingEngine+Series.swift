public import Domain

extension MatchingEngine {
    /// Handles bars of a series up to and with the first that concerns an order, or all of them,
    /// and notes what the account is worth after each.
    ///
    /// The same as `handle` bar by bar, but a stretch of bars between two orders costs hardly more
    /// than reading it.
    ///
    /// - Parameters:
    ///   - range: the bars to handle.
    ///   - equity: as long as the series; the handled places are written.
    /// - Returns: the first bar that was not handled.
    /// - Throws: where the account's worth leaves the range.
    public mutating func handle(
        _ series: [Bar], in range: Range<Int>, of instrument: Instrument,
        equity: inout [Money], into reports: inout [EngineReport]
    ) throws(AmountOutOfRange) -> Int {
        gauges.bring(instrument.index)
        let place = mark(series, in: range, equity: &equity)
        if place > range.lowerBound { gauges.front.last = series[place - 1].close.nanos }
        guard place < range.upperBound else { return place }
        handle(series[place], of: instrument, into: &reports)
        equity[place] = try worth()
        return place + 1
    }

    /// Notes the worth after each bar from the start on that concerns no order.
    private func mark(_ series: [Bar], in range: Range<Int>, equity: inout [Money]) -> Int {
        guard gauges.isPlain else { return range.lowerBound }
        let (gauge, cash) = (gauges.front, account.cash.nanos)
        for place in range {
            let (low, high) = (series[place].low, series[place].high)
            let close = series[place].close
            let (value, isTooLarge) = close.nanos.multipliedReportingOverflow(by: gauge.shares)
            let (worth, isOut) = cash.addingReportingOverflow(value)
            guard gauge.isUnconcerned(low: low, high: high, close: close), !isTooLarge, !isOut
            else { return place }
            equity[place] = Money(nanos: worth)
        }
        return range.upperBound
    }
}

public import Domain
public import MarketData

/// What a backtest runs on: bars of some symbols, and what companies did to their shares.
public struct BacktestData: Sendable {
    /// A series a symbol, in the order of their names.
    public let series: [BacktestSeries]
    /// Splits and dividends; those of other symbols and days count for nothing.
    public let actions: [DatedAction]

    /// Data of some symbols.
    ///
    /// - Throws: where a series is none: too short, not in order, with impossible bars, or there
    ///   twice.
    public init(_ series: [BacktestSeries], actions: [DatedAction] = []) throws(BacktestFault) {
        guard !series.isEmpty else { throw BacktestFault("bars", "nothing", "at least one series") }
        for one in series { try one.check() }
        let sorted = series.sorted { $0.symbol < $1.symbol }
        for (left, right) in zip(sorted, sorted.dropFirst()) where left.symbol == right.symbol {
            throw BacktestFault("symbol", "\(left.symbol) twice", "each symbol once")
        }
        for action in actions {
            if let fault = action.action.fault {
                throw BacktestFault("actions", "\(action.symbol) on \(action.day)", fault)
            }
        }
        self.series = sorted
        self.actions = actions
    }
}

/// The bars of one symbol.
public struct BacktestSeries: Sendable {
    /// Whose bars.
    public let symbol: Symbol
    /// Oldest first, as they were traded.
    public let bars: [Bar]

    /// A series, unchecked.
    public init(symbol: Symbol, bars: [Bar]) {
        self.symbol = symbol
        self.bars = bars
    }

    fileprivate func check() throws(BacktestFault) {
        guard bars.count >= 2 else {
            throw BacktestFault(
                "bars", "\(symbol) has \(bars.count)", "two or more: one decides, the next fills")
        }
        var before: Timestamp?
        for index in bars.indices {
            if let fault = bars[index].fault {
                throw BacktestFault(
                    "bars", "\(symbol), bar \(index) of \(bars[index].start)", "possible: \(fault)")
            }
            if let before, bars[index].start <= before {
                throw BacktestFault(
                    "bars", "\(symbol), bar \(index) of \(bars[index].start)",
                    "later than the one before it, of \(before)")
            }
            before = bars[index].start
        }
    }
}

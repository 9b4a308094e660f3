/// The results of backtests: the tab that only paper has.
struct BacktestsPage: FramedPage {
    let frame: PageFrame
    let results: [BacktestRow]
    let hasResults: Bool
}

/// A backtest in short.
struct BacktestRow {
    let run, symbols, strategy, parameters: String
    let period, trades, sharpe, drawdown, winRate, initial, final: String
    let profit: Signed
    let created: PageTime
}

/// One result: what it came to, its curves, its trades, and what was asked for.
struct BacktestPage: FramedPage {
    let frame: PageFrame
    let heading, period, run, hash: String
    let figures: [Fact]
    let equity: CurveFigure?
    let drawdown: CurveFigure?
    let parameters: [Fact]
    let trades: [BacktestTradeRow]
    let hasTrades: Bool
    /// Which trades are shown, where those are not all.
    let bound: String?
    let csv, json: String
    /// The request, which asks for the same again.
    let request: String
}

/// A trade of a backtest.
struct BacktestTradeRow {
    let symbol, side, shares, entryTime, entryPrice, exitTime, exitPrice, ending, why: String
    let profit: Signed
}

/// What a backtest is asked for with, and the runs under way.
struct BacktestFormPage: FramedPage {
    let frame: PageFrame
    let tabs = BacktestTabs(isRun: true, isSweep: false)
    let strategies: [StrategyLink]
    let strategy, title, summary: String
    let fields: [ParameterField]
    let stored: StoredBars
    let runs: RunList
}

/// A run without a result, yet or for good.
struct BacktestOpenPage: FramedPage {
    let frame: PageFrame
    let heading, run: String
    /// Nil once it is over.
    let progress: RunProgress?
    /// Why it ended without a result; nil where it did not.
    let words: String?
    let facts: [Fact]
    /// The request, which asks for the same again.
    let request: String
}

/// The bars that runs can be asked of.
struct StoredBars {
    /// Whose; nil where there are none.
    let symbols: String?
    /// Their lengths, the shortest first.
    let timeframes: [String]
    /// Whether there are several lengths, of which a symbol may have more than one.
    let hasChoice: Bool
}

/// A strategy that can be chosen.
struct StrategyLink {
    let title, address: String
    let isChosen: Bool
}

/// A parameter as a field of a form: words are chosen, numbers are typed.
struct ParameterField {
    let name, label, hint, value: String
    let choices: [ParameterChoice]
    let isChoice: Bool
}

/// A word that a parameter can be.
struct ParameterChoice {
    let value: String
    let isChosen: Bool
}

/// The runs that were asked for last.
struct RunList {
    let title: String
    let rows: [BacktestRunRow]
    let hasRows: Bool
}

/// A run that was asked for.
struct BacktestRunRow {
    let run, strategy, parameters, symbols, state, percent: String
    /// Why it failed; nil where it did not.
    let words: String?
    let isOpen, isFinished, isSweep: Bool
    /// The page of its result.
    let address: String
    let asked: PageTime
}

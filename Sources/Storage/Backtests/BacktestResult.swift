public import Domain

/// A successful backtest, as it is kept.
public struct BacktestResult: Hashable, Sendable {
    /// Its name, unique for ever.
    public var runID: String
    /// What was traded.
    public var symbols: Set<Symbol>
    /// The strategy, as results are listed by it.
    public var strategyMode: String
    /// The first day of the data.
    public var start: Day
    /// The last day of the data.
    public var end: Day
    /// What the account began with.
    public var initialCapital: Money
    /// What it came to.
    public var finalEquity: Money
    /// The figures that lists show.
    public var figures: BacktestFigures
    /// The curve; kept as at most `EquityPoint.countMax` points.
    public var equity: [EquityPoint]
    /// The trades, each a JSON object, in order; all are kept, in pages.
    public var trades: [String]
    /// What was run, as a JSON object.
    public var config: String?
    /// Wall time.
    public var createdAt: Timestamp

    /// A result of these parts.
    public init(
        runID: String, symbols: Set<Symbol>, strategyMode: String, days: ClosedRange<Day>,
        createdAt: Timestamp
    ) {
        self.runID = runID
        self.symbols = symbols
        self.strategyMode = strategyMode
        start = days.lowerBound
        end = days.upperBound
        initialCapital = .zero
        finalEquity = .zero
        figures = BacktestFigures()
        equity = []
        trades = []
        self.createdAt = createdAt
    }
}

/// The figures of a backtest that lists show; nil where one cannot be told.
public struct BacktestFigures: Hashable, Sendable {
    /// In percent.
    public var totalReturnPercent: Double?
    /// A year's.
    public var sharpeRatio: Double?
    /// In percent, zero or below.
    public var maxDrawdownPercent: Double?
    /// From 0 to 1.
    public var winRate: Double?

    /// Figures, none of them known.
    public init() {}
}

/// A line in the list of backtests.
public struct BacktestSummary: Hashable, Sendable, Identifiable {
    /// Its number, rising with time.
    public let id: Int64
    /// Its name.
    public let runID: String
    /// What was traded, sorted.
    public let symbols: [Symbol]
    /// The strategy.
    public let strategyMode: String
    /// The first day of the data.
    public let start: Day
    /// The last day of the data.
    public let end: Day
    /// What the account began with, to the digits that a binary number holds.
    public let initialCapital: Double
    /// What it came to.
    public let finalEquity: Double
    /// Its figures.
    public let figures: BacktestFigures
    /// How many trades it made.
    public let tradeCount: Int
    /// Wall time.
    public let createdAt: Timestamp
    /// What the strategy was given, as a JSON array of `{name, value}`; nil where none is kept.
    public let parameters: String?
}

/// All that is kept of a backtest but the further pages of its trades.
public struct BacktestDetail: Hashable, Sendable {
    /// Its line in the list.
    public let summary: BacktestSummary
    /// The curve, thinned.
    public let equity: [EquityPoint]
    /// The first page of its trades, as a JSON array of objects.
    public let trades: String
    /// How many pages of trades there are, this one included.
    public let tradePages: Int
    /// What was run, as a JSON object.
    public let config: String?
}

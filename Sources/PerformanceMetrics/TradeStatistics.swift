/// What a list of closed trades says. What is undefined is nil, never 0, NaN or infinite.
///
/// A win is a profit above zero, a loss one below; a trade at zero counts as a trade and ends a
/// streak, and is neither. Source: quantstats 0.0.86, whose profit factor, payoff ratio and
/// (without break-even trades) win rate these are.
public struct TradeStatistics: Equatable, Sendable {
    /// How many trades.
    public let tradeCount: Int
    /// How many of them won.
    public let winCount: Int
    /// How many of them lost.
    public let lossCount: Int
    /// How many of them ended at zero.
    public let breakEvenCount: Int
    /// The sum of all profits and losses.
    public let netProfit: Double
    /// The sum of the wins, at least 0.
    public let grossProfit: Double
    /// The sum of the losses, at most 0.
    public let grossLoss: Double
    /// Wins over trades, 0 to 1; nil without a trade.
    public let winRate: Double?
    /// Gross profit over gross loss, at least 0; nil without a loss.
    public let profitFactor: Double?
    /// The mean profit of a trade; nil without one.
    public let expectancy: Double?
    /// The mean return of a trade as a fraction; nil without one.
    public let expectedReturn: Double?
    /// The mean win; nil without one.
    public let averageWin: Double?
    /// The mean loss, below 0; nil without one.
    public let averageLoss: Double?
    /// Mean win over mean loss, above 0; nil without a win or without a loss.
    public let payoffRatio: Double?
    /// The largest win; nil without one.
    public let largestWin: Double?
    /// The largest loss, below 0; nil without one.
    public let largestLoss: Double?
    /// The mean of the holding times that are known, in seconds; nil where none is.
    public let averageHeldSeconds: Double?
    /// Wins and losses in a row, in the order of the list.
    public let streaks: Streaks

    /// The statistics of trades, which stand in the order of their exits.
    public init(of trades: [TradeResult]) {
        let wins = Sample(values: trades.map(\.profit).filter { $0 > 0 })
        let losses = Sample(values: trades.map(\.profit).filter { $0 < 0 })
        tradeCount = trades.count
        winCount = wins.values.count
        lossCount = losses.values.count
        breakEvenCount = tradeCount - winCount - lossCount
        netProfit = compensatedSum(trades.lazy.map(\.profit))
        grossProfit = compensatedSum(wins.values)
        grossLoss = compensatedSum(losses.values)
        winRate = (Double(winCount) / Double(tradeCount)).ifFinite
        profitFactor = (grossProfit / -grossLoss).ifFinite
        expectancy = Sample(values: trades.map(\.profit)).mean?.ifFinite
        expectedReturn = Sample(values: trades.map(\.returnFraction)).mean?.ifFinite
        averageWin = wins.mean?.ifFinite
        averageLoss = losses.mean?.ifFinite
        // NaN stands for the missing side, and so the ratio is missing too.
        payoffRatio = ((wins.mean ?? .nan) / -(losses.mean ?? .nan)).ifFinite
        largestWin = wins.values.max()
        largestLoss = losses.values.min()
        averageHeldSeconds = Sample(values: trades.compactMap(\.heldSeconds)).mean?.ifFinite
        streaks = Streaks(of: trades)
    }
}

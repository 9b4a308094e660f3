public import Domain

/// What one trial of a sweep came to.
public struct SweepRow: Sendable {
    /// Its place in the grid.
    public var trial: Int
    /// Its parameters, those that vary.
    public var values: [String: String]
    /// Its figures; nil where it could not be run.
    public var figures: SweepFigures?
    /// Why it could not be run.
    public var failure: String?

    /// A row of these parts.
    public init(
        trial: Int, values: [String: String], figures: SweepFigures?, failure: String? = nil
    ) {
        self.trial = trial
        self.values = values
        self.figures = figures
        self.failure = failure
    }
}

/// The figures of a trial, those that one quick pass over its curve gives.
public struct SweepFigures: Equatable, Sendable {
    /// What the account came to.
    public var finalEquity: Money
    /// As a fraction.
    public var totalReturn: Double
    /// Mean over sample deviation of the curve's returns, of one period; nil where undefined.
    public var periodSharpe: Double?
    /// At most 0, as a fraction.
    public var maxDrawdown: Double
    /// Closed trades.
    public var tradeCount: Int
    /// The share of them that won; nil without one.
    public var winRate: Double?

    /// Figures of these parts.
    public init(
        finalEquity: Money, totalReturn: Double, periodSharpe: Double?, maxDrawdown: Double,
        tradeCount: Int, winRate: Double?
    ) {
        self.finalEquity = finalEquity
        self.totalReturn = totalReturn
        self.periodSharpe = periodSharpe
        self.maxDrawdown = maxDrawdown
        self.tradeCount = tradeCount
        self.winRate = winRate
    }

    /// The figures of an outcome.
    public init(_ outcome: BacktestOutcome) {
        let pass = CurvePass(outcome.equity)
        finalEquity = outcome.finalEquity
        totalReturn = outcome.finalEquity.approximate / outcome.initialCash.approximate - 1
        periodSharpe = pass.sharpe
        maxDrawdown = pass.drawdown
        tradeCount = outcome.trades.count
        winRate =
            outcome.trades.isEmpty
            ? nil
            : Double(outcome.trades.count { $0.profit > .zero }) / Double(outcome.trades.count)
    }
}

/// One pass over a curve. Sums of returns less the first one, so that little cancels.
private struct CurvePass {
    let sharpe: Double?
    let drawdown: Double

    init(_ equity: [Money]) {
        guard var before = equity.first.map({ Double($0.nanos) }) else {
            (sharpe, drawdown) = (nil, 0)
            return
        }
        var (sum, squares, top, least) = (0.0, 0.0, before, 1.0)
        for value in equity.dropFirst() {
            let worth = Double(value.nanos)
            // Most bars change nothing while nothing is held.
            if worth != before {
                let change = before > 0 ? worth / before - 1 : 0
                sum += change
                squares += change * change
                before = worth
                if worth > top { top = worth }
            }
            if worth < least * top, top > 0 { least = worth / top }
        }
        drawdown = least - 1
        let count = Double(equity.count - 1)
        let variance = (squares - sum * sum / count) / (count - 1)
        sharpe = count >= 2 && variance > 1e-24 ? sum / count / variance.squareRoot() : nil
    }
}

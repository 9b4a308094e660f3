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

/// One pass over a curve, four points at a time: its drawdown, and the mean and the spread of its
/// returns.
private struct CurvePass {
    private var fall: DeepestFall
    private var returns = ReturnSums()
    private let count: Int

    init(_ equity: [Money]) {
        let points = equity.span
        var last = equity.isEmpty ? 0 : Double(points[0].nanos)
        fall = DeepestFall(from: last)
        count = points.count - 1
        var point = 1
        while point + 4 <= points.count {
            let after = ReturnSums.Four(
                Double(points[point].nanos), Double(points[point + 1].nanos),
                Double(points[point + 2].nanos), Double(points[point + 3].nanos))
            fall.take(after.x)
            fall.take(after.y)
            fall.take(after.z)
            fall.take(after.w)
            returns.add(.init(last, after.x, after.y, after.z), after)
            last = after.w
            point += 4
        }
        while point < points.count {
            let after = Double(points[point].nanos)
            fall.take(after)
            returns.add(.init(last, 1, 1, 1), .init(after, 1, 1, 1))
            last = after
            point += 1
        }
    }

    var drawdown: Double { fall.least - 1 }

    var sharpe: Double? {
        let (count, sum, squares) = (Double(count), returns.sum.sum(), returns.squares.sum())
        let variance = (squares - sum * sum / count) / (count - 1)
        return count >= 2 && variance > 1e-24 ? sum / count / variance.squareRoot() : nil
    }
}

/// The deepest fall from a height before, as what was left of it. What would be deeper is compared
/// with a worth that changes seldom, so that no point needs a division.
private struct DeepestFall {
    private(set) var least = 1.0
    private var top: Double
    /// A worth below this is a deeper fall.
    private var floor: Double

    init(from start: Double) { (top, floor) = (start, start) }

    @inline(__always)
    mutating func take(_ worth: Double) {
        if worth > top {
            top = worth
            floor = least * top
        } else if worth < floor, top > 0 {
            least = worth / top
            floor = worth
        }
    }
}

/// The sums of returns and of their squares.
private struct ReturnSums {
    typealias Four = SIMD4<Double>

    private(set) var sum = Four.zero
    private(set) var squares = Four.zero

    @inline(__always)
    mutating func add(_ before: Four, _ after: Four) {
        let change = (after / before - 1).replacing(with: 0, where: before .<= 0)
        sum += change
        squares += change * change
    }
}

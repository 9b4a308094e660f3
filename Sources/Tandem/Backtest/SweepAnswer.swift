import Backtest
import Domain
import PerformanceMetrics
import Web

/// What a sweep found.
struct SweepAnswer: Encodable {
    let trials, done, failed: Int
    let rows: [SweepRowAnswer]
    var seconds = 0.0
    var cpu_seconds = 0.0
    var best_sharpe, best_deflated_sharpe: Double?

    /// - Parameter rows: the best one first.
    init(_ rows: [SweepRow], plan: SweepPlan, best count: Int) {
        trials = plan.trials.count
        done = rows.count
        failed = rows.count { $0.figures == nil }
        self.rows = rows.prefix(count).map(SweepRowAnswer.init)
    }

    var text: String {
        var lines = rows.map(\.line)
        lines.insert(SweepRowAnswer.heading, at: 0)
        lines.append("")
        lines.append("\(done) of \(trials) trials, \(failed) of them could not be run")
        if let best_sharpe {
            lines.append(
                "Best: Sharpe \(BacktestAnswer.ratio(best_sharpe)) a year; above what the best of "
                    + "\(trials) useless trials shows with probability "
                    + BacktestAnswer.ratio(best_deflated_sharpe))
        }
        return lines.joined(separator: "\n")
    }
}

/// One trial.
struct SweepRowAnswer: Encodable {
    let trial: Int
    let values: [String: String]
    let final_equity: ExactAmount?
    let total_return, period_sharpe, max_drawdown, win_rate: Double?
    let trades: Int?
    let failure: String?
    let line: String

    private enum CodingKeys: String, CodingKey {
        case trial, values, final_equity, total_return, period_sharpe, max_drawdown, win_rate
        case trades, failure
    }

    static let heading = Columns.row([
        .right("Trial", 6), .right("Equity", 16), .right("Return", 11), .right("Sharpe/bar", 10),
        .right("Drawdown", 10), .right("Trades", 7), .right("Won", 9), .left("Parameters", 1),
    ])

    init(_ row: SweepRow) {
        trial = row.trial
        values = row.values
        let figures = row.figures
        final_equity = ExactAmount(figures?.finalEquity)
        total_return = figures?.totalReturn
        period_sharpe = figures?.periodSharpe
        max_drawdown = figures?.maxDrawdown
        win_rate = figures?.winRate
        trades = figures?.tradeCount
        failure = row.failure
        let names = row.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        line = Columns.row([
            .right("\(row.trial)", 6),
            .right(figures.map { Figures.dollars($0.finalEquity) } ?? "-", 16),
            .right(Figures.percent(figures.map { $0.totalReturn * 100 }), 11),
            .right(BacktestAnswer.ratio(figures?.periodSharpe), 10),
            .right(Figures.percent(figures.map { $0.maxDrawdown * 100 }), 10),
            .right(figures.map { "\($0.tradeCount)" } ?? "-", 7),
            .right(Figures.percent(figures?.winRate.map { $0 * 100 }), 9),
            .left(names.joined(separator: " ") + (row.failure.map { ": \($0)" } ?? ""), 1),
        ])
    }
}

/// What a walk forward found.
struct WalkForwardAnswer: Encodable {
    /// One choice and what became of it.
    struct Fold: Encodable {
        let chosen_on, traded_on: [String]
        let values: [String: String]
        let in_sample_sharpe, in_sample_return, out_of_sample_sharpe, out_of_sample_return: Double?
    }

    let folds: [Fold]
    let trials: Int
    let out_of_sample_return: Double?
    let deflated_sharpe: Double?

    init(_ walk: WalkForward) {
        folds = walk.folds.map { fold in
            Fold(
                chosen_on: [
                    fold.chosenOn.lowerBound.description, fold.chosenOn.upperBound.description,
                ],
                traded_on: [
                    fold.tradedOn.lowerBound.description, fold.tradedOn.upperBound.description,
                ],
                values: fold.best.values,
                in_sample_sharpe: fold.best.figures?.periodSharpe,
                in_sample_return: fold.best.figures?.totalReturn,
                out_of_sample_sharpe: fold.unseen.periodSharpe,
                out_of_sample_return: fold.unseen.totalReturn)
        }
        trials = walk.trials
        out_of_sample_return = walk.curve.equity.last.map { $0 - 1 }
        deflated_sharpe = walk.significance?.deflated
    }

    var text: String {
        var lines = [
            Columns.row([
                .left("Traded on", 24), .right("Sharpe seen", 12), .right("unseen", 12),
                .right("Return seen", 12), .right("unseen", 12), .left("Parameters", 1),
            ])
        ]
        for fold in folds {
            let names = fold.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            lines.append(
                Columns.row([
                    .left(fold.traded_on.joined(separator: " to "), 24),
                    .right(BacktestAnswer.ratio(fold.in_sample_sharpe), 12),
                    .right(BacktestAnswer.ratio(fold.out_of_sample_sharpe), 12),
                    .right(Figures.percent(fold.in_sample_return.map { $0 * 100 }), 12),
                    .right(Figures.percent(fold.out_of_sample_return.map { $0 * 100 }), 12),
                    .left(names.joined(separator: " "), 1),
                ]))
        }
        lines.append("")
        lines.append(
            "Unseen days together: \(Figures.percent(out_of_sample_return.map { $0 * 100 })); "
                + "deflated Sharpe for \(trials) trials \(BacktestAnswer.ratio(deflated_sharpe))")
        return lines.joined(separator: "\n")
    }
}

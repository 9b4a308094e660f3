import Desk
import Domain
import ExactJSON
import Storage

/// A run that the desk was asked for.
struct BacktestRunAnswer: JSONAnswer {
    let run: BacktestRunRecord

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("run_id")
            writer.string(run.runID)
            writer.name("state")
            writer.string(run.state.rawValue)
            writer.name("progress")
            writer.double(run.progress)
            writer.name("error")
            writer.optional(run.error)
            writer.name("config")
            writer.raw(run.config.utf8)
            writer.name("result_hash")
            writer.optional(run.resultHash)
            writer.name("created_at")
            writer.time(run.createdAt)
            writer.name("updated_at")
            writer.time(run.updatedAt)
        }
    }
}

/// A line in the list of results.
struct BacktestSummaryAnswer: JSONAnswer {
    let summary: BacktestSummary

    func write(to writer: inout JSONWriter) {
        writer.object { writeFields(to: &$0) }
    }

    /// Writes all fields into an open object.
    func writeFields(to writer: inout JSONWriter) {
        writer.name("id")
        writer.integer(summary.id)
        writer.name("run_id")
        writer.string(summary.runID)
        writer.name("symbol")
        writer.string(summary.symbols.map(\.description).joined(separator: ","))
        writer.name("strategy_mode")
        writer.string(summary.strategyMode)
        writer.name("start_date")
        writer.string(summary.start.description)
        writer.name("end_date")
        writer.string(summary.end.description)
        writer.name("initial_capital")
        writer.double(summary.initialCapital)
        writer.name("final_equity")
        writer.double(summary.finalEquity)
        writer.name("total_return_pct")
        writer.statistic(summary.figures.totalReturnPercent)
        writer.name("sharpe_ratio")
        writer.statistic(summary.figures.sharpeRatio)
        writer.name("max_drawdown_pct")
        writer.statistic(summary.figures.maxDrawdownPercent)
        writer.name("win_rate")
        writer.statistic(summary.figures.winRate)
        writer.name("num_trades")
        writer.integer(Int64(summary.tradeCount))
        writer.name("created_at")
        writer.time(summary.createdAt)
    }
}

/// A result with its curve and the first page of its trades.
struct BacktestDetailAnswer: JSONAnswer {
    let detail: BacktestDetail

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            BacktestSummaryAnswer(summary: detail.summary).writeFields(to: &writer)
            writer.name("config")
            if let config = detail.config { writer.raw(config.utf8) } else { writer.null() }
            writer.name("equity_curve")
            writer.array(detail.equity) { writer, point in
                writer.object { writer in
                    writer.name("time")
                    writer.time(point.time)
                    writer.name("equity")
                    writer.amount(point.equity)
                }
            }
            writer.name("trade_pages")
            writer.integer(Int64(detail.tradePages))
            writer.name("trades")
            writer.raw(detail.trades.utf8)
        }
    }
}

/// JSON as it is kept: a page of a result's trades, what a sweep came to.
struct StoredAnswer: JSONAnswer {
    let text: String

    func write(to writer: inout JSONWriter) { writer.raw(text.utf8) }
}

import Domain
import ExactJSON
import PerformanceMetrics
import Storage

/// What closed trades and equity of a mode say.
struct AnalysisAnswer: JSONAnswer {
    let mode: TradingMode
    let reading: AnalysisReading
    let curve: CurveStatistics?

    private var analysis: TradeAnalysis { reading.analysis }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("mode")
            writer.string(mode.rawValue)
            writer.name("is_partial")
            writer.bool(reading.isPartial)
            writer.name("trades")
            writeTrades(to: &writer)
            writer.name("curve")
            writeCurve(to: &writer)
            writer.name("by_symbol")
            writer.array(analysis.bySymbol) { $1.write(to: &$0) }
            writer.name("by_strategy")
            writer.array(analysis.byStrategy) { $1.write(to: &$0) }
            writer.name("by_regime")
            writer.array(analysis.byRegime) { $1.write(to: &$0) }
            writer.name("by_weekday")
            writer.array(analysis.byWeekday) { $1.write(to: &$0) }
            writer.name("by_hour")
            writer.array(analysis.byHour) { $1.write(to: &$0) }
            writer.name("equity_curve")
            writer.array(reading.marks) { writer, mark in
                writer.object { writer in
                    writer.name("time")
                    writer.time(mark.time)
                    writer.name("equity")
                    writer.amount(mark.equity)
                }
            }
        }
    }

    private func writeTrades(to writer: inout JSONWriter) {
        writer.object { writer in
            analysis.all.writeMembers(to: &writer)
            writer.name("longest_win_streak")
            writer.integer(Int64(analysis.streaks.longestWins))
            writer.name("longest_loss_streak")
            writer.integer(Int64(analysis.streaks.longestLosses))
            writer.name("current_streak")
            writer.integer(Int64(analysis.streaks.current))
            writer.name("average_held_seconds")
            writer.statistic(analysis.averageHeldSeconds)
        }
    }

    private func writeCurve(to writer: inout JSONWriter) {
        let drawdown = curve?.drawdown
        writer.object { writer in
            writer.name("total_return_pct")
            writer.statistic(curve?.totalReturn.map { 100 * $0 })
            writer.name("max_drawdown_pct")
            writer.statistic(drawdown?.deepest.map { 100 * $0 })
            writer.name("current_drawdown_pct")
            writer.statistic(drawdown?.current.map { 100 * $0 })
            writer.name("longest_drawdown_days")
            writer.statistic(drawdown?.longestDays)
            writer.name("recovery_factor")
            writer.statistic(curve?.recoveryFactor)
        }
    }
}

extension TradeGroup: JSONAnswer {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("key")
            writer.string(key)
            writeMembers(to: &writer)
        }
    }

    /// All but the key.
    func writeMembers(to writer: inout JSONWriter) {
        writeCounts(to: &writer)
        writer.name("net_pnl")
        writer.amount(net)
        writer.name("gross_profit")
        writer.amount(won)
        writer.name("gross_loss")
        writer.amount(lost)
        writer.name("fees")
        writer.amount(fees)
        writer.name("slippage")
        writer.amount(slippage)
        writer.name("profit_factor")
        writer.statistic(statistics.profitFactor)
        writer.name("expectancy")
        writer.statistic(statistics.expectancy)
        writer.name("average_win")
        writer.statistic(statistics.averageWin)
        writer.name("average_loss")
        writer.statistic(statistics.averageLoss)
        writer.name("payoff_ratio")
        writer.statistic(statistics.payoffRatio)
        writer.name("largest_win")
        writer.statistic(statistics.largestWin)
        writer.name("largest_loss")
        writer.statistic(statistics.largestLoss)
    }

    private func writeCounts(to writer: inout JSONWriter) {
        writer.name("closed")
        writer.integer(Int64(statistics.tradeCount))
        writer.name("wins")
        writer.integer(Int64(statistics.winCount))
        writer.name("losses")
        writer.integer(Int64(statistics.lossCount))
        writer.name("break_even")
        writer.integer(Int64(statistics.breakEvenCount))
        writer.name("win_rate")
        writer.statistic(statistics.winRate)
    }
}

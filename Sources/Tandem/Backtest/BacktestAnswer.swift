import Backtest
import Domain
import ExactJSON
import PerformanceMetrics
import Strategies
import Web

/// How long the parts of a backtest took.
struct BacktestTiming {
    let loadSeconds, engineSeconds, engineComputedSeconds: Double
    let bars: Int
}

/// What `tandem backtest` prints.
struct BacktestAnswer {
    let config: BacktestConfig
    let input: BacktestInput
    let report: BacktestReport
    let timing: BacktestTiming
    let hash: String
    /// The name that it was saved by.
    var runID: String?

    /// The shape of the goldens, with hash and timing.
    var json: [UInt8] {
        var json = JSONWriter(capacity: 1 << 16)
        json.object { json in
            json.name("schema")
            json.string("backtest-golden/1")
            json.name("strategy")
            json.object { writeStrategy(into: &$0) }
            report.write(into: &json, label: input.label)
            if config.keepsOrders { writeOrders(into: &json) }
            json.name("result_hash")
            json.string(hash)
            json.name("run_id")
            if let runID { json.string(runID) } else { json.null() }
            json.name("missing_sessions")
            if let missing { json.integer(Int64(missing.count)) } else { json.null() }
            json.name("timing")
            json.object { json in
                json.name("load_seconds")
                json.double(timing.loadSeconds)
                json.name("engine_seconds")
                json.double(timing.engineSeconds)
                json.name("engine_cpu_seconds")
                json.double(timing.engineComputedSeconds)
                json.name("bars")
                json.integer(Int64(timing.bars))
            }
        }
        return json.bytes
    }

    private func writeStrategy(into json: inout JSONWriter) {
        json.name("kind")
        json.string(config.strategy.description.name)
        json.name("values")
        json.array(config.values.all) { json, item in
            json.object { json in
                json.name("name")
                json.string(item.name)
                json.name("value")
                json.string(item.value.description)
            }
        }
    }

    private func writeOrders(into json: inout JSONWriter) {
        json.name("orders")
        json.array(report.outcome.orders) { json, order in
            json.object { json in
                json.name("symbol")
                json.string(report.outcome.symbols[Int(order.lane)].description)
                json.name("bar")
                json.integer(Int64(order.bar))
                json.name("side")
                json.string(order.side.rawValue)
                json.name("role")
                json.string(order.role.rawValue)
                json.name("state")
                json.string("\(order.state)")
                json.name("reason")
                json.string("\(order.code)")
                json.name("price")
                if let price = order.price {
                    json.decimal(units: price.nanos, decimals: 9)
                } else {
                    json.null()
                }
                json.name("ending")
                if let ending = order.ending { json.string(ending.rawValue) } else { json.null() }
            }
        }
    }

    /// Figures, tables and the last trades.
    func text(trades limit: Int) -> String {
        let parts =
            [heading, figures, table("By symbol", report.bySymbol.rows.map(line))]
            + [table("By exit reason", report.byCause.rows.map(line)), tradeTable(limit)]
        return (parts.filter { !$0.isEmpty } + ["Result \(hash)"] + saved).joined(separator: "\n\n")
    }

    private var saved: [String] { runID.map { ["Saved as \($0)"] } ?? [] }

    /// The sessions of all symbols without a bar; nil where the calendar does not reach so far.
    private var missing: [Day]? {
        input.data.series.reduce([] as [Day]?) { days, one in
            one.missingSessions.flatMap { more in days.map { $0 + more } }
        }
    }

    private var gaps: String {
        guard let missing else { return "unknown" }
        return missing.min().map { "\(missing.count), first \($0)" } ?? "none"
    }

    private var heading: String {
        let values = config.values.all.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        let symbols = report.outcome.symbols.map(\.description).joined(separator: ",")
        let bars = input.data.series[0].bars
        let days =
            "\(NewYorkText.date(bars[0].start)) to \(NewYorkText.date(bars[bars.count - 1].start))"
        let rate = Double(timing.bars) / max(timing.engineSeconds, 1e-9) / 1e6
        let speed = (rate * 10).rounded() / 10
        return "\(config.strategy.description.name) \(values)\n\(symbols)  \(days)"
            + "  \(timing.bars) bars, \(speed) million a second"
    }

    private var figures: String {
        let curve = report.curve
        let rows: [(String, String)] = [
            ("Equity", Figures.dollars(report.outcome.finalEquity)),
            ("Return", Figures.percent(curve.totalReturn.map { $0 * 100 })),
            ("Buy and hold", Figures.percent(report.holding.holdingReturn.map { $0 * 100 })),
            ("A year", Figures.percent(curve.calendarAnnualGrowth.map { $0 * 100 })),
            ("Max drawdown", Figures.percent(curve.drawdown.deepest.map { $0 * 100 })),
            ("Sharpe", Self.ratio(curve.sharpe)),
            ("Deflated Sharpe", Self.ratio(report.significance?.deflated)),
            ("Trades", "\(report.trades.tradeCount) closed, \(report.outcome.open.count) open"),
            ("Win rate", Figures.percent(report.trades.winRate.map { $0 * 100 })),
            ("Profit factor", Self.ratio(report.trades.profitFactor)),
            ("Fees", Figures.dollars(report.outcome.fees)),
            ("Dividends", Figures.dollars(report.outcome.dividends)),
            ("Refused entries", "\(report.outcome.rejections)"),
            ("Missing days", gaps),
        ]
        return rows.map { Columns.row([.left($0.0, 16), .right($0.1, 16)]) }
            .joined(separator: "\n")
    }

    static func ratio(_ value: Double?) -> String {
        value.map { "\(($0 * 1_000).rounded() / 1_000)" } ?? "-"
    }

    private func table(_ title: String, _ lines: [String]) -> String {
        lines.isEmpty ? "" : ([title] + lines.map { "  \($0)" }).joined(separator: "\n")
    }

    private func line(_ row: TradeTable.Row) -> String {
        let profit = Money(computed: row.statistics.netProfit) ?? .zero
        return Columns.row([
            .left(row.key, 10), .right("\(row.statistics.tradeCount)", 7),
            .right(Figures.signedDollars(profit), 16),
            .right(Figures.percent(row.statistics.winRate.map { $0 * 100 }), 10),
        ])
    }

    private func tradeTable(_ limit: Int) -> String {
        let last = report.outcome.trades.suffix(max(0, limit))
        let lines = last.map { trade in
            Columns.row([
                .left(report.outcome.symbols[trade.lane].description, 8),
                .left(trade.side.name, 5), .right("\(trade.quantity)", 8),
                .left(input.label(trade.lane, trade.entryBar), 10),
                .right(Figures.price(trade.entryPrice), 10), .left("→", 1),
                .left(input.label(trade.lane, trade.exitBar), 10),
                .right(Figures.price(trade.exitPrice), 10),
                .right(Figures.signedDollars(trade.profit), 14),
                .left(trade.cause.rawValue, 6),
            ])
        }
        return table("Last trades", lines)
    }
}

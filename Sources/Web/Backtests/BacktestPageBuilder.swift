import Desk
import Domain
import ExactJSON
import Hummingbird
import PerformanceMetrics
import Storage

/// Makes the page of one result.
struct BacktestPageBuilder {
    /// How many trades a page shows.
    static let tradesMax = 500

    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    /// - Returns: nil where there is no result of this name.
    func page(_ runID: String) async throws -> BacktestPage? {
        guard let detail = try await desk.ledger.backtest(runID) else { return nil }
        let summary = detail.summary
        let kept = JSONTree(detail.config ?? "{}")
        let trades = JSONTree(detail.trades).items
        let symbols = summary.symbols.map(\.description).joined(separator: ", ")
        let base = PageAddress("/trades/backtests/\(runID)", [])
        return BacktestPage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "Backtest of \(symbols)", path: "/trades/backtest"),
            heading: "\(PageText.words(summary.strategyMode)) on \(symbols)",
            period: "\(summary.start) to \(summary.end)", run: runID,
            hash: kept["result_hash"]?.text ?? "–",
            figures: Self.figures(summary, kept["stats"] ?? JSONTree("{}")),
            equity: Self.equity(detail.equity), drawdown: Self.drawdown(detail.equity),
            parameters: (kept["parameters"]?.items ?? []).map {
                Fact(name: $0["name"]?.text ?? "", value: $0["value"]?.text ?? "")
            },
            trades: trades.suffix(Self.tradesMax).reversed().map(BacktestTradeRow.init),
            hasTrades: !trades.isEmpty,
            bound: summary.tradeCount > Self.tradesMax
                ? "the last \(Self.tradesMax) of \(Figures.count(Int64(summary.tradeCount)))" : nil,
            csv: base.path("/trades/backtests/\(runID)/trades.csv").adding("mode", "paper").text,
            json: "/api/backtest/results/\(runID)", request: kept["request"]?.json ?? "")
    }

    /// The page of a run without a result, yet or for good.
    func openPage(_ runID: String) async throws -> BacktestOpenPage {
        guard let run = try await desk.backtests.run(runID), !run.isSweep else {
            throw Problem(.notFound, "not_found", "there is no backtest '\(runID.prefix(64))'")
        }
        let asked = JSONTree(run.config)
        let symbols = (asked["symbols"]?.items ?? []).map(\.text).joined(separator: ", ")
        return BacktestOpenPage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "Backtest of \(symbols)", path: "/trades/backtest"),
            heading: "\(PageText.words(asked["strategy"]?["kind"]?.text ?? "")) on \(symbols)",
            run: runID, progress: RunProgress(run), words: run.endWords, facts: run.facts,
            request: run.config)
    }

    private static func figures(_ summary: BacktestSummary, _ stats: JSONTree) -> [Fact] {
        func percent(_ name: String, _ field: String) -> Fact {
            let signed = Signed(percent: stats[field]?.number.map { $0 * 100 })
            return Fact(name: name, value: signed.text, sign: signed.sign)
        }
        func ratio(_ name: String, _ field: String) -> Fact {
            Fact(name: name, value: stats[field]?.number.map { Figures.decimal($0) } ?? "–")
        }
        func money(_ name: String, _ field: String) -> Fact {
            let money = stats[field]?.number.flatMap { Money(computed: $0) }
            return Fact(name: name, value: money.map(Figures.dollars) ?? "–")
        }
        let won = summary.figures.winRate.map { Figures.share($0) } ?? "–"
        return [
            money("Final equity", "final_equity"), percent("Return", "total_return"),
            percent("Buy and hold", "buy_and_hold_return"), percent("A year", "cagr"),
            percent("Max drawdown", "max_drawdown"), ratio("Sharpe", "sharpe"),
            ratio("Deflated Sharpe", "deflated_sharpe"), ratio("Sortino", "sortino"),
            Fact(name: "Trades", value: Figures.count(Int64(summary.tradeCount))),
            Fact(name: "Win rate", value: won), ratio("Profit factor", "profit_factor"),
            money("Fees", "total_commission"),
        ]
    }

    private static func equity(_ points: [EquityPoint]) -> CurveFigure? {
        guard points.count > 1, let first = points.first, let last = points.last else { return nil }
        let low = points.map(\.equity).min() ?? first.equity
        let high = points.map(\.equity).max() ?? first.equity
        return CurveFigure(
            title: "Equity",
            summary: "From \(Figures.dollars(first.equity)) to \(Figures.dollars(last.equity)).",
            svg: CurveSVG(hangs: false).picture(
                of: points.map(\.equity.approximate), label: "Equity curve"),
            first: PageTime(first.time).short, last: PageTime(last.time).short,
            low: Figures.dollars(low), high: Figures.dollars(high))
    }

    private static func drawdown(_ points: [EquityPoint]) -> CurveFigure? {
        guard points.count > 1, let first = points.first, let last = points.last else { return nil }
        var top = 0.0
        let depths = points.map { point in
            top = max(top, point.equity.approximate)
            return top > 0 ? point.equity.approximate / top - 1 : 0
        }
        let deepest = Signed(percent: 100 * (depths.min() ?? 0)).text
        return CurveFigure(
            title: "Drawdown", summary: "The deepest fall from a high was \(deepest).",
            svg: CurveSVG(hangs: true).picture(of: depths, label: "Drawdown"),
            first: PageTime(first.time).short, last: PageTime(last.time).short, low: deepest,
            high: "0 %")
    }
}

extension BacktestTradeRow {
    fileprivate init(_ trade: JSONTree) {
        func price(_ field: String) -> String {
            trade[field].flatMap { try? Price($0.text) }.map(Figures.price) ?? "–"
        }
        func time(_ field: String) -> String {
            (trade[field]?.text).map { String($0.prefix(16)).replacing("T", with: " ") } ?? "–"
        }
        symbol = trade["symbol"]?.text ?? ""
        side = trade["side"]?.text ?? ""
        shares = trade["size"]?.text ?? ""
        (entryTime, exitTime) = (time("entry_time"), time("exit_time"))
        (entryPrice, exitPrice) = (price("entry_price"), price("exit_price"))
        ending = trade["exit_reason"]?.text ?? ""
        why = trade["signal_explanation"]?.text ?? ""
        profit = Signed(trade["pnl"].flatMap { try? Money($0.text) })
    }
}

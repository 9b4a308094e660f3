import Desk
import Domain
import Storage

/// The stored results of backtests.
struct BacktestsBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    func page() async throws -> BacktestsPage {
        let rows = try await door.ledger.backtests(limit: 100).map(BacktestRow.init)
        return BacktestsPage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "Backtest results", path: "/trades"),
            results: rows, hasResults: !rows.isEmpty)
    }
}

extension BacktestRow {
    init(_ summary: BacktestSummary) {
        run = summary.runID
        symbols = summary.symbols.map(\.description).joined(separator: ", ")
        strategy = PageText.words(summary.strategyMode)
        parameters = JSONTree(summary.parameters ?? "").namedValues
        period = "\(summary.start) to \(summary.end)"
        trades = Figures.count(Int64(summary.tradeCount))
        sharpe = summary.figures.sharpeRatio.map { Figures.decimal($0) } ?? "–"
        drawdown = Signed(percent: summary.figures.maxDrawdownPercent).text
        winRate = summary.figures.winRate.map { Figures.share($0) } ?? "–"
        initial = Money(computed: summary.initialCapital).map(Figures.dollars) ?? "–"
        final = Money(computed: summary.finalEquity).map(Figures.dollars) ?? "–"
        profit = Signed(percent: summary.figures.totalReturnPercent)
        created = PageTime(summary.createdAt)
    }
}

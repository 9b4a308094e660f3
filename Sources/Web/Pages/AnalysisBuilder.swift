import Desk
import Domain
import MarketCalendar
import PerformanceMetrics
import Storage

/// What the closed trades of a mode and its equity say.
struct AnalysisBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    func page() async throws -> AnalysisPage {
        let reading = try await AnalysisReading(TradeQuery(mode: door.mode), of: door)
        let analysis = reading.analysis
        return AnalysisPage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "Analysis", path: "/trades/analysis"),
            figures: Self.figures(analysis, reading.curve),
            hasTrades: analysis.all.statistics.tradeCount > 0,
            bound: reading.isPartial
                ? "the newest \(Figures.count(Int64(AnalysisReading.tradesMax)))" : nil,
            equity: Self.equityFigure(reading.marks),
            drawdown: reading.curve.flatMap(Self.drawdownFigure),
            groups: Self.groups(of: analysis))
    }

    private static func figures(_ analysis: TradeAnalysis, _ curve: EquityCurve?) -> [Fact] {
        let (statistics, slippage) = (analysis.all.statistics, analysis.all.slippage ?? .zero)
        func ratio(_ value: Double?) -> String { value.map { Figures.decimal($0) } ?? "–" }
        func money(_ name: String, _ value: Double?) -> Fact {
            let signed = Signed(value.flatMap { Money(computed: $0) })
            return Fact(name: name, value: signed.text, sign: signed.sign)
        }
        let drawdown = curve.map { Drawdown(of: $0) }
        let deepest = Signed(percent: drawdown?.deepest.map { 100 * $0 })
        let streaks = analysis.streaks
        return [
            money("Net profit", statistics.tradeCount == 0 ? nil : statistics.netProfit),
            Fact(
                name: "Win rate",
                value: statistics.winRate.map { Figures.share($0) } ?? "–"),
            Fact(name: "Profit factor", value: ratio(statistics.profitFactor)),
            money("Expectancy", statistics.expectancy),
            Fact(name: "Payoff ratio", value: ratio(statistics.payoffRatio)),
            Fact(name: "Max drawdown", value: deepest.text, sign: deepest.sign),
            Fact(
                name: "Trades",
                value: "\(Figures.count(Int64(statistics.tradeCount))), "
                    + "\(Figures.count(Int64(statistics.winCount))) won"),
            money("Average win", statistics.averageWin),
            money("Average loss", statistics.averageLoss),
            Fact(
                name: "Longest wins / losses",
                value: "\(streaks.longestWins) / \(streaks.longestLosses)"),
            Fact(name: "Slippage paid", value: Signed.withMinus(Figures.dollars(slippage))),
            Fact(
                name: "Average hold",
                value: analysis.averageHeldSeconds.map { Figures.age(Int64($0)) } ?? "–"),
        ]
    }

    private static func equityFigure(_ marks: [EquityMark]) -> CurveFigure? {
        guard marks.count > 1, let first = marks.first, let last = marks.last else { return nil }
        let low = marks.map(\.equity).min() ?? first.equity
        let high = marks.map(\.equity).max() ?? first.equity
        let summary =
            "Equity went from \(Figures.dollars(first.equity)) to \(Figures.dollars(last.equity)), "
            + "between \(Figures.dollars(low)) and \(Figures.dollars(high))."
        return CurveFigure(
            title: "Equity", summary: summary,
            svg: CurveSVG(hangs: false).picture(
                of: marks.map(\.equity.approximate), label: "Equity curve"),
            first: PageTime(first.time).short, last: PageTime(last.time).short,
            low: Figures.dollars(low), high: Figures.dollars(high))
    }

    private static func drawdownFigure(_ curve: EquityCurve) -> CurveFigure? {
        let depths = curve.drawdowns.compactMap { $0 }
        guard depths.count > 1, let first = curve.times.first, let last = curve.times.last,
            let deepest = depths.min()
        else { return nil }
        let words = Signed(percent: 100 * deepest).text
        return CurveFigure(
            title: "Drawdown", summary: "The deepest fall from a high was \(words).",
            svg: CurveSVG(hangs: true).picture(of: depths, label: "Drawdown"),
            first: PageTime(first).short, last: PageTime(last).short, low: words, high: "0 %")
    }

    private static func groups(of analysis: TradeAnalysis) -> [AnalysisGroup] {
        [
            group("By symbol", analysis.bySymbol),
            group("By strategy", analysis.byStrategy),
            group("By regime", analysis.byRegime),
            group("By weekday", analysis.byWeekday) { $0.prefix(1).uppercased() + $0.dropFirst() },
            group("By hour of entry, New York", analysis.byHour) { "\($0):00" },
        ]
    }

    private static func group(
        _ title: String, _ parts: [TradeGroup], name: (String) -> String = { $0 }
    ) -> AnalysisGroup {
        let most = parts.map { ($0.net ?? .zero).nanos.magnitude }.max() ?? 0
        return AnalysisGroup(
            title: title,
            rows: parts.prefix(50).map { part in
                let count = part.statistics.tradeCount
                let profit = part.net ?? .zero
                return AnalysisRow(
                    name: name(part.key), trades: Figures.count(Int64(count)),
                    winRate: part.statistics.winRate.map { Figures.share($0) } ?? "–",
                    profit: Signed(part.net),
                    average: Signed(part.net.map { Money(nanos: $0.nanos / Int64(max(1, count))) }),
                    share: "\(most == 0 ? 0 : profit.nanos.magnitude / max(1, most / 100))")
            })
    }
}

extension Day {
    /// `Mon` to `Sun`.
    var weekdayName: String { ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][weekday] }
}

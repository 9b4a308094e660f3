import Desk
import Domain
import Hummingbird
import MarketCalendar
import PerformanceMetrics
import Storage

/// What the closed trades of a mode and its equity say.
struct AnalysisBuilder {
    /// How many of the newest closed trades are looked at.
    static let tradesMax = 20_000

    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    func page() async throws -> AnalysisPage {
        let (trades, isBound) = try await closedTrades()
        let marks = try await door.ledger.equityMarks(door.mode)
        let statistics = TradeStatistics(of: trades.compactMap(TradeResult.init))
        let equity = marks.map(\.equity.approximate)
        let curve = try? EquityCurve(
            times: marks.map(\.time), equity: equity, dayOf: NewYork.day(of:))
        return AnalysisPage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "Analysis", path: "/trades/analysis"),
            figures: Self.figures(statistics, curve, slippage: Self.sum(trades, \.slippage)),
            hasTrades: !trades.isEmpty,
            bound: isBound ? "the newest \(Figures.count(Int64(Self.tradesMax)))" : nil,
            equity: Self.equityFigure(marks), drawdown: curve.flatMap(Self.drawdownFigure),
            groups: Self.groups(of: trades))
    }

    /// Reads all trades and keeps the closed ones: a filtered list would be counted at each page.
    private func closedTrades() async throws -> (trades: [BookedTrade], isBound: Bool) {
        var query = TradeQuery(mode: door.mode)
        query.limit = 2_000
        var trades: [BookedTrade] = []
        while trades.count < Self.tradesMax {
            let page = try await door.ledger.trades(query)
            trades += page.trades.filter { $0.status == .closed }
            guard let next = page.next else { return (trades.reversed(), false) }
            query.after = next
        }
        return (trades.reversed(), true)
    }

    private static func figures(
        _ statistics: TradeStatistics, _ curve: EquityCurve?, slippage: Money
    ) -> [Fact] {
        func ratio(_ value: Double?) -> String { value.map { Figures.decimal($0) } ?? "–" }
        func money(_ name: String, _ value: Double?) -> Fact {
            let signed = Signed(value.flatMap { Money(computed: $0) })
            return Fact(name: name, value: signed.text, sign: signed.sign)
        }
        let drawdown = curve.map { Drawdown(of: $0) }
        let deepest = Signed(percent: drawdown?.deepest.map { 100 * $0 })
        let streaks = statistics.streaks
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
                value: statistics.averageHeldSeconds.map { Figures.age(Int64($0)) } ?? "–"),
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

    private static func groups(of trades: [BookedTrade]) -> [AnalysisGroup] {
        let hour = { (trade: BookedTrade) in
            PageTime(trade.entryTime).text.dropFirst(11).prefix(2) + ":00"
        }
        return [
            group("By symbol", trades) { $0.symbol.description },
            group("By strategy", trades) { $0.origin.strategy.description },
            group("By regime", trades) { $0.origin.regime ?? "none" },
            group("By weekday", trades) { NewYork.day(of: $0.entryTime).weekdayName },
            group("By hour of entry, New York", trades) { String(hour($0)) },
        ]
    }

    private static func group(
        _ title: String, _ trades: [BookedTrade], by name: (BookedTrade) -> String
    ) -> AnalysisGroup {
        let parts = Dictionary(grouping: trades, by: name).sorted { $0.key < $1.key }
        let most = parts.map { abs(sum($0.value, \.profit).nanos) }.max() ?? 0
        return AnalysisGroup(
            title: title,
            rows: parts.prefix(50).map { name, trades in
                let profit = sum(trades, \.profit)
                let won = trades.count { $0.profit > .zero }
                return AnalysisRow(
                    name: name, trades: Figures.count(Int64(trades.count)),
                    winRate: Figures.share(Double(won) / Double(trades.count)),
                    profit: Signed(profit),
                    average: Signed(Money(nanos: profit.nanos / Int64(trades.count))),
                    share: "\(most == 0 ? 0 : abs(profit.nanos) / max(1, most / 100))")
            })
    }

    private static func sum(_ trades: [BookedTrade], _ amount: (BookedTrade) -> Money) -> Money {
        Money(nanos: Int64(clamping: trades.reduce(Int128(0)) { $0 + Int128(amount($1).nanos) }))
    }
}

extension BookedTrade {
    /// What was won or lost; nothing while it is open.
    fileprivate var profit: Money { realized ?? .zero }
}

extension TradeResult {
    /// A closed trade as the statistics take it.
    fileprivate init?(_ trade: BookedTrade) {
        guard let realized = trade.realized, let percent = trade.returnPercent else { return nil }
        let held = trade.exitTime.map {
            Double($0.nanoseconds - trade.entryTime.nanoseconds) / 1e9
        }
        self.init(
            profit: realized.approximate, returnFraction: percent / 100, heldSeconds: held)
    }
}

extension Day {
    /// `Mon` to `Sun`.
    var weekdayName: String { ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][weekday] }
}

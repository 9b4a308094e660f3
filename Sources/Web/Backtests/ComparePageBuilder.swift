import Desk
import Domain
import Hummingbird
import Storage

/// Makes the page that puts two results side by side.
struct ComparePageBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    func page(_ runIDs: [String]) async throws -> ComparePage {
        let chosen = runIDs.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard chosen.count == 2 else {
            throw Problem(
                .unprocessableContent, "invalid_request",
                "two results are compared, and \(chosen.count) were chosen: check two in the list")
        }
        let first = try await ComparedRun(chosen[0], in: desk.ledger)
        let second = try await ComparedRun(chosen[1], in: desk.ledger)
        let lines = Self.lines(first.settings, second.settings)
        let differences = lines.filter { $0.first != $0.second }
        return ComparePage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "Compare two backtests", path: "/trades/backtest"),
            sides: [first.side("A", "first"), second.side("B", "second")],
            isSame: first.hash != nil && first.hash == second.hash,
            differences: differences, hasDifferences: !differences.isEmpty,
            alike: "\(lines.count - differences.count)",
            figures: zip(
                ComparedFigure.all, ComparedFigure.all.map { ($0.of(first), $0.of(second)) }
            )
            .map { figure, values in figure.line(values.0, values.1) },
            curve: CurvePair(first.detail.equity, second.detail.equity).figure)
    }

    private static func lines(
        _ first: [(String, String)], _ second: [(String, String)]
    ) -> [CompareLine] {
        let values = Dictionary(second) { $1 }
        let own = Set(first.map(\.0))
        return first.map {
            CompareLine(name: PageText.words($0.0), first: $0.1, second: values[$0.0] ?? "–")
        }
            + second.filter { !own.contains($0.0) }.map {
                CompareLine(name: PageText.words($0.0), first: "–", second: $0.1)
            }
    }
}

/// A result as a comparison reads it.
struct ComparedRun {
    let detail: BacktestDetail
    let kept: JSONTree

    init(_ runID: String, in ledger: Ledger) async throws {
        guard let detail = try await ledger.backtest(runID) else {
            throw Problem(.notFound, "not_found", "there is no backtest '\(runID.prefix(64))'")
        }
        self.detail = detail
        kept = JSONTree(detail.config ?? "{}")
    }

    var hash: String? { kept["result_hash"]?.text }

    func side(_ letter: String, _ line: String) -> CompareSide {
        CompareSide(
            letter: letter, line: line,
            heading: "\(PageText.words(detail.summary.strategyMode)) on \(symbols)", period: period,
            address: "/trades/backtests/\(detail.summary.runID)?mode=paper", hash: hash ?? "–",
            shortHash: hash.map { String($0.prefix(12)) } ?? "–")
    }

    /// Everything that was set, by name.
    var settings: [(String, String)] {
        let given = (kept["request"]?.members ?? []).filter {
            !["strategy", "symbols", "from", "to"].contains($0.name)
        }
        return [
            ("strategy", PageText.words(detail.summary.strategyMode)), ("symbols", symbols),
            ("days", period),
        ]
            + (kept["parameters"]?.items ?? []).map {
                ($0["name"]?.text ?? "", $0["value"]?.text ?? "")
            } + given.map { ($0.name, $0.value.shown(as: $0.name)) }
    }

    private var symbols: String {
        detail.summary.symbols.map(\.description).joined(separator: ", ")
    }

    private var period: String { "\(detail.summary.start) to \(detail.summary.end)" }
}

/// A figure that both results have.
private struct ComparedFigure {
    enum Unit { case percent, share, ratio, money, count }

    let name, field: String
    let unit: Unit

    static let all = [
        ComparedFigure("Final equity", "final_equity", .money),
        ComparedFigure("Return", "total_return", .percent),
        ComparedFigure("Buy and hold", "buy_and_hold_return", .percent),
        ComparedFigure("A year", "cagr", .percent),
        ComparedFigure("Max drawdown", "max_drawdown", .percent),
        ComparedFigure("Sharpe", "sharpe", .ratio), ComparedFigure("Sortino", "sortino", .ratio),
        ComparedFigure("Deflated Sharpe", "deflated_sharpe", .ratio),
        ComparedFigure("Trades", "n_closed_trades", .count),
        ComparedFigure("Win rate", "win_rate", .share),
        ComparedFigure("Profit factor", "profit_factor", .ratio),
        ComparedFigure("Fees", "total_commission", .money),
    ]

    private init(_ name: String, _ field: String, _ unit: Unit) {
        self.name = name
        self.field = field
        self.unit = unit
    }

    func of(_ run: ComparedRun) -> Double? { run.kept["stats"]?[field]?.number }

    func line(_ first: Double?, _ second: Double?) -> CompareLine {
        let difference = first.flatMap { first in second.map { $0 - first } }
        return CompareLine(
            name: name, first: text(first), second: text(second),
            difference: difference.map(signed))
    }

    private func text(_ number: Double?) -> String {
        guard let number else { return "–" }
        switch unit {
        case .percent: return Signed(percent: 100 * number).text
        case .share: return Figures.share(number)
        case .ratio: return Figures.decimal(number)
        case .count: return Figures.count(Int64(number))
        case .money:
            return Money(computed: number).map(Figures.dollars).map(Signed.withMinus) ?? "–"
        }
    }

    /// With a plus where the second has more.
    private func signed(_ number: Double) -> String {
        switch unit {
        case .percent, .share: Signed(percent: 100 * number).text.replacing("%", with: "points")
        case .money: Signed(Money(computed: number)).text
        case .ratio, .count: number > 0 ? "+\(text(number))" : text(number)
        }
    }
}

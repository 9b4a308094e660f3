import Backtest
import Desk
import Domain
import ExactJSON

/// Turns what a sweep came to into a picture: a table, so that it needs no script, can be read out
/// and copied, and has a link in each cell.
struct HeatMapBuilder {
    /// How many shades the styles have.
    static let shades = 9
    /// How many of the best trials are listed.
    static let bestMax = 10

    private let result: JSONTree
    private let address: PageAddress
    private let request: SweepRequest?
    private let score: SweepScore
    private let axes: [(name: String, values: [String])]
    private let trials: [SweptTrial]

    init(_ result: JSONTree, address: PageAddress, request: SweepRequest?) {
        let score = (result["measure"]?.text).flatMap(SweepScore.init) ?? .sharpe
        self.result = result
        self.address = address
        self.request = request
        self.score = score
        axes = (result["axes"]?.items ?? []).map {
            ($0["name"]?.text ?? "", ($0["values"]?.items ?? []).map(\.text))
        }
        trials = (result["rows"]?.items ?? []).map { SweptTrial($0, by: score) }
    }

    /// - Parameter asked: the trial that is looked at; the best where nil.
    /// - Returns: nil where it is no result of two parameters.
    func map(trial asked: Int?) -> HeatMap? {
        guard axes.count == 2, axes[0].values.count * axes[1].values.count == trials.count else {
            return nil
        }
        let known = trials.compactMap(\.score)
        let best = result["best_trial"]?.number.map { Int($0) }
        let chosen = asked.flatMap { trials.indices.contains($0) ? $0 : nil } ?? best
        return HeatMap(
            measure: score.words, down: PageText.words(axes[0].name),
            across: PageText.words(axes[1].name), columns: axes[1].values,
            rows: rows(best: best, chosen: chosen),
            low: known.min().map(score.written) ?? "–", high: known.max().map(score.written) ?? "–",
            shades: (0..<Self.shades).map { "h\($0)" }, warning: warning,
            bestTitle: best.map { title(of: $0) } ?? "", ranks: ranks(best: best, chosen: chosen),
            failed: trials.contains { $0.failure != nil }, chosen: chosen.map(look))
    }

    private func rows(best: Int?, chosen: Int?) -> [HeatRow] {
        let known = trials.compactMap(\.score)
        let range = known.min().flatMap { low in known.max().map { low...$0 } }
        let across = axes[1].values.count
        return axes[0].values.enumerated().map { down, name in
            HeatRow(
                name: name,
                cells: (0..<across).map { place in
                    let trial = down * across + place
                    return HeatCell(
                        text: trials[trial].score.map(score.written) ?? "–",
                        words: words(of: trial), address: address(of: trial),
                        shade: Self.shade(of: trials[trial].score, in: range),
                        isBest: trial == best, isChosen: trial == chosen)
                })
        }
    }

    /// The least has the first shade and the greatest the last one.
    static func shade(of value: Double?, in range: ClosedRange<Double>?) -> String {
        guard let value, let range else { return "none" }
        guard range.upperBound > range.lowerBound else { return "h\(shades / 2)" }
        let part = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        return "h\(min(shades - 1, Int(part * Double(shades))))"
    }

    /// The best trials, as the sweep ranks them: of equal ones the earlier comes first.
    private func ranks(best: Int?, chosen: Int?) -> [RankedTrial] {
        let known = trials.indices.filter { trials[$0].score != nil }
        let sorted = known.sorted { left, right in
            let (first, second) = (trials[left].score ?? 0, trials[right].score ?? 0)
            return first == second ? left < right : first > second
        }
        return sorted.prefix(Self.bestMax).enumerated().map { place, trial in
            RankedTrial(
                place: "\(place + 1)", address: address(of: trial),
                values: values(of: trial).map(\.value), figures: trials[trial].figures,
                isBest: trial == best, isChosen: trial == chosen)
        }
    }

    private func address(of trial: Int) -> String {
        address.adding("trial", "\(trial)").text + "#trial"
    }

    private func title(of trial: Int) -> String {
        values(of: trial).map { "\(PageText.words($0.name)) \($0.value)" }.joined(separator: ", ")
    }

    private func values(of trial: Int) -> [(name: String, value: String)] {
        zip(axes, trials[trial].values).map { (name: $0.name, value: $1) }
    }

    private func words(of trial: Int) -> String {
        let figures = trials[trial].figures.map { "\($0.name) \($0.value)" }
        return "\(title(of: trial)): "
            + (trials[trial].failure ?? figures.joined(separator: ", "))
    }

    private func look(at trial: Int) -> HeatTrial {
        let values = Dictionary(values(of: trial).map { ($0.name, $0.value) }) { $1 }
        let failure = trials[trial].failure
        return HeatTrial(
            title: title(of: trial), figures: failure == nil ? trials[trial].figures : [],
            alone: failure == nil ? (try? request?.request(for: values))?.text : nil,
            failure: failure)
    }

    /// What must be said of the best of many.
    private var warning: String {
        let count = Figures.count(Int64(trials.count))
        let start =
            "The best of \(count) trials looks better than it is: some do well by luck alone."
        guard let deflated = result["best_deflated_sharpe"]?.number,
            let sharpe = result["best_sharpe_ratio"]?.number
        else { return start }
        return
            "\(start) Its Sharpe ratio is \(Figures.decimal(sharpe)) a year; the probability that "
            + "this is more than the best of \(count) useless trials would show is "
            + "\(Figures.share(deflated)) (deflated Sharpe ratio)."
            + (deflated < 0.95 ? " That is no evidence of anything." : "")
    }
}

/// One trial as the result of a sweep has it.
private struct SweptTrial {
    let values: [String]
    /// The figure by which the best is chosen; nil where it has none.
    let score: Double?
    let figures: [Fact]
    /// Why it could not be run; nil where it could.
    let failure: String?

    init(_ row: JSONTree, by score: SweepScore) {
        values = (row["values"]?.items ?? []).map(\.text)
        failure = row["error"]?.text
        self.score = Self.value(score, of: row)
        func percent(_ name: String, _ field: String) -> Fact {
            let signed = Signed(percent: row[field]?.number.map { $0 * 100 })
            return Fact(name: name, value: signed.text, sign: signed.sign)
        }
        let sharpe = row["sharpe_ratio"]?.number
        let won = row["win_rate"]?.number
        figures = [
            Fact(name: "Sharpe", value: sharpe.map { Figures.decimal($0) } ?? "–"),
            percent("Return", "total_return"), percent("Max drawdown", "max_drawdown"),
            Fact(name: "Trades", value: row["num_trades"]?.text ?? "–"),
            Fact(name: "Win rate", value: won.map { Figures.share($0) } ?? "–"),
        ]
    }

    /// The same as `SweepScore.value`, of the row as it is kept.
    private static func value(_ score: SweepScore, of row: JSONTree) -> Double? {
        let (total, depth) = (row["total_return"]?.number, row["max_drawdown"]?.number)
        switch score {
        case .sharpe: return row["sharpe_ratio"]?.number
        case .totalReturn: return total
        case .drawdown: return row["num_trades"]?.number == 0 ? nil : depth
        case .calmar:
            return total.flatMap { total in depth.map { $0 < 0 ? total / -$0 : total } }
        }
    }
}

extension SweepScore {
    /// A figure as a cell shows it.
    fileprivate func written(_ number: Double) -> String {
        switch self {
        case .sharpe, .calmar: Figures.decimal(number)
        case .totalReturn, .drawdown: Signed(percent: 100 * number).text
        }
    }
}

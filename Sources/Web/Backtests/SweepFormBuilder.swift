import Backtest
import Desk
import Domain
import Hummingbird
import Storage
import Strategies

/// Makes the page on which sweeps are asked for.
struct SweepFormBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    func page(strategy name: String?) async throws -> SweepFormPage {
        let menu = try StrategyMenu(chosen: name, path: "/trades/sweep")
        let chosen = menu.chosen
        let parameters = chosen.parameters
        let parts = RunFormParts(desk: desk)
        return SweepFormPage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "Sweep", path: "/trades/backtest"),
            strategies: menu.links, strategy: chosen.name, title: chosen.title,
            summary: chosen.summary,
            stored: try await parts.stored,
            axes: [("Down", 0), ("Across", 1)].map { Self.axis($0, $1, parameters) },
            hasAxes: parameters.count > 1,
            measures: SweepScore.allCases.map {
                Choice(value: $0.rawValue, label: $0.words, isChosen: $0 == .sharpe)
            },
            fields: parameters.map(ParameterField.init),
            trialsMax: Figures.count(Int64(SweepRequest.trialsMax)),
            runs: try await parts.runs("Sweeps", where: \.isSweep))
    }

    private static func axis(
        _ label: String, _ place: Int, _ parameters: [ParameterDeclaration]
    ) -> AxisField {
        let chosen = parameters.dropFirst(place).first
        return AxisField(
            label: label, name: "axis\(place)", values: chosen?.suggestedValues ?? "",
            valuesName: "values\(place)",
            choices: parameters.map {
                Choice(
                    value: $0.name, label: PageText.words($0.name),
                    isChosen: $0.name == chosen?.name)
            })
    }
}

/// The strategies as links, one of them chosen.
struct StrategyMenu {
    let chosen: StrategyDescription
    let links: [StrategyLink]

    /// - Parameter path: the page that the links lead to.
    init(chosen name: String?, path: String) throws(Problem) {
        let all = StrategyCatalog.builtIn.strategies.map { $0.description }
        guard let chosen = all.first(where: { $0.name == name }) ?? all.first else {
            throw Problem(.notFound, "not_found", "there is no strategy")
        }
        self.chosen = chosen
        links = all.map { strategy in
            StrategyLink(
                title: strategy.title,
                address: PageAddress(path, [("mode", "paper"), ("strategy", strategy.name)]).text,
                isChosen: strategy.name == chosen.name)
        }
    }
}

extension SweepScore {
    /// As people say it.
    var words: String {
        switch self {
        case .sharpe: "Sharpe ratio"
        case .totalReturn: "Return"
        case .calmar: "Return over drawdown"
        case .drawdown: "Drawdown"
        }
    }
}

extension ParameterDeclaration {
    /// Values around the usual one, from half of it to its double, as far as they are allowed.
    fileprivate var suggestedValues: String {
        switch (kind, standard) {
        case (.integer(let range), .integer(let usual)):
            let (from, to) = (max(range.lowerBound, usual / 2), min(range.upperBound, 2 * usual))
            let step = max(1, (to - from) / 6)
            return "\(from):\(to):\(step)"
        case (.number(let range), .number(let usual)):
            let (from, to) = (max(range.lowerBound, usual / 2), min(range.upperBound, 2 * usual))
            guard to > from else { return standard.description }
            return "\(from):\(to):\((to - from) / 6)"
        case (.choice(let words), _): return words.joined(separator: ",")
        default: return standard.description
        }
    }
}

import Desk
import Domain
import Hummingbird
import Storage
import Strategies

/// Makes the page on which backtests are asked for: its form is made of what the chosen strategy
/// says of itself.
struct BacktestFormBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    func page(strategy name: String?) async throws -> BacktestFormPage {
        let all = StrategyCatalog.builtIn.strategies.map { $0.description }
        guard let chosen = all.first(where: { $0.name == name }) ?? all.first else {
            throw Problem(.notFound, "not_found", "there is no strategy")
        }
        let runs = try await desk.backtests.runs(limit: 20).map(BacktestRunRow.init)
        let stored = Set(try await desk.ledger.bars.series().map(\.symbol)).sorted()
        return BacktestFormPage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "Backtest", path: "/trades/backtest"),
            strategies: all.map { strategy in
                StrategyLink(
                    title: strategy.title,
                    address: PageAddress(
                        "/trades/backtest", [("mode", "paper"), ("strategy", strategy.name)]
                    ).text,
                    isChosen: strategy.name == chosen.name)
            },
            strategy: chosen.name, title: chosen.title, summary: chosen.summary,
            fields: chosen.parameters.map(ParameterField.init),
            symbols: stored.prefix(20).map(\.description).joined(separator: ", "), runs: runs,
            hasRuns: !runs.isEmpty)
    }
}

extension ParameterField {
    fileprivate init(_ parameter: ParameterDeclaration) {
        name = "p.\(parameter.name)"
        let words = PageText.words(parameter.name)
        label = words.prefix(1).uppercased() + words.dropFirst()
        hint =
            "\(parameter.meaning) \(parameter.allowed.prefix(1).uppercased())"
            + "\(parameter.allowed.dropFirst())."
        value = parameter.standard.description
        let standard = parameter.standard.description
        if case .choice(let words) = parameter.kind {
            choices = words.map { ParameterChoice(value: $0, isChosen: $0 == standard) }
        } else {
            choices = []
        }
        isChoice = !choices.isEmpty
    }
}

extension BacktestRunRow {
    fileprivate init(_ run: BacktestRunRecord) {
        let asked = JSONTree(run.config)
        self.run = run.runID
        strategy = PageText.words(asked["strategy"]?["kind"]?.text ?? "")
        symbols = (asked["symbols"]?.items ?? []).map(\.text).joined(separator: ", ")
        state = run.state.rawValue
        percent = "\(Int(run.progress * 100))"
        words = run.error
        isOpen = !run.state.isFinal
        isFinished = run.state == .finished
        self.asked = PageTime(run.createdAt)
    }
}

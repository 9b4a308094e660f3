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
        let menu = try StrategyMenu(chosen: name, path: "/trades/backtest")
        let chosen = menu.chosen
        let parts = RunFormParts(desk: desk)
        return BacktestFormPage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "Backtest", path: "/trades/backtest"),
            strategies: menu.links,
            strategy: chosen.name, title: chosen.title, summary: chosen.summary,
            fields: chosen.parameters.map(ParameterField.init),
            stored: try await parts.stored,
            runs: try await parts.runs("Runs") { _ in true })
    }
}

/// What the forms of runs and of sweeps have in common.
struct RunFormParts {
    /// How many runs are listed at most, and among how many they are looked for.
    private static let (listedMax, searchedMax) = (20, 200)
    /// How many symbols are named at most.
    private static let symbolsMax = 20

    let desk: TradingDesk

    /// What the forms say of the bars that there are.
    var stored: StoredBars {
        get async throws {
            let series = try await desk.ledger.bars.series()
            let symbols = Set(series.map(\.symbol)).sorted()
            let rest = symbols.count - Self.symbolsMax
            let names = symbols.prefix(Self.symbolsMax).map(\.description).joined(separator: ", ")
            let kinds = Set(series.map(\.timeframe)).sorted { $0.seconds < $1.seconds }
            return StoredBars(
                symbols: symbols.isEmpty ? nil : names + (rest > 0 ? " and \(rest) more" : ""),
                timeframes: kinds.map(\.rawValue), hasChoice: kinds.count > 1)
        }
    }

    /// The runs of a kind that were asked for last.
    func runs(
        _ title: String, where isListed: (BacktestRunRecord) -> Bool
    ) async throws -> RunList {
        let runs = try await desk.backtests.runs(limit: Self.searchedMax)
            .filter(isListed).prefix(Self.listedMax)
        return RunList(
            title: title, rows: runs.map(BacktestRunRow.init), hasRows: !runs.isEmpty)
    }
}

extension ParameterField {
    init(_ parameter: ParameterDeclaration) {
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
    init(_ run: BacktestRunRecord) {
        let asked = JSONTree(run.config)
        self.run = run.runID
        strategy = PageText.words(asked["strategy"]?["kind"]?.text ?? "")
        let varied = (asked["vary"]?.items ?? []).map { ($0["name"]?.text ?? "", $0["values"]) }
        let fixed = (asked["strategy"]?.members ?? []).filter { $0.name != "kind" }
        parameters = (varied + fixed.map { ($0.name, $0.value) })
            .map { "\(PageText.words($0)) \($1?.shown ?? "")" }.joined(separator: ", ")
        symbols = (asked["symbols"]?.items ?? []).map(\.text).joined(separator: ", ")
        state = run.state.rawValue
        percent = "\(Int(run.progress * 100))"
        words = run.error
        isOpen = !run.state.isFinal
        isFinished = run.state == .finished
        isSweep = run.isSweep
        address = run.address
        self.asked = PageTime(run.createdAt)
    }
}

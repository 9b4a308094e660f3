import Desk
import Domain
import Hummingbird
import Storage

/// Makes the page of one sweep.
struct SweepPageBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    /// - Parameter trial: the one that is looked at; the best where nil.
    func page(_ runID: String, trial: Int?) async throws -> SweepPage {
        guard let run = try await desk.backtests.run(runID), run.isSweep else {
            throw Problem(.notFound, "not_found", "there is no sweep '\(runID.prefix(64))'")
        }
        let asked = JSONTree(run.config)
        let symbols = (asked["symbols"]?.items ?? []).map(\.text).joined(separator: ", ")
        let strategy = PageText.words(asked["strategy"]?["kind"]?.text ?? "")
        let result = try await desk.ledger.sweep(runID)
        return SweepPage(
            frame: try await FrameBuilder(desk: desk, door: door, visit: visit)
                .frame(title: "Sweep of \(symbols)", path: "/trades/backtest"),
            heading: "\(strategy) on \(symbols)", run: runID, facts: run.facts,
            progress: RunProgress(run), words: run.endWords,
            map: result.flatMap { text in
                HeatMapBuilder(
                    JSONTree(text),
                    address: PageAddress("/trades/sweeps/\(runID)", [("mode", "paper")]),
                    request: try? SweepRequest(asked.object)
                ).map(trial: trial)
            }, request: run.config)
    }
}

import Desk
import Domain
import Hummingbird

extension PageRoutes {
    /// Backtests belong to paper: in live their addresses lead to the trades.
    func addBacktests(to router: Router<DeskContext>) {
        paperPage("trades/backtests", to: router) { scene in
            let builder = BacktestsBuilder(desk: desk, door: scene.door, visit: scene.visit)
            return scene.show("backtests", try await builder.page())
        }
        paperPage("trades/backtest", to: router) { scene in
            let builder = BacktestFormBuilder(desk: desk, door: scene.door, visit: scene.visit)
            let page = try await builder.page(strategy: scene.parameter("strategy"))
            return scene.show("backtest-form", page)
        }
        paperPage("trades/backtests/{run_id}", to: router) { scene in
            let builder = BacktestPageBuilder(desk: desk, door: scene.door, visit: scene.visit)
            if let page = try await builder.page(scene.runID) {
                return scene.show("backtest", page)
            }
            return scene.show("backtest-open", try await builder.openPage(scene.runID))
        }
        paperPage("trades/sweep", to: router) { scene in
            let builder = SweepFormBuilder(desk: desk, door: scene.door, visit: scene.visit)
            return scene.show(
                "sweep-form", try await builder.page(strategy: scene.parameter("strategy")))
        }
        paperPage("trades/sweeps/{run_id}", to: router) { scene in
            let builder = SweepPageBuilder(desk: desk, door: scene.door, visit: scene.visit)
            let trial = scene.parameter("trial").flatMap { Int($0) }
            return scene.show("sweep", try await builder.page(scene.runID, trial: trial))
        }
        paperPage("trades/compare", to: router) { scene in
            let builder = ComparePageBuilder(desk: desk, door: scene.door, visit: scene.visit)
            let runs = scene.request.uri.queryParameters.getAll("run").map { String($0) }
            return scene.show("compare", try await builder.page(runs))
        }
        paperPage("trades/backtests/{run_id}/trades.csv", to: router) { scene in
            try await BacktestTradesCSV(runID: scene.runID, ledger: desk.ledger).response()
        }
    }

    private func paperPage(
        _ path: RouterPath, to router: Router<DeskContext>,
        _ answer: @escaping @Sendable (PageScene) async throws -> Response
    ) {
        page(path, to: router) { scene in
            guard scene.door.mode == .paper else {
                return Response.found("/trades?mode=live")
            }
            return try await answer(scene)
        }
    }
}

extension PageScene {
    /// The run that the address names.
    fileprivate var runID: String { context.parameters.get("run_id") ?? "" }
}

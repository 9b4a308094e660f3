import Desk
import Domain
import Hummingbird
import Storage

/// Backtests: what there is to run, runs under way, and what they came to.
struct BacktestRoutes {
    let desk: TradingDesk

    func add(to group: RouterGroup<DeskContext>) {
        group.get("strategies") { request, _ in
            try QueryReader(request).check()
            return ListAnswer(items: StrategyAnswer.all).response()
        }
        let backtests = group.group("backtest")
        backtests.get("results") { request, _ in try await results(request) }
        backtests.get("results/{run_id}") { request, context in
            try await result(request, context)
        }
        backtests.get("results/{run_id}/trades") { request, context in
            try await trades(request, context)
        }
        backtests.get("runs") { request, _ in try await runs(request) }
        backtests.post("runs") { request, context in try await start(request, context) }
        backtests.get("runs/{run_id}") { request, context in try await run(request, context) }
        backtests.post("sweeps") { request, context in try await sweep(request, context) }
        backtests.get("sweeps/{run_id}") { request, context in
            try await sweepResult(request, context)
        }
        backtests.delete("runs/{run_id}") { _, context in try await cancel(context) }
    }

    private func results(_ request: Request) async throws -> Response {
        var query = QueryReader(request, known: "symbol", "before", "limit")
        let symbol = query.symbol()
        let before = query.number("before", in: 1...Int.max).map { Int64($0) }
        let limit = query.number("limit", in: 1...500) ?? 50
        try query.check()
        let summaries = try await desk.ledger.backtests(of: symbol, before: before, limit: limit)
        return ListAnswer(items: summaries.map(BacktestSummaryAnswer.init)).response()
    }

    private func result(_ request: Request, _ context: DeskContext) async throws -> Response {
        try QueryReader(request).check()
        let runID = Self.runID(context)
        guard let detail = try await desk.ledger.backtest(runID) else {
            throw Self.missing("result of a run", runID)
        }
        return BacktestDetailAnswer(detail: detail).response(capacity: 1 << 16)
    }

    private func trades(_ request: Request, _ context: DeskContext) async throws -> Response {
        var query = QueryReader(request, known: "page")
        let page = query.number("page", in: 1...Int(Int32.max)) ?? 1
        try query.check()
        let runID = Self.runID(context)
        guard let trades = try await desk.ledger.backtestTrades(runID, page: page) else {
            throw Self.missing("page \(page) of trades of a run", runID)
        }
        return StoredAnswer(text: trades).response(capacity: trades.utf8.count)
    }

    private func runs(_ request: Request) async throws -> Response {
        var query = QueryReader(request, known: "limit")
        let limit = query.number("limit", in: 1...500) ?? 50
        try query.check()
        let runs = try await desk.backtests.runs(limit: limit)
        return ListAnswer(items: runs.map(BacktestRunAnswer.init)).response()
    }

    private func start(_ request: Request, _ context: DeskContext) async throws -> Response {
        let object = try await BodyReader.object(of: request, context)
        let run = try await desk.backtests.start(BacktestRequest(object))
        return BacktestRunAnswer(run: run).response(.accepted)
    }

    private func sweep(_ request: Request, _ context: DeskContext) async throws -> Response {
        let object = try await BodyReader.object(of: request, context)
        let run = try await desk.backtests.start(SweepRequest(object))
        return BacktestRunAnswer(run: run).response(.accepted)
    }

    private func sweepResult(
        _ request: Request, _ context: DeskContext
    ) async throws -> Response {
        try QueryReader(request).check()
        let runID = Self.runID(context)
        guard let result = try await desk.ledger.sweep(runID) else {
            throw Self.missing("result of a sweep", runID)
        }
        return StoredAnswer(text: result).response(capacity: result.utf8.count)
    }

    private func run(_ request: Request, _ context: DeskContext) async throws -> Response {
        try QueryReader(request).check()
        let runID = Self.runID(context)
        guard let run = try await desk.backtests.run(runID) else {
            throw Self.missing("run", runID)
        }
        return BacktestRunAnswer(run: run).response()
    }

    private func cancel(_ context: DeskContext) async throws -> Response {
        let runID = Self.runID(context)
        guard let run = try await desk.backtests.cancel(runID) else {
            throw Self.missing("run", runID)
        }
        return BacktestRunAnswer(run: run).response()
    }

    private static func runID(_ context: DeskContext) -> String {
        context.parameters.get("run_id") ?? ""
    }

    private static func missing(_ what: String, _ runID: String) -> Problem {
        Problem(.notFound, "not_found", "there is no \(what) '\(runID.prefix(64))'")
    }
}

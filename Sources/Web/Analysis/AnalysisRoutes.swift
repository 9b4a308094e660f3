import Domain
import Hummingbird
import PerformanceMetrics
import Storage

/// What a mode's closed trades and its equity say.
struct AnalysisRoutes {
    let door: VenueDoor

    func add(to group: RouterGroup<DeskContext>) {
        group.get("analysis") { request, _ in try await analysis(request) }
    }

    private func analysis(_ request: Request) async throws -> Response {
        let filter = try TradeFilterReading(request, mode: door.mode)
        let reading = try await AnalysisReading(filter.query, of: door)
        // Two points a day: what rests on a year's count of periods is not asked for.
        let curve = reading.curve.map { CurveStatistics(of: $0, periodsPerYear: 0) }
        return AnalysisAnswer(mode: door.mode, reading: reading, curve: curve)
            .response(capacity: 16_384)
    }
}

/// Which trades are looked at: the filter of the trades page, without its pages.
struct TradeFilterReading {
    let query: TradeQuery

    init(_ request: Request, mode: TradingMode) throws(Problem) {
        var reader = QueryReader(request, known: "symbol", "strategy", "from", "to", "epoch")
        var query = TradeQuery(mode: mode)
        query.symbol = reader.symbol()
        query.strategy = reader.strategy()
        query.from = reader.day("from")
        query.to = reader.day("to")
        query.epoch = reader.epoch()
        try reader.check()
        self.query = query
    }
}

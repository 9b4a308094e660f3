import Desk
import Domain
import Hummingbird
import MarketCalendar
import PerformanceMetrics
import Storage

/// What a mode's closed trades and its equity say.
struct AnalysisRoutes {
    /// How many closed trades are looked at: the newest.
    static let tradesMax = 100_000
    /// How many points an equity curve has at most: the newest.
    static let pointsMax = 5_000

    let door: VenueDoor

    func add(to group: RouterGroup<DeskContext>) {
        group.get("analysis") { request, _ in try await analysis(request) }
    }

    private func analysis(_ request: Request) async throws -> Response {
        let reading = try TradeFilterReading(request, mode: door.mode)
        var query = reading.query
        query.limit = Self.tradesMax + 1
        let trades = try await door.ledger.closedTrades(query)
        let marks = try await marks(query)
        return AnalysisAnswer(
            mode: door.mode, isPartial: trades.count > Self.tradesMax,
            analysis: TradeAnalysis(Array(trades.suffix(Self.tradesMax))), marks: marks,
            curve: Self.statistics(of: marks)
        ).response(capacity: 16_384)
    }

    /// The equity at the ends of each day; of a part of the trades there is no curve.
    private func marks(_ query: TradeQuery) async throws -> [EquityMark] {
        guard query.symbol == nil, query.strategy == nil else { return [] }
        let marks = try await door.ledger.equityMarks(
            door.mode, epoch: query.epoch, from: query.from)
        guard let to = query.to else { return marks.suffix(Self.pointsMax) }
        return marks.filter { NewYork.day(of: $0.time) <= to }.suffix(Self.pointsMax)
    }

    private static func statistics(of marks: [EquityMark]) -> CurveStatistics? {
        let curve = try? EquityCurve(
            times: marks.map(\.time), equity: marks.map(\.equity.approximate),
            dayOf: { NewYork.day(of: $0) })
        // Two points a day: what rests on a year's count of periods is not asked for.
        return curve.map { CurveStatistics(of: $0, periodsPerYear: 0) }
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

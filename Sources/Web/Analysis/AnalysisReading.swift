import Domain
import MarketCalendar
import PerformanceMetrics
import Storage

/// What page and API tell of a mode's closed trades and its equity.
struct AnalysisReading {
    /// How many closed trades are looked at: the newest.
    static let tradesMax = 100_000
    /// How many points an equity curve has at most: the newest.
    static let pointsMax = 5_000

    let analysis: TradeAnalysis
    /// Whether there are more trades than were looked at.
    let isPartial: Bool
    /// The equity at the ends of each day; of a part of the trades there is none.
    let marks: [EquityMark]
    /// The marks as a curve; nil where there is none.
    let curve: EquityCurve?

    /// - Parameter query: which trades, by symbol, strategy, days and epoch.
    init(_ query: TradeQuery, of door: VenueDoor) async throws {
        var query = query
        query.limit = Self.tradesMax + 1
        let trades = try await door.ledger.closedTrades(query)
        analysis = TradeAnalysis(Array(trades.suffix(Self.tradesMax)))
        isPartial = trades.count > Self.tradesMax
        let marks = try await Self.marks(query, of: door)
        self.marks = marks
        curve = try? EquityCurve(
            times: marks.map(\.time), equity: marks.map(\.equity.approximate),
            dayOf: { NewYork.day(of: $0) })
    }

    private static func marks(
        _ query: TradeQuery, of door: VenueDoor
    ) async throws -> [EquityMark] {
        guard query.symbol == nil, query.strategy == nil else { return [] }
        let marks = try await door.ledger.equityMarks(
            door.mode, epoch: query.epoch, from: query.from)
        guard let to = query.to else { return marks.suffix(pointsMax) }
        return marks.filter { NewYork.day(of: $0.time) <= to }.suffix(pointsMax)
    }
}

import Desk
import Domain
import ExactJSON
import Hummingbird
import Storage

/// Bars of a symbol: those that are stored, up to the market's time, so that a replay shows nothing
/// that has not happened yet.
struct BarReading {
    /// How many bars an answer has at most.
    static let countMax = MarketHistory.barsMax

    let desk: TradingDesk

    func answer(_ request: Request) async throws -> Response {
        var query = QueryReader(request, known: "symbol", "timeframe", "from", "to", "limit")
        let symbol = query.symbol()
        let words = Timeframe.allCases.map(\.rawValue).joined(separator: ", ")
        let timeframe = query.value("timeframe", allowed: words) { Timeframe(rawValue: $0) }
        let instant = "an instant such as 2026-01-22T14:30:00Z"
        let from = query.value("from", allowed: instant) { Timestamp($0) }
        let to = query.value("to", allowed: instant) { Timestamp($0) }
        let limit = query.number("limit", in: 1...Self.countMax) ?? 500
        try query.check()
        guard let symbol else { throw Problem.invalid([TicketFault("symbol", "is missing")]) }
        let bars = try await bars(of: symbol, timeframe, from: from, to: to)
        return ListAnswer(items: bars.suffix(limit).map(BarAnswer.init)).response()
    }

    private func bars(
        of symbol: Symbol, _ timeframe: Timeframe?, from: Timestamp?, to: Timestamp?
    ) async throws -> [Bar] {
        let start = from ?? Timestamp(nanoseconds: .min)
        let end = to ?? Timestamp(nanoseconds: .max)
        guard start < end else { return [] }
        return try await desk.history.bars(of: symbol, timeframe, in: start..<end)
    }
}

import Desk
import Domain
import ExactJSON
import Hummingbird
import Storage

/// Prices of the active mode, each answer saying which that is.
struct MarketRoutes {
    let desk: TradingDesk

    func add(to group: RouterGroup<DeskContext>) {
        group.get("quotes") { request, _ in
            let door = active
            let quotes = try QuoteReading(door: door).quotes(request)
            return MarketAnswer(mode: door.mode, name: "quotes", items: quotes).response()
        }
        group.get("bars") { request, _ in
            let door = active
            let bars = try await BarReading(door: door).bars(request)
            return MarketAnswer(mode: door.mode, name: "bars", items: bars).response()
        }
    }

    /// Looked at once a request, so that an answer is all of one mode.
    private var active: VenueDoor { desk.modes.active == .live ? .live(desk) : .paper(desk) }
}

/// The newest prices of one mode.
struct QuoteReading {
    let door: VenueDoor

    func quotes(_ request: Request) throws(Problem) -> [QuoteAnswer] {
        var query = QueryReader(request, known: "symbol")
        let symbol = query.symbol()
        try query.check()
        return door.quoteAnswers().filter { symbol == nil || $0.quote.symbol == symbol }
    }
}

/// Bars of a symbol: those that are stored, up to the market's time, so that a replay shows nothing
/// that has not happened yet.
struct BarReading {
    /// How many bars an answer has at most.
    static let countMax = MarketHistory.barsMax

    let door: VenueDoor

    func bars(_ request: Request) async throws -> [BarAnswer] {
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
        return try await bars(of: symbol, timeframe, from: from, to: to, newest: limit)
            .map(BarAnswer.init)
    }

    private func bars(
        of symbol: Symbol, _ timeframe: Timeframe?, from: Timestamp?, to: Timestamp?,
        newest count: Int
    ) async throws -> [Bar] {
        let start = from ?? Timestamp(nanoseconds: .min)
        let end = to ?? Timestamp(nanoseconds: .max)
        guard let history = door.history, start < end else { return [] }
        return try await history.bars(of: symbol, timeframe, in: start..<end, newest: count)
    }
}

/// Prices with the mode that they are of.
private struct MarketAnswer<Item: JSONAnswer>: JSONAnswer {
    let mode: TradingMode
    let name: StaticString
    let items: [Item]

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("mode")
            writer.string(mode.rawValue)
            writer.name(name)
            writer.array(items) { $1.write(to: &$0) }
        }
    }
}

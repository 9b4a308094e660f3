import Domain
import GRDB
import Storage
import Synchronization
import Testing

/// 2026-01-22, 14:30 UTC: the exchange opens.
let opening = Timestamp(nanoseconds: 1_769_092_200_000_000_000)

func price(_ text: String) throws -> Price { try Price(text) }
func money(_ text: String) throws -> Money { try Money(text) }
func shares(_ count: Int64) throws -> Quantity { try Quantity(shares: count) }

func name(_ text: String) throws -> ClientOrderID {
    try #require(ClientOrderID(stored: text))
}

func symbol(_ text: String = "GOOG") throws -> Symbol { try #require(Symbol(text)) }

/// A wall clock that moves on by a second each time it is asked.
func tickingSurroundings() -> Surroundings {
    let clock = Clock()
    var surroundings = Surroundings.resting
    surroundings.wallNow = { clock.tick() }
    surroundings.marketNow = { opening }
    return surroundings
}

private final class Clock: Sendable {
    private let seconds = Mutex<Int64>(0)

    func tick() -> Timestamp {
        seconds.withLock { seconds in
            seconds += 1
            return opening.advanced(bySeconds: seconds)
        }
    }
}

/// An order in the making.
func buy(
    _ id: String, _ count: Int64, of ticker: String = "GOOG", protection: Protection = .none,
    strategy: StrategyName = .manual
) throws -> OrderTicket {
    OrderTicket(
        id: try name(id), symbol: try symbol(ticker), side: .buy, effect: .open,
        size: .shares(try shares(count)), protection: protection,
        origin: OrderOrigin(strategy: strategy))
}

func sell(
    _ id: String, _ count: Int64, of ticker: String = "GOOG", lots: LotSelection = .all,
    strategy: StrategyName = .manual
) throws -> OrderTicket {
    OrderTicket(
        id: try name(id), symbol: try symbol(ticker), side: .sell, effect: .close(lots),
        size: .shares(try shares(count)), origin: OrderOrigin(strategy: strategy))
}

extension OrderTicket {
    /// A fill of this order at a second of the session.
    func fill(
        _ count: Int64, to cumulative: Int64, at dollars: String, fee: String = "0",
        second: Int64 = 0
    ) throws -> Fill {
        guard case .shares(let whole) = size else { throw StorageError.refused("no shares") }
        let cumulative = try shares(cumulative)
        return Fill(
            ticket: self, quantity: try shares(count), cumulative: cumulative,
            isLast: cumulative == whole, price: try price(dollars), fee: try money(fee),
            slippage: try money("0.01"), rule: .quote, source: .broker("execution \"\(second)\""),
            time: opening.advanced(bySeconds: second))
    }

    /// A fill of the whole order.
    func filled(at dollars: String, fee: String = "0", second: Int64 = 0) throws -> Fill {
        guard case .shares(let whole) = size else { throw StorageError.refused("no shares") }
        return try fill(
            whole.wholeShares, to: whole.wholeShares, at: dollars, fee: fee, second: second)
    }
}

extension Ledger {
    /// Records an order and books that it was taken.
    func take(_ ticket: OrderTicket, mode: TradingMode = .paper) async throws {
        try await recordIntents([ticket], mode: mode, submittedAt: opening)
        try await book([.accepted(ticket.id, at: opening)], mode: mode)
    }

    /// Records an order, books that it was taken and these fills.
    func trade(_ ticket: OrderTicket, _ fills: Fill..., mode: TradingMode = .paper) async throws {
        try await take(ticket, mode: mode)
        try await book(fills.map { .filled($0) }, mode: mode)
    }

    /// All trades, oldest first.
    func allTrades(_ mode: TradingMode = .paper) async throws -> [BookedTrade] {
        var query = TradeQuery(mode: mode)
        query.limit = 10_000
        return try await trades(query).trades.sorted { $0.id < $1.id }
    }
}

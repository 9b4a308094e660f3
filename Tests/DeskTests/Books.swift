import Domain
import Storage
import TestSupport

/// All that a ledger shows of the paper account.
struct Books: Equatable {
    let trades: [BookedTrade]
    let positions: [BookedPosition]
    let orders: [BookedOrder]
    let fills: [Fill]
    let totals: BookTotals
    let equity: [EquityMark]
    let cursor: FeedCursor?

    init(of ledger: Ledger) async throws {
        var query = TradeQuery(mode: .paper)
        query.limit = 10_000
        trades = try await ledger.trades(query).trades
        positions = try await ledger.positions(.paper)
        orders = try await ledger.orders(.paper, limit: 10_000)
        var fills: [Fill] = []
        for order in orders { fills += try await ledger.fills(of: order.ticket.id, mode: .paper) }
        self.fills = fills
        totals = try await ledger.totals(.paper)
        equity = try await ledger.equityMarks(.paper)
        cursor = try await ledger.openState(.paper).cursor
    }

    func order(_ id: String) -> BookedOrder? { orders.first { $0.ticket.id.description == id } }

    func fill(_ id: String) -> Fill? { fills.first { $0.order.description == id } }
}

extension PaperScene {
    /// The books after a run from nothing to the end.
    func books() async throws -> Books {
        let ledger = try Self.ledger()
        try await run(on: ledger)
        return try await Books(of: ledger)
    }
}

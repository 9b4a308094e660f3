import Domain
import Storage

extension DeskBook {
    /// The book of a mode as the ledger has it now.
    init(
        of mode: TradingMode, in ledger: Ledger, board: MarketBoard
    ) async throws(StorageError) {
        let state = try await ledger.openState(mode)
        let totals = try await ledger.totals(mode)
        let newest = try await ledger.dayGroups(mode, limit: 1).first
        self.init(state, totals: totals, day: newest) { ticket in
            let last = board.last(of: ticket.symbol) ?? state.marks[ticket.symbol]?.price
            return (try? OrderEstimate.cost(of: ticket, last: last)) ?? .zero
        }
    }
}

extension DeskOrder {
    /// An order as the ledger has it.
    init(_ booked: BookedOrder) {
        self.init(
            number: booked.id, ticket: booked.ticket, submittedAt: booked.submittedAt, held: .zero)
        state = booked.state
        terms = booked.terms
        filled = booked.filled
        filledValue = booked.filledValue
        ending = booked.ending
    }
}

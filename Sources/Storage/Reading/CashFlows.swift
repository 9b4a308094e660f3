public import Domain
import GRDB

/// The cash that came and went in one epoch, by what moved it.
public struct CashFlows: Hashable, Sendable {
    /// What the account was opened with, and what was paid in and out since.
    public internal(set) var deposits = Money.zero
    /// What trades moved: proceeds less costs and fees.
    public internal(set) var fills = Money.zero
    /// Dividends received, less those paid on short positions.
    public internal(set) var dividends = Money.zero
    /// Fractions of shares that splits paid out.
    public internal(set) var cashInLieu = Money.zero
}

extension Ledger {
    /// The cash flows of an epoch; of the current one where none is named.
    public func cashFlows(
        _ mode: TradingMode, epoch: Int64? = nil
    ) async throws(StorageError) -> CashFlows {
        try await read { db in
            let tables = Tables.of(mode)
            let epoch = try epoch ?? Epochs.current(mode, in: db)
            let sql = """
                SELECT kind, sum(amount_nanos) FROM \(tables.cash.name) WHERE epoch = ?
                GROUP BY kind
                """
            var flows = CashFlows()
            for row in try Row.fetchAll(db, sql: sql, arguments: [epoch]) {
                var cells = Cells(row, of: tables.cash.name)
                let (kind, amount) = (try cells.text(), try cells.amount() as Money)
                switch kind {
                case "fill": flows.fills = amount
                case "dividend": flows.dividends = amount
                case "cash_in_lieu": flows.cashInLieu = amount
                default: try flows.deposits += amount
                }
            }
            return flows
        }
    }
}

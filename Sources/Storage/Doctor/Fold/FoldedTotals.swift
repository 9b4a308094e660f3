import Domain
import GRDB

/// The sums of an epoch as the journal makes them.
struct FoldedTotals {
    var open: Int64 = 0
    var closed: Int64 = 0
    var cancelled: Int64 = 0
    var orders: Int64 = 0
    var realized: Money = .zero
    var fees: Money = .zero
    var cash: Money = .zero
    let firstTradeID: Int64

    func cells(_ epoch: Int64) -> ExpectedCells {
        [
            ("epoch", epoch.databaseValue), ("trades_open", open.databaseValue),
            ("trades_closed", closed.databaseValue),
            ("trades_cancelled", cancelled.databaseValue), ("orders", orders.databaseValue),
            ("realized_nanos", realized.databaseValue), ("fees_nanos", fees.databaseValue),
            ("cash_nanos", cash.databaseValue),
            ("first_trade_id", firstTradeID.databaseValue),
        ]
    }
}

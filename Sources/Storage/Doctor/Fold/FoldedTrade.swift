import Domain
import GRDB
import MarketCalendar

/// A trade as the journal makes it.
struct FoldedTrade {
    var id: Int64
    let epoch: Int64
    let lot: ClientOrderID
    let symbol: Symbol
    let side: PositionSide
    let origin: OrderOrigin
    var status: Int64 = 0
    var quantity: Quantity
    var entryValue: Money
    var exitValue: Money?
    var fees: Money
    var slippage: Money
    var realized: Money?
    var stop: Price?
    var target: Price?
    var entryTime: Timestamp
    var exitTime: Timestamp?
    var exitReason: String?
    var exitOrder: ClientOrderID?
    var brokerOrderID: String?
    var createdAt: Timestamp
    var updatedAt: Timestamp

    init(id: Int64, lot: Lot, order: FoldedOrder, at now: Timestamp) {
        self.id = id
        epoch = order.epoch
        self.lot = lot.id
        symbol = order.ticket.symbol
        side = lot.side
        origin = order.ticket.origin
        (quantity, entryValue) = (lot.quantity, lot.entryValue)
        (fees, slippage) = (lot.entryFees, lot.entrySlippage)
        entryTime = lot.openedAt
        brokerOrderID = order.brokerOrderID
        (createdAt, updatedAt) = (now, now)
    }

    /// Whether its open shares are those of the lot.
    func holds(_ lot: Lot) -> Bool {
        quantity == lot.quantity && entryValue == lot.entryValue && fees == lot.entryFees
            && slippage == lot.entrySlippage
    }

    /// The columns, in both modes but for one or two.
    func cells(_ mode: TradingMode) throws -> ExpectedCells {
        let own: ExpectedCells =
            switch mode {
            case .paper:
                [
                    ("epoch", epoch.databaseValue),
                    ("slippage_applied", slippage.approximate.databaseValue),
                ]
            case .live: [("broker_order_id", text(brokerOrderID))]
            }
        return try identity + prices + exact + own
    }

    private var identity: ExpectedCells {
        let listedAt = status == 1 ? exitTime ?? entryTime : entryTime
        return [
            ("id", id.databaseValue), ("symbol", symbol.description.databaseValue),
            ("side", side.rawValue.databaseValue), ("status", status.databaseValue),
            ("strategy", origin.strategy.description.databaseValue),
            ("regime", text(origin.regime)), ("signal_reason", text(origin.reason)),
            ("signal_explanation", text(origin.explanation)),
            ("lot_id", lot.description.databaseValue),
            ("entry_time", entryTime.description.databaseValue),
            ("exit_time", text(exitTime?.description)),
            ("exit_reason", text(exitReason)),
            ("exit_client_order_id", text(exitOrder?.description)),
            ("listed_on", NewYork.day(of: listedAt).description.databaseValue),
            ("listed_at", listedAt.databaseValue),
            ("created_at", createdAt.description.databaseValue),
            ("updated_at", updatedAt.description.databaseValue),
            ("entry_ns", entryTime.databaseValue), ("exit_ns", exitTime.databaseValue),
        ]
    }

    /// The columns for show.
    private var prices: ExpectedCells {
        get throws {
            let entry = try entryValue.price(per: quantity, rounding: .halfEven)
            let exit = try exitValue?.price(per: quantity, rounding: .halfEven)
            var percent: Double?
            if let realized, entryValue != .zero {
                percent = 100 * Double(realized.nanos) / Double(entryValue.nanos)
            }
            return [
                ("entry_price", entry.approximate.databaseValue),
                ("exit_price", number(exit?.approximate)),
                ("stop_loss", (stop?.approximate ?? 0).databaseValue),
                ("take_profit", number(target?.approximate)),
                ("realized_pnl", number(realized?.approximate)),
                ("fees", fees.approximate.databaseValue),
                ("slippage", slippage.approximate.databaseValue),
                ("return_pct", number(percent)),
            ]
        }
    }

    private var exact: ExpectedCells {
        [
            ("shares", quantity.wholeShares.databaseValue),
            ("quantity_billionths", quantity.databaseValue),
            ("entry_value_nanos", entryValue.databaseValue),
            ("exit_value_nanos", exitValue.databaseValue), ("fees_nanos", fees.databaseValue),
            ("slippage_nanos", slippage.databaseValue),
            ("realized_nanos", realized.databaseValue), ("stop_loss_nanos", stop.databaseValue),
            ("take_profit_nanos", target.databaseValue),
        ]
    }
}

/// A number or NULL.
func number(_ number: Double?) -> DatabaseValue { number?.databaseValue ?? .null }

import Domain
import GRDB

/// A position as the journal makes it, but for its price.
struct FoldedPosition: Equatable {
    let id: Int64
    let symbol: Symbol
    let side: PositionSide
    var quantity: Quantity = .zero
    var entryValue: Money = .zero
    let stop: Price?
    let target: Price?
    let entryTime: Timestamp
    var updatedAt: Timestamp

    /// The sum of a symbol's open trades, oldest first; nil where there are none.
    init?(
        of open: [FoldedTrade], after earlier: FoldedPosition?, at now: Timestamp
    ) throws {
        guard let oldest = open.first else { return nil }
        id = earlier?.id ?? oldest.id
        symbol = oldest.symbol
        side = oldest.side
        stop = open.first { $0.stop != nil }?.stop
        target = open.first { $0.target != nil }?.target
        entryTime = oldest.entryTime
        updatedAt = earlier?.updatedAt ?? now
        for trade in open {
            try quantity += trade.quantity
            try entryValue += trade.entryValue
        }
        if self != earlier { updatedAt = now }
    }

    /// The columns, valued at a price, or at entry where there is none.
    func cells(_ mode: TradingMode, price: Price?) throws -> ExpectedCells {
        let entry = try entryValue.price(per: quantity, rounding: .halfEven)
        let current = price ?? entry
        var unrealized = Money.zero
        if let price {
            let value = try price.cost(of: quantity, rounding: .halfEven)
            unrealized = side == .long ? try value - entryValue : try entryValue - value
        }
        let own: ExpectedCells = mode == .live ? [("broker_position_id", .null)] : []
        return own + [
            ("id", id.databaseValue), ("symbol", symbol.description.databaseValue),
            ("side", side.rawValue.databaseValue),
            ("shares", quantity.wholeShares.databaseValue),
            ("entry_price", entry.approximate.databaseValue),
            ("current_price", current.approximate.databaseValue),
            ("unrealized_pnl", unrealized.approximate.databaseValue),
            ("stop_loss", (stop?.approximate ?? 0).databaseValue),
            ("take_profit", number(target?.approximate)),
            ("entry_time", entryTime.description.databaseValue),
            ("updated_at", updatedAt.description.databaseValue),
            ("quantity_billionths", quantity.databaseValue),
            ("entry_value_nanos", entryValue.databaseValue),
            ("current_nanos", current.databaseValue),
            ("unrealized_nanos", unrealized.databaseValue),
            ("stop_loss_nanos", stop.databaseValue),
            ("take_profit_nanos", target.databaseValue),
            ("entry_ns", entryTime.databaseValue),
        ]
    }
}

import Domain
import GRDB

extension BookedTrade {
    /// The columns that `init(from:tables:)` reads, in its order.
    static func columns(_ tables: Tables) -> String {
        """
        id, \(tables.tradeEpoch), lot_id, symbol, side, strategy, regime, signal_reason,
        signal_explanation, status, quantity_billionths, entry_value_nanos, exit_value_nanos,
        fees_nanos, slippage_nanos, realized_nanos, stop_loss_nanos, take_profit_nanos, entry_ns,
        exit_ns, exit_reason, exit_client_order_id, created_at, updated_at,
        \(tables.ownTradeColumn)
        """
    }

    init(from row: Row, tables: Tables) throws {
        var cells = Cells(row, of: tables.trades)
        id = try cells.integer()
        epoch = try cells.integer()
        lot = try cells.parsed { ClientOrderID(stored: $0) }
        symbol = try cells.parsed { Symbol($0) }
        side = try cells.integer() == 0 ? .long : .short
        origin = OrderOrigin(
            strategy: try cells.parsed { StrategyName($0) }, regime: cells.optionalText(),
            reason: cells.optionalText(), explanation: cells.optionalText())
        status = TradeStatus(rawValue: Int(try cells.integer())) ?? .cancelled
        quantity = try cells.amount()
        entryValue = try cells.amount()
        exitValue = cells.optionalAmount()
        fees = try cells.amount()
        slippage = try cells.amount()
        realized = cells.optionalAmount()
        stopLoss = cells.optionalAmount()
        takeProfit = cells.optionalAmount()
        entryTime = try cells.time()
        exitTime = cells.optionalTime()
        exitReason = try cells.optionalParsed { ExitReason(rawValue: $0) }
        exitOrder = try cells.optionalParsed { ClientOrderID(stored: $0) }
        createdAt = try cells.parsed { Timestamp($0) }
        updatedAt = try cells.parsed { Timestamp($0) }
        brokerOrderID = tables.mode == .live ? cells.optionalText() : nil
    }

    /// What changes while it is held, in the order of `update` in `TradeStore`.
    var growthValues: [DatabaseValue] {
        [
            quantity.wholeShares.databaseValue, quantity.databaseValue,
            entryPrice.approximate.databaseValue, entryValue.databaseValue,
            fees.approximate.databaseValue, fees.databaseValue,
            slippage.approximate.databaseValue, slippage.databaseValue,
            (stopLoss ?? .zero).approximate.databaseValue, stopLoss.databaseValue,
            (takeProfit?.approximate).databaseValue, takeProfit.databaseValue,
            updatedAt.description.databaseValue,
        ]
    }

    /// What changes when it ends.
    var endValues: [DatabaseValue] {
        [
            status.rawValue.databaseValue, (exitPrice?.approximate).databaseValue,
            (exitTime?.description).databaseValue, exitTime.databaseValue,
            exitValue.databaseValue, (realized?.approximate).databaseValue,
            realized.databaseValue, returnPercent.databaseValue,
            (exitReason?.rawValue).databaseValue, (exitOrder?.description).databaseValue,
            listedOn.description.databaseValue, listedAt.databaseValue,
        ]
    }

    /// What never changes.
    var fixedValues: [DatabaseValue] {
        [
            symbol.description.databaseValue, side.rawValue.databaseValue,
            entryTime.description.databaseValue, entryTime.databaseValue,
            origin.strategy.description.databaseValue, origin.regime.databaseValue,
            origin.reason.databaseValue, origin.explanation.databaseValue,
            lot.description.databaseValue, createdAt.description.databaseValue,
        ]
    }
}

import Domain

extension BookedTrade {
    /// The columns that `init(from:mode:)` reads, in its order.
    static func columns(_ tables: Tables) -> String {
        """
        id, \(tables.tradeEpoch), lot_id, symbol, side, strategy, regime, signal_reason,
        signal_explanation, status, quantity_billionths, entry_value_nanos, exit_value_nanos,
        fees_nanos, slippage_nanos, realized_nanos, stop_loss_nanos, take_profit_nanos, entry_ns,
        exit_ns, exit_reason, exit_client_order_id, created_at, updated_at,
        \(tables.ownTradeColumn)
        """
    }

    init(from cells: inout Cells, mode: TradingMode) throws {
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
        createdAt = try cells.isoTime()
        updatedAt = try cells.isoTime()
        brokerOrderID = mode == .live ? cells.optionalText() : nil
    }

    /// Binds what changes while it is held, in the order of `TradeStore.growth`.
    func bindGrowth(to row: inout RowBinding) {
        row.add(quantity.wholeShares)
        row.add(quantity)
        row.add(shown: entryPrice)
        row.add(entryValue)
        row.add(shown: fees)
        row.add(fees)
        row.add(shown: slippage)
        row.add(slippage)
        row.add(shown: stopLoss ?? .zero)
        row.add(stopLoss)
        row.add(shown: takeProfit)
        row.add(takeProfit)
        row.add(iso: updatedAt)
    }

    /// Binds what changes when it ends, in the order of `TradeStore.end`.
    func bindEnd(to row: inout RowBinding) {
        row.add(Int64(status.rawValue))
        row.add(shown: exitPrice)
        if let exitTime { row.add(iso: exitTime) } else { row.addNull() }
        row.add(exitTime)
        row.add(exitValue)
        row.add(shown: realized)
        row.add(realized)
        row.add(number: returnPercent)
        row.add(exitReason?.rawValue)
        row.add(exitOrder?.description)
        row.add(iso: listedOn)
        row.add(listedAt)
    }

    /// Binds what never changes, in the order of `TradeStore.fixed`.
    func bindFixed(to row: inout RowBinding) {
        row.add(symbol.description)
        row.add(Int64(side.rawValue))
        row.add(iso: entryTime)
        row.add(entryTime)
        row.add(origin.strategy.description)
        row.add(origin.regime)
        row.add(origin.reason)
        row.add(origin.explanation)
        row.add(lot.description)
        row.add(iso: createdAt)
    }

    /// Binds the column that only this mode has.
    func bindOwn(in mode: TradingMode, to row: inout RowBinding) {
        switch mode {
        case .paper: row.add(shown: slippage)
        case .live: row.add(brokerOrderID)
        }
    }
}

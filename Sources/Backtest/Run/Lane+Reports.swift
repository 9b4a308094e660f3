import Domain
import Simulation
import Strategies

extension Lane {
    /// Takes in what the engine says of the bar at `head`.
    ///
    /// - Parameter point: where the equity curve is.
    @inline(__always)
    mutating func take(
        _ report: EngineReport, point: Int, into outcome: inout BacktestOutcome
    ) throws(AmountOutOfRange) {
        switch report {
        case .filled(let key, let execution):
            try outcome.fees += execution.fee
            if key == entryKey {
                try entered(execution, point: point, &outcome)
            } else {
                exitPrice = execution.price
            }
        case .closed(let closing, let key): try closed(closing, by: key, point: point, &outcome)
        case .placed(let leg, _): placed(leg, &outcome)
        case .changed(let key, let terms, _):
            if key == position.stopKey {
                stretch.holding?.stop = terms.type.stop
            } else if key == position.targetKey {
                stretch.holding?.target = terms.type.limit
            }
        case .rejected(let key, let ending, _):
            if key == entryKey { outcome.rejections += 1 }
            ended(key, .rejected, ending, &outcome)
        case .cancelled(let key, let ending, _): ended(key, .cancelled, ending, &outcome)
        case .expired(let key, _): ended(key, .expired, .timeInForce, &outcome)
        case .adjusted(_, let adjustment, let cash):
            if case .dividend = adjustment.action { try outcome.dividends += cash }
        }
    }

    private mutating func entered(
        _ execution: Execution, point: Int, _ outcome: inout BacktestOutcome
    ) throws(AmountOutOfRange) {
        if let held = stretch.holding?.quantity {
            stretch.holding?.quantity = try held + execution.quantity
        } else {
            position = Position()
            position.lot = entryKey
            position.reason = entry.reason
            position.entryPoint = point
            var holding = Holding(
                side: entry.side, quantity: execution.quantity, entryBar: head,
                entryPrice: execution.price)
            holding.regime = entry.regime
            stretch.holding = holding
        }
        if execution.isLast {
            outcome.end(entry.record, .filled, bar: head)
            entryKey = nil
        }
    }

    private mutating func closed(
        _ closing: ClosedLot<OrderKey>, by key: OrderKey?, point: Int,
        _ outcome: inout BacktestOutcome
    ) throws(AmountOutOfRange) {
        guard let holding = stretch.holding else { return }
        outcome.trades.append(try trade(closing, of: holding, by: key, point: point))
        guard closing.isWhole else {
            stretch.holding?.quantity = try holding.quantity - closing.quantity
            return
        }
        stretch.holding = nil
        if outcome.listsOrders { endLegs(by: key, &outcome) }
        if let exitKey, exitKey == key {
            outcome.end(exitRecord, .filled, bar: head)
            self.exitKey = nil
        }
        (position.stopKey, position.targetKey) = (nil, nil)
    }

    // Mutating, so that they work in place: a copy of a lane would count references.

    private mutating func trade(
        _ closing: ClosedLot<OrderKey>, of holding: Holding, by key: OrderKey?, point: Int
    ) throws(AmountOutOfRange) -> BacktestTrade {
        let cause = cause(of: key)
        let price =
            key == nil
            ? try closing.exitValue.price(per: closing.quantity, rounding: .halfEven) : exitPrice
        return BacktestTrade(
            lane: number, side: closing.side, quantity: closing.quantity,
            entryBar: holding.entryBar,
            entryPrice: try closing.entryPrice(near: holding.entryPrice),
            entryReason: position.reason, exitBar: head, exitPrice: price, cause: cause,
            exitReason: cause == .signal ? exitReason : nil, stop: holding.stop,
            target: holding.target, regime: holding.regime,
            entryValue: closing.entryValue, exitValue: closing.exitValue, fees: closing.fees,
            slippage: closing.slippage, profit: try closing.realized,
            points: position.entryPoint...point)
    }

    private mutating func cause(of key: OrderKey?) -> ExitCause {
        guard let key else { return .action }
        if key == position.stopKey { return .stop }
        return key == position.targetKey ? .target : .signal
    }

    /// Lists which leg it was that closed the position.
    private mutating func endLegs(by key: OrderKey?, _ outcome: inout BacktestOutcome) {
        let legs = [
            (position.stopKey, position.stopRecord), (position.targetKey, position.targetRecord),
        ]
        for (leg, record) in legs where leg != nil {
            if leg == key {
                outcome.end(record, .filled, bar: head)
            } else {
                outcome.end(record, .cancelled, .positionClosed, bar: head)
            }
        }
    }

    private mutating func placed(_ leg: EngineLeg, _ outcome: inout BacktestOutcome) {
        let order = BacktestOrder(
            lane: Int32(number), bar: Int32(head), side: entry.side.closing, isOpening: false,
            role: leg.role, price: leg.type.limit ?? leg.type.stop,
            code: position.reason.code)
        let record = outcome.note(order)
        if leg.role == .stop {
            (position.stopKey, position.stopRecord) = (leg.key, record)
            stretch.holding?.stop = leg.type.stop
        } else {
            (position.targetKey, position.targetRecord) = (leg.key, record)
            stretch.holding?.target = leg.type.limit
        }
    }

    private mutating func ended(
        _ key: OrderKey, _ state: BacktestOrder.State, _ ending: OrderEnding,
        _ outcome: inout BacktestOutcome
    ) {
        if key == entryKey {
            outcome.end(entry.record, state, ending, bar: head)
            entryKey = nil
        } else if key == exitKey {
            outcome.end(exitRecord, state, ending, bar: head)
            exitKey = nil
        }
    }
}

extension BacktestOutcome {
    /// Counts an order, and lists it where orders are listed.
    ///
    /// - Returns: its place in the list.
    mutating func note(_ order: @autoclosure () -> BacktestOrder) -> Int {
        orderCount += 1
        guard listsOrders else { return Lane.unlisted }
        orders.append(order())
        return orders.count - 1
    }

    /// Notes how a listed order ended.
    mutating func end(
        _ record: Int, _ state: BacktestOrder.State, _ ending: OrderEnding? = nil, bar: Int
    ) {
        guard record >= 0 else { return }
        orders[record].state = state
        orders[record].ending = ending
        orders[record].endBar = Int32(bar)
    }
}

extension ClosedLot<OrderKey> {
    /// What a share cost in shares of now: the price of the fill, where that is what the value
    /// comes to.
    fileprivate func entryPrice(near price: Price) throws(AmountOutOfRange) -> Price {
        if try price.cost(of: quantity, rounding: .halfEven) == entryValue { return price }
        return try entryValue.price(per: quantity, rounding: .halfEven)
    }
}

import Domain
import Simulation
import Strategies

extension BacktestRun {
    /// Takes in what the engine says of a lane's bar, and empties the list.
    mutating func takeReports(lane index: Int) throws(BacktestFailure) {
        let bar = lanes[index].head
        do throws(AmountOutOfRange) {
            // By place: a copy of the list would keep it from being emptied in place.
            for place in reports.indices { try take(reports[place], lane: index) }
        } catch {
            throw .outOfRange(error, bar: bar, at: series[index][bar].start)
        }
        reports.removeAll(keepingCapacity: true)
    }

    private mutating func take(
        _ report: EngineReport, lane index: Int
    ) throws(AmountOutOfRange) {
        switch report {
        case .filled(let key, let execution): try filled(key, execution, lane: index)
        case .closed(let closing, let key): try closed(closing, by: key, lane: index)
        case .placed(let leg, _): placed(leg, lane: index)
        case .changed(let key, let terms, _):
            if key == lanes[index].position?.stop?.key {
                lanes[index].position?.holding.stop = terms.type.stop
            } else if key == lanes[index].position?.target?.key {
                lanes[index].position?.holding.target = terms.type.limit
            }
        case .rejected(let key, let ending, _):
            if key == lanes[index].entry?.key { outcome.rejections += 1 }
            ended(key, .rejected, ending, lane: index)
        case .cancelled(let key, let ending, _): ended(key, .cancelled, ending, lane: index)
        case .expired(let key, _): ended(key, .expired, .timeInForce, lane: index)
        case .adjusted(_, let adjustment, let cash):
            if case .dividend = adjustment.action { try outcome.dividends += cash }
        }
    }

    private mutating func filled(
        _ key: OrderKey, _ execution: Execution, lane index: Int
    ) throws(AmountOutOfRange) {
        try outcome.fees += execution.fee
        let bar = lanes[index].head
        guard let entry = lanes[index].entry, entry.key == key else {
            lastFill = (execution.price, key)
            return
        }
        if lanes[index].position == nil {
            var holding = Holding(
                side: entry.asked.side, quantity: execution.quantity, entryBar: bar,
                entryPrice: execution.price)
            holding.regime = entry.asked.regime
            lanes[index].position = Position(
                holding: holding, lot: key, reason: entry.asked.reason, entryPoint: point)
        } else {
            try lanes[index].position?.holding.quantity += execution.quantity
        }
        if execution.isLast {
            end(entry.record, .filled, bar: bar)
            lanes[index].entry = nil
        }
    }

    private mutating func closed(
        _ closing: ClosedLot<OrderKey>, by key: OrderKey?, lane index: Int
    ) throws(AmountOutOfRange) {
        guard let position = lanes[index].position else { return }
        try record(closing, by: key, of: position, lane: index)
        if closing.isWhole {
            endExit(key, of: position, lane: index)
            lanes[index].position = nil
        } else {
            try lanes[index].position?.holding.quantity -= closing.quantity
        }
    }

    private mutating func record(
        _ closing: ClosedLot<OrderKey>, by key: OrderKey?, of position: Position, lane index: Int
    ) throws(AmountOutOfRange) {
        let exitPrice =
            key == nil
            ? try closing.exitValue.price(per: closing.quantity, rounding: .halfEven)
            : lastFill?.price ?? .zero
        let cause = cause(of: key, in: position)
        let entryPrice = try closing.entryPrice(near: position.holding.entryPrice)
        outcome.trades.append(
            BacktestTrade(
                lane: index, side: closing.side, quantity: closing.quantity,
                entryBar: position.holding.entryBar, entryPrice: entryPrice,
                entryReason: position.reason, exitBar: lanes[index].head, exitPrice: exitPrice,
                cause: cause, exitReason: cause == .signal ? lanes[index].exit?.reason : nil,
                stop: position.holding.stop, target: position.holding.target,
                regime: position.holding.regime, entryValue: closing.entryValue,
                exitValue: closing.exitValue, fees: closing.fees, slippage: closing.slippage,
                profit: try closing.realized, points: position.entryPoint...point))
    }

    private func cause(of key: OrderKey?, in position: Position) -> ExitCause {
        guard let key else { return .action }
        if key == position.stop?.key { return .stop }
        return key == position.target?.key ? .target : .signal
    }

    /// Notes which order it was that closed a position.
    private mutating func endExit(_ key: OrderKey?, of position: Position, lane index: Int) {
        let bar = lanes[index].head
        if let exit = lanes[index].exit, exit.key == key {
            end(exit.record, .filled, bar: bar)
            lanes[index].exit = nil
        }
        for leg in [position.stop, position.target] where config.keepsOrders {
            guard let leg else { continue }
            if leg.key == key {
                end(leg.record, .filled, bar: bar)
            } else {
                end(leg.record, .cancelled, .positionClosed, bar: bar)
            }
        }
    }

    private mutating func placed(_ leg: EngineLeg, lane index: Int) {
        guard let position = lanes[index].position else { return }
        let shape = OrderShape(
            side: position.holding.side.closing, isOpening: false, size: .shares(leg.quantity),
            type: leg.type, timeInForce: .gtc)
        let record = note(shape, position.reason, lane: index, role: leg.role)
        let own = Position.Leg(key: leg.key, record: record)
        if leg.role == .stop {
            lanes[index].position?.stop = own
            lanes[index].position?.holding.stop = leg.type.stop
        } else {
            lanes[index].position?.target = own
            lanes[index].position?.holding.target = leg.type.limit
        }
    }

    private mutating func ended(
        _ key: OrderKey, _ state: BacktestOrder.State, _ ending: OrderEnding, lane index: Int
    ) {
        let bar = lanes[index].head
        if let entry = lanes[index].entry, entry.key == key {
            end(entry.record, state, ending, bar: bar)
            lanes[index].entry = nil
        } else if let exit = lanes[index].exit, exit.key == key {
            end(exit.record, state, ending, bar: bar)
            lanes[index].exit = nil
        }
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

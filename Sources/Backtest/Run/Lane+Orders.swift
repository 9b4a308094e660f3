import Domain
import Simulation
import Strategies

extension Lane {
    /// Makes orders of what the strategy asks for at the close of its newest bar.
    @inline(__always)
    mutating func carryOut(
        _ bars: Past, _ account: inout RunAccount
    ) throws(BacktestFailure) {
        switch stretch.decision {
        case .wait: return
        case .enter(let entry): if !isHolding { try enter(entry, bars, &account) }
        case .exit(let reason): exit(reason, bars, &account)
        case .reverse(let entry):
            exit(entry.reason, bars, &account)
            try enter(entry, bars, &account)
        case .moveStop(let stop, let reason): moveStop(stop, reason, bars, &account)
        }
    }

    private mutating func enter(
        _ entry: Entry, _ bars: Past, _ account: inout RunAccount
    ) throws(BacktestFailure) {
        guard entryKey == nil, let size = try size(of: entry, bars, &account) else { return }
        var shape = OrderShape(
            side: entry.side.opening, isOpening: true, size: size,
            type: entry.limit.map { .limit($0) } ?? .market,
            timeInForce: entry.limit == nil ? .gtc : .nextBar)
        shape.protection = entry.protection
        if account.config.tick != .zero { shape = shape.onStep(account.config.tick) }
        let record = note(shape, entry.reason, &account)
        do throws(OrderRefusal) {
            entryKey = try account.engine.submit(
                EngineOrder(shape, of: instrument), at: bars[head - 1].start)
            self.entry.side = entry.side
            self.entry.reason = entry.reason
            self.entry.regime = entry.regime
            self.entry.record = record
        } catch {
            account.outcome.rejections += 1
            account.outcome.end(record, .rejected, error.ending, bar: head - 1)
        }
    }

    private mutating func size(
        of entry: Entry, _ bars: Past, _ account: inout RunAccount
    ) throws(BacktestFailure) -> OrderSize? {
        if case .allIn = account.config.sizing { return .allCash }
        let equity: Money
        do { equity = try account.engine.worth() } catch {
            throw outOfRange(error, at: bars, head - 1)
        }
        do {
            return try account.config.sizing.size(
                of: entry, equity: equity, close: bars[head - 1].close)
        } catch {
            throw failure(error, at: bars, head - 1, account)
        }
    }

    /// Takes an entry back that still works, and closes what is held.
    private mutating func exit(
        _ reason: Reason, _ bars: Past, _ account: inout RunAccount
    ) {
        if let key = entryKey {
            account.engine.cancel(key)
            account.outcome.end(entry.record, .cancelled, .requested, bar: head - 1)
            entryKey = nil
        }
        guard let holding = stretch.holding, exitKey == nil else { return }
        let shape = OrderShape(
            side: holding.side.closing, isOpening: false, size: .shares(holding.quantity),
            timeInForce: .gtc)
        let record = note(shape, reason, &account)
        do throws(OrderRefusal) {
            exitKey = try account.engine.submit(
                EngineOrder(shape, of: instrument), at: bars[head - 1].start)
            exitReason = reason
            exitRecord = record
        } catch {
            account.outcome.end(record, .rejected, error.ending, bar: head - 1)
        }
    }

    /// Moves the stop of what is held, or makes one where there is none.
    private mutating func moveStop(
        _ stop: Price, _ reason: Reason, _ bars: Past, _ account: inout RunAccount
    ) {
        guard let holding = stretch.holding, let lot = position.lot else { return }
        let stop = stop.onStep(
            account.config.tick, rounding: holding.side == .long ? .down : .up)
        if let key = position.stopKey {
            guard (try? account.engine.replace(key, with: Replacement(type: .stop(stop)))) != nil
            else { return }
            stretch.holding?.stop = stop
            return
        }
        let shape = OrderShape(
            side: holding.side.closing, isOpening: false, size: .shares(holding.quantity),
            type: .stop(stop), timeInForce: .gtc)
        var order = EngineOrder(shape, of: instrument, closing: .lot(lot))
        order.parent = lot
        guard let key = try? account.engine.submit(order, at: bars[head - 1].start)
        else { return }
        position.stopKey = key
        position.stopRecord = note(shape, reason, &account, role: .stop)
        stretch.holding?.stop = stop
    }

    /// Counts an order of the newest bar, and lists it where orders are listed.
    private mutating func note(
        _ shape: OrderShape, _ reason: Reason, _ account: inout RunAccount,
        role: OrderRole = .direct
    ) -> Int {
        account.outcome.note(
            BacktestOrder(
                lane: Int32(number), bar: Int32(head - 1), side: shape.side,
                isOpening: shape.isOpening, role: role,
                price: shape.type.limit ?? shape.type.stop, code: reason.code))
    }
}

extension OrderShape {
    /// The same with prices on a step: stops away from the market, limits towards safety.
    fileprivate func onStep(_ tick: Price) -> OrderShape {
        let (low, high): (Rounding, Rounding) = side == .buy ? (.down, .up) : (.up, .down)
        var shape = self
        if case .limit(let limit) = type {
            shape.type = .limit(limit.onStep(tick, rounding: low))
        }
        shape.protection.stopLoss = protection.stopLoss?.onStep(tick, rounding: low)
        shape.protection.takeProfit = protection.takeProfit?.onStep(tick, rounding: high)
        return shape
    }
}

extension Price {
    /// The price on a step; as it is where there is no step, or it would leave the range.
    fileprivate func onStep(_ tick: Price, rounding: Rounding) -> Price {
        guard tick > .zero else { return self }
        let steps = rounding.divide(nanos, by: tick.nanos)
        let (stepped, isOut) = steps.multipliedReportingOverflow(by: tick.nanos)
        return isOut || stepped <= 0 ? self : Price(nanos: stepped)
    }
}

import Domain
import Simulation
import Strategies

extension BacktestRun {
    /// Makes orders of what a strategy asks for at the close of its newest bar.
    mutating func carryOut(_ decision: Decision, lane index: Int) throws(BacktestFailure) {
        guard lanes[index].head > lanes[index].firstTradingBar else { return }
        switch decision {
        case .wait: return
        case .enter(let entry):
            if !lanes[index].isHolding { try enter(entry, lane: index) }
        case .exit(let reason): exit(reason, lane: index)
        case .reverse(let entry):
            exit(entry.reason, lane: index)
            try enter(entry, lane: index)
        case .moveStop(let stop, let reason): moveStop(stop, reason, lane: index)
        }
    }

    private mutating func enter(_ entry: Entry, lane index: Int) throws(BacktestFailure) {
        guard lanes[index].entryKey == nil, let size = try size(of: entry, lane: index)
        else { return }
        var shape = OrderShape(
            side: entry.side.opening, isOpening: true, size: size,
            type: entry.limit.map { .limit($0) } ?? .market,
            timeInForce: entry.limit == nil ? .gtc : .nextBar)
        shape.protection = entry.protection
        if config.tick != .zero { shape = shape.onStep(config.tick) }
        let record = note(shape, entry.reason, lane: index)
        let bar = lanes[index].head - 1
        do throws(OrderRefusal) {
            lanes[index].entryKey = try engine.submit(
                EngineOrder(shape, of: lanes[index].instrument), at: series[index][bar].start)
            lanes[index].entry.side = entry.side
            lanes[index].entry.reason = entry.reason
            lanes[index].entry.regime = entry.regime
            lanes[index].entry.record = record
        } catch {
            outcome.rejections += 1
            outcome.end(record, .rejected, error.ending, bar: bar)
        }
    }

    private func size(
        of entry: Entry, lane index: Int
    ) throws(BacktestFailure) -> OrderSize? {
        if case .allIn = config.sizing { return .allCash }
        let bar = lanes[index].head - 1
        let equity: Money
        do { equity = try engine.equity } catch {
            throw .outOfRange(error, bar: bar, at: series[index][bar].start)
        }
        do {
            return try config.sizing.size(
                of: entry, equity: equity, close: series[index][bar].close)
        } catch {
            throw failure(error, lane: index, bar: bar)
        }
    }

    /// Takes an entry back that still works, and closes what is held.
    private mutating func exit(_ reason: Reason, lane index: Int) {
        let bar = lanes[index].head - 1
        if let key = lanes[index].entryKey {
            engine.cancel(key)
            outcome.end(lanes[index].entry.record, .cancelled, .requested, bar: bar)
            lanes[index].entryKey = nil
        }
        guard lanes[index].isHolding, lanes[index].exitKey == nil else { return }
        let shape = OrderShape(
            side: lanes[index].position.holding.side.closing, isOpening: false,
            size: .shares(lanes[index].position.holding.quantity), timeInForce: .gtc)
        let record = note(shape, reason, lane: index)
        do throws(OrderRefusal) {
            lanes[index].exitKey = try engine.submit(
                EngineOrder(shape, of: lanes[index].instrument), at: series[index][bar].start)
            lanes[index].exitReason = reason
            lanes[index].exitRecord = record
        } catch {
            outcome.end(record, .rejected, error.ending, bar: bar)
        }
    }

    /// Moves the stop of what is held, or makes one where there is none.
    private mutating func moveStop(_ stop: Price, _ reason: Reason, lane index: Int) {
        guard lanes[index].isHolding, let lot = lanes[index].position.lot else { return }
        let side = lanes[index].position.holding.side
        let stop = stop.onStep(config.tick, rounding: side == .long ? .down : .up)
        if let key = lanes[index].position.stopKey {
            guard (try? engine.replace(key, with: Replacement(type: .stop(stop)))) != nil
            else { return }
            lanes[index].position.holding.stop = stop
            return
        }
        let shape = OrderShape(
            side: side.closing, isOpening: false,
            size: .shares(lanes[index].position.holding.quantity), type: .stop(stop),
            timeInForce: .gtc)
        var order = EngineOrder(shape, of: lanes[index].instrument, closing: .lot(lot))
        order.parent = lot
        let time = series[index][lanes[index].head - 1].start
        guard let key = try? engine.submit(order, at: time) else { return }
        lanes[index].position.stopKey = key
        lanes[index].position.stopRecord = note(shape, reason, lane: index, role: .stop)
        lanes[index].position.holding.stop = stop
    }

    /// Counts an order of a lane's newest bar, and lists it where orders are listed.
    private mutating func note(
        _ shape: OrderShape, _ reason: Reason, lane: Int, role: OrderRole = .direct
    ) -> Int {
        let bar = lanes[lane].head - 1
        return outcome.note(
            BacktestOrder(
                lane: Int32(lane), bar: Int32(bar), side: shape.side, isOpening: shape.isOpening,
                role: role, price: shape.type.limit ?? shape.type.stop, code: reason.code))
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

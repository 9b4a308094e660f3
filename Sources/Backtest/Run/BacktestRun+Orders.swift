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
            if lanes[index].position == nil { try enter(entry, lane: index) }
        case .exit(let reason): exit(reason, lane: index)
        case .reverse(let entry):
            exit(entry.reason, lane: index)
            try enter(entry, lane: index)
        case .moveStop(let stop, let reason): moveStop(stop, reason, lane: index)
        }
    }

    private mutating func enter(_ entry: Entry, lane index: Int) throws(BacktestFailure) {
        guard lanes[index].entry == nil else { return }
        let bar = lanes[index].head - 1
        guard let size = try size(of: entry, lane: index) else { return }
        let asked = config.tick == .zero ? entry : entry.onStep(config.tick)
        var shape = OrderShape(
            side: asked.side.opening, isOpening: true, size: size,
            type: asked.limit.map { .limit($0) } ?? .market,
            timeInForce: asked.limit == nil ? .gtc : .nextBar)
        shape.protection = asked.protection
        let record = note(shape, entry.reason, lane: index)
        do throws(OrderRefusal) {
            let key = try engine.submit(
                EngineOrder(shape, of: lanes[index].instrument), at: series[index][bar].start)
            lanes[index].entry = PendingEntry(key: key, asked: asked, record: record)
        } catch {
            outcome.rejections += 1
            end(record, .rejected, error.ending, bar: bar)
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
        if let entry = lanes[index].entry {
            engine.cancel(entry.key)
            end(entry.record, .cancelled, .requested, bar: lanes[index].head - 1)
            lanes[index].entry = nil
        }
        guard let position = lanes[index].position, lanes[index].exit == nil else { return }
        let shape = OrderShape(
            side: position.holding.side.closing, isOpening: false,
            size: .shares(position.holding.quantity), timeInForce: .gtc)
        let record = note(shape, reason, lane: index)
        let (bar, instrument) = (lanes[index].head - 1, lanes[index].instrument)
        do throws(OrderRefusal) {
            let key = try engine.submit(
                EngineOrder(shape, of: instrument), at: series[index][bar].start)
            lanes[index].exit = PendingExit(key: key, reason: reason, record: record)
        } catch {
            end(record, .rejected, error.ending, bar: bar)
        }
    }

    /// Moves the stop of what is held, or makes one where there is none.
    private mutating func moveStop(_ stop: Price, _ reason: Reason, lane index: Int) {
        guard let position = lanes[index].position else { return }
        let side = position.holding.side
        let stop = stop.onStep(config.tick, rounding: side == .long ? .down : .up)
        if let leg = position.stop {
            guard (try? engine.replace(leg.key, with: Replacement(type: .stop(stop)))) != nil
            else { return }
            lanes[index].position?.holding.stop = stop
            return
        }
        let shape = OrderShape(
            side: side.closing, isOpening: false, size: .shares(position.holding.quantity),
            type: .stop(stop), timeInForce: .gtc)
        var order = EngineOrder(shape, of: lanes[index].instrument, closing: .lot(position.lot))
        order.parent = position.lot
        let time = series[index][lanes[index].head - 1].start
        guard let key = try? engine.submit(order, at: time) else { return }
        let record = note(shape, reason, lane: index, role: .stop)
        lanes[index].position?.stop = Position.Leg(key: key, record: record)
        lanes[index].position?.holding.stop = stop
    }
}

extension BacktestRun {
    /// Lists an order, where orders are listed.
    ///
    /// - Returns: its place in the list.
    mutating func note(
        _ shape: OrderShape, _ reason: Reason, lane: Int, role: OrderRole = .direct
    ) -> Int? {
        outcome.orderCount += 1
        guard config.keepsOrders else { return nil }
        outcome.orders.append(
            BacktestOrder(
                lane: Int32(lane), bar: Int32(lanes[lane].head - 1), side: shape.side,
                isOpening: shape.isOpening, role: role, price: shape.type.limit ?? shape.type.stop,
                code: reason.code))
        return outcome.orders.count - 1
    }

    /// Notes how a listed order ended.
    mutating func end(
        _ record: Int?, _ state: BacktestOrder.State, _ ending: OrderEnding? = nil, bar: Int
    ) {
        guard let record else { return }
        outcome.orders[record].state = state
        outcome.orders[record].ending = ending
        outcome.orders[record].endBar = Int32(bar)
    }
}

extension Entry {
    /// The same with prices on a step: stops away from the market, limits towards safety.
    fileprivate func onStep(_ tick: Price) -> Entry {
        let isLong = side == .long
        var entry = self
        entry.limit = limit?.onStep(tick, rounding: isLong ? .down : .up)
        entry.protection.stopLoss = protection.stopLoss?.onStep(
            tick, rounding: isLong ? .down : .up)
        entry.protection.takeProfit = protection.takeProfit?.onStep(
            tick, rounding: isLong ? .up : .down)
        return entry
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

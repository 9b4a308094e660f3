import Domain
import Simulation
import Strategies

extension BacktestRun {
    /// Goes over the bars of a lane that stand alone, to the end of them or to the first at which
    /// something happens, that one included.
    mutating func stretch(_ index: Int) throws(BacktestFailure) {
        let head = lanes[index].head
        let end = nextAction(of: index) == head ? head : endOfSolitude(index)
        guard end > head, let calm = engine.calm(of: lanes[index].instrument) else {
            return try moment()
        }
        var stretch = QuietStretch(
            head..<end, holding: lanes[index].holding, wakes: (calm.below, calm.above),
            worth: (calm.base, calm.shares), point: point)
        let decision: Decision
        do { decision = try scan(series[index], &stretch, lane: index) } catch {
            throw failure(error, lane: index, bar: stretch.next - 1)
        }
        let taken = stretch.next - head
        lanes[index].head += taken
        outcome.barCount += taken
        point += taken
        if taken > 0 {
            engine.pass(series[index][stretch.next - 1].close, of: lanes[index].instrument)
        }
        if decision.isAsking { return try carryOut(decision, lane: index) }
        // A bar that concerns an order, or one whose worth leaves the range.
        if stretch.next < end { try moment() }
    }

    private mutating func scan(
        _ bars: [Bar], _ stretch: inout QuietStretch, lane index: Int
    ) throws(StrategyFault) -> Decision {
        var curve: [Money] = []
        swap(&curve, &outcome.equity)  // Out of the way of the lanes, and back, without a copy.
        defer { swap(&curve, &outcome.equity) }
        var points = curve.mutableSpan
        return try strategies[index].scan(bars.span, &stretch, equity: &points)
    }

    /// All bars of one moment: matched and marked, then every strategy decides.
    mutating func moment() throws(BacktestFailure) {
        for place in due.indices {
            let index = due[place]
            if !actions[index].isEmpty { try applyActions(index) }
            engine.handle(
                series[index][lanes[index].head], of: lanes[index].instrument, into: &reports)
            if !reports.isEmpty { try takeReports(lane: index) }
            lanes[index].head += 1
        }
        do { outcome.equity[point] = try engine.equity } catch {
            throw .outOfRange(error, bar: lanes[due[0]].head - 1, at: time(of: due[0]))
        }
        point += 1
        outcome.barCount += due.count
        for place in due.indices { try decide(due[place]) }
    }

    private mutating func decide(_ index: Int) throws(BacktestFailure) {
        let bars = series[index]
        let decision: Decision
        do {
            decision = try strategies[index].next(
                bars.span.extracting(first: lanes[index].head), holding: lanes[index].holding)
        } catch {
            throw failure(error, lane: index, bar: lanes[index].head - 1)
        }
        if decision.isAsking { try carryOut(decision, lane: index) }
    }

    /// Takes in what the engine says of a lane's bar, and empties the list.
    mutating func takeReports(lane index: Int) throws(BacktestFailure) {
        do throws(AmountOutOfRange) {
            // By place: a copy of the list would keep it from being emptied in place.
            for place in reports.indices {
                try lanes[index].take(reports[place], point: point, into: &outcome)
            }
        } catch {
            let bar = lanes[index].head
            throw .outOfRange(error, bar: bar, at: series[index][bar].start)
        }
        reports.removeAll(keepingCapacity: true)
    }

    func failure(_ fault: StrategyFault, lane: Int, bar: Int) -> BacktestFailure {
        .strategy(fault, outcome.symbols[lane], bar: bar, at: series[lane][max(0, bar)].start)
    }

    /// The start of the bar that a lane has just been shown.
    func time(of index: Int) -> Timestamp { series[index][lanes[index].head - 1].start }
}

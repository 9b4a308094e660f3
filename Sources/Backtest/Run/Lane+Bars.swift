import Domain
import Simulation
import Strategies

extension Lane {
    /// Goes over bars that stand alone: each time one that the engine has to see, and then as many
    /// as come before the next one at which something happens.
    mutating func goOver(
        _ bars: Past, to end: Int, _ account: inout RunAccount
    ) throws(BacktestFailure) {
        repeat {
            try match(bars[head], &account)
            do { try account.note() } catch { throw outOfRange(error, at: bars, head - 1) }
            try decide(bars, to: end, &account)
        } while head < end
    }

    /// Offers the next bar to the engine, and takes in what it says of it.
    mutating func match(
        _ bar: Bar, _ account: inout RunAccount
    ) throws(BacktestFailure) {
        account.engine.handle(bar, of: instrument, into: &account.reports)
        if !account.reports.isEmpty { try takeReports(at: bar.start, &account) }
        stretch.course.next += 1
        account.outcome.barCount += 1
    }

    /// Lets the strategy decide on the bar that was matched, and go over those after it up to an
    /// end while they are quiet; then does what it asks for.
    mutating func decide(
        _ bars: Past, to end: Int, _ account: inout RunAccount
    ) throws(BacktestFailure) {
        do {
            if end > head, let calm = account.engine.calm(of: instrument) {
                try scan(bars, to: end, calm, &account)
            } else {
                let decision = try strategy.next(
                    bars.extracting(0..<head), holding: stretch.holding)
                if decision.isAsking { stretch.leave(decision) }
            }
        } catch {
            throw failure(error, at: bars, head - 1, account)
        }
        guard stretch.isAsking else { return }
        stretch.isAsking = false
        if head > firstTradingBar { try carryOut(bars, &account) }
    }

    private mutating func scan(
        _ bars: Past, to end: Int, _ calm: CalmAccount, _ account: inout RunAccount
    ) throws(StrategyFault) {
        let first = head
        stretch.course.end = end
        (stretch.course.below, stretch.course.above) = (calm.below, calm.above)
        (stretch.course.base, stretch.course.shares) = (calm.base, calm.shares)
        stretch.course.lag = account.point - first
        try strategy.scan(bars, &stretch, equity: account.outcome.equity.mutableSpan)
        guard head > first else { return }
        account.engine.pass(bars[head - 1].close, of: instrument)
        account.outcome.barCount += head - first
        account.point += head - first
    }

    /// Takes in what the engine says of the bar at `head`, and empties the list.
    mutating func takeReports(
        at time: Timestamp, _ account: inout RunAccount
    ) throws(BacktestFailure) {
        do throws(AmountOutOfRange) {
            // By place: a copy of the list would keep it from being emptied in place.
            for place in account.reports.indices {
                try take(account.reports[place], point: account.point, into: &account.outcome)
            }
        } catch {
            throw .outOfRange(error, bar: head, at: time)
        }
        // One by one: there are one or two, and emptying a list at once costs as much as ten.
        while !account.reports.isEmpty { account.reports.removeLast() }
    }

    func failure(
        _ fault: StrategyFault, at bars: Past, _ bar: Int, _ account: borrowing RunAccount
    ) -> BacktestFailure {
        .strategy(fault, account.outcome.symbols[number], bar: bar, at: bars[max(0, bar)].start)
    }

    func outOfRange(_ fault: AmountOutOfRange, at bars: Past, _ bar: Int) -> BacktestFailure {
        .outOfRange(fault, bar: bar, at: bars[bar].start)
    }
}

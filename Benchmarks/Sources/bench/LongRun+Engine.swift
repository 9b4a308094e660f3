import Domain
import Simulation

extension LongRun {
    /// The run on the matching engine, as a backtest drives it.
    func engine(into curve: inout [Int64]) throws -> Outcome {
        let rules = EngineRules(
            costs: CostModel(fees: FeeModel(commission: Rate(billionths: Self.commission))))
        var engine = MatchingEngine(rules: rules, cash: Money(nanos: Self.cash))
        let instrument = engine.instrument(symbol)
        var reports: [OrderReport] = []
        var account = Account()
        var (untilOrder, number) = (0, 0)
        for index in bars.indices {
            engine.handle(bars[index], of: instrument, into: &reports)
            if !reports.isEmpty { try account.take(&reports) }
            curve[index] = try engine.equity.nanos
            guard untilOrder == 0 else {
                untilOrder -= 1
                continue
            }
            untilOrder = barsPerOrder - 1
            let time = bars[index].start
            if let working = account.working { engine.cancel(working, at: time, into: &reports) }
            engine.submit(
                account.isHolding ? choices[number].sell : choices[number].buy, at: time,
                into: &reports)
            number += 1
        }
        account.outcome.cash = engine.cash.nanos
        return account.outcome
    }
}

/// What a backtest keeps of the engine's reports.
private struct Account {
    var outcome = LongRun.Outcome()
    var working: ClientOrderID?
    var isHolding = false
    private var paid = Money.zero

    mutating func take(_ reports: inout [OrderReport]) throws {
        for index in reports.indices {
            switch reports[index] {
            case .accepted(let id, _): working = id
            case .filled(let fill):
                outcome.fills += 1
                isHolding = fill.side == .buy
                if isHolding {
                    paid = try fill.value + fill.fee
                } else {
                    outcome.realized += try (fill.value - fill.fee - paid).nanos
                }
                working = nil
            case .placed, .rejected, .changed, .cancelled, .expired, .adjusted: working = nil
            }
        }
        reports.removeAll(keepingCapacity: true)
    }
}

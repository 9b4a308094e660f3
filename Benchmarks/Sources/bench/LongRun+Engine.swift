import Domain
import Simulation

extension LongRun {
    /// The run on the matching engine, as a backtest drives it.
    func engine(into curve: inout [Money]) throws -> Outcome {
        let rules = EngineRules(
            costs: CostModel(fees: FeeModel(commission: Rate(billionths: Self.commission))))
        var engine = MatchingEngine(rules: rules, cash: Money(nanos: Self.cash))
        let instrument = engine.addInstrument()
        let size = OrderSize.shares(try Quantity(shares: Self.shares))
        var order = EngineOrder(
            OrderShape(side: .buy, isOpening: true, size: size, timeInForce: .gtc), of: instrument)
        var reports: [EngineReport] = []
        var account = Account()
        var (next, number) = (0, 0)
        while next < bars.count {
            // The bar after which the next order is placed.
            let last = min(bars.count - 1, number * barsPerOrder)
            next = try engine.handle(
                bars, in: next..<last + 1, of: instrument, equity: &curve, into: &reports)
            try account.take(&reports)
            guard next == last + 1, last == number * barsPerOrder else { continue }
            if let working = account.working { engine.cancel(working) }
            order.shape.isOpening = !account.isHolding
            order.shape.side = account.isHolding ? .sell : .buy
            order.shape.type = account.isHolding ? choices[number].sell : choices[number].buy
            account.working = try engine.submit(order, at: bars[last].start)
            number += 1
        }
        account.outcome.cash = engine.cash.nanos
        return account.outcome
    }
}

/// What a backtest keeps of the engine's reports.
private struct Account {
    var outcome = LongRun.Outcome()
    var working: OrderKey?
    var isHolding = false

    mutating func take(_ reports: inout [EngineReport]) throws {
        for index in reports.indices {
            switch reports[index] {
            case .filled(_, let execution):
                outcome.fills += 1
                isHolding.toggle()
                if execution.isLast { working = nil }
            case .closed(let closing, _): outcome.realized += try closing.realized.nanos
            case .rejected, .expired: working = nil
            case .placed, .changed, .cancelled, .adjusted: continue
            }
        }
        reports.removeAll(keepingCapacity: true)
    }
}

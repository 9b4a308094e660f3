import Domain
import Simulation
import Strategies

extension Lane {
    /// Books what takes effect before the next bar.
    mutating func applyActions(
        _ bars: inout [Bar], _ account: inout RunAccount
    ) throws(BacktestFailure) {
        while nextAction == head, let next = actions.popLast() {
            nextAction = actions.last?.bar ?? .max
            account.engine.adjust(
                instrument, next.action, at: bars[head].start, into: &account.reports)
            if !account.reports.isEmpty { try takeReports(at: bars[head].start, &account) }
            guard case .split(let new, let old) = next.action else { continue }
            do { try restate(&bars, new: new, old: old, account.engine) } catch {
                throw outOfRange(error, at: bars.span, head)
            }
            try showAgain(bars.span, account)
        }
    }

    /// Restates past bars and what is held in new shares.
    private mutating func restate(
        _ bars: inout [Bar], new: Int64, old: Int64, _ engine: borrowing MatchingEngine
    ) throws(AmountOutOfRange) {
        let ratio = SplitFactor(new: new, old: old)
        for bar in 0..<head { bars[bar] = try ratio.bar(bars[bar]) }
        guard var holding = stretch.holding else { return }
        holding.quantity = .zero
        for lot in engine.lots(of: instrument) { try holding.quantity += lot.quantity }
        holding.entryPrice = try ratio.price(holding.entryPrice)
        stretch.holding = holding
    }

    /// Shows a new strategy the past in new shares; what it asks for on the way was asked before.
    private mutating func showAgain(
        _ bars: Past, _ account: borrowing RunAccount
    ) throws(BacktestFailure) {
        let (type, values) = (account.config.strategy, account.config.values)
        guard let fresh = try? type.init(values) else { return }
        strategy = fresh
        for bar in 0..<head {
            do {
                _ = try strategy.next(bars.extracting(first: bar + 1), holding: nil)
            } catch {
                throw failure(error, at: bars, bar, account)
            }
        }
    }

    /// Takes in what is open after the last bar.
    func finish(_ bars: Past, _ account: inout RunAccount) throws(BacktestFailure) {
        guard let holding = stretch.holding else { return }
        do throws(AmountOutOfRange) {
            var cost = Money.zero
            for lot in account.engine.lots(of: instrument) { try cost += lot.entryValue }
            let last = bars[head - 1].close
            account.outcome.open.append(
                BacktestHolding(
                    lane: number, holding: holding, reason: position.reason, entryValue: cost,
                    value: try last.cost(of: holding.quantity, rounding: .halfEven),
                    entryPoint: position.entryPoint))
        } catch {
            throw outOfRange(error, at: bars, head - 1)
        }
    }
}

/// What a split makes of prices and volumes.
struct SplitFactor {
    let new: Int64
    let old: Int64

    func price(_ price: Price) throws(AmountOutOfRange) -> Price {
        let exact = Int128(price.nanos) * Int128(old)
        let restated = try Price(narrowing: Rounding.halfEven.divide(exact, by: Int128(new)))
        return max(restated, Price(nanos: 1))
    }

    func bar(_ bar: Bar) throws(AmountOutOfRange) -> Bar {
        let volume = Int128(bar.volume.thousandths) * Int128(new) / Int128(old)
        return Bar(
            start: bar.start, open: try price(bar.open), high: try price(bar.high),
            low: try price(bar.low), close: try price(bar.close),
            volume: try Volume(narrowing: volume))
    }
}

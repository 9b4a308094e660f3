import Domain
import Simulation
import Strategies

extension BacktestRun {
    /// Books what takes effect before a lane's next bar.
    mutating func applyActions(_ index: Int) throws(BacktestFailure) {
        while nextAction(of: index) == lanes[index].head, let next = actions[index].popLast() {
            let bar = lanes[index].head
            engine.adjust(
                lanes[index].instrument, next.action, at: series[index][bar].start, into: &reports)
            if !reports.isEmpty { try takeReports(lane: index) }
            guard case .split(let new, let old) = next.action else { continue }
            do { try restate(index, new: new, old: old) } catch {
                throw .outOfRange(error, bar: bar, at: series[index][bar].start)
            }
            try showAgain(index)
        }
    }

    /// Restates past bars and what is held in new shares.
    private mutating func restate(
        _ index: Int, new: Int64, old: Int64
    ) throws(AmountOutOfRange) {
        let ratio = SplitFactor(new: new, old: old)
        for bar in 0..<lanes[index].head { series[index][bar] = try ratio.bar(series[index][bar]) }
        guard lanes[index].isHolding else { return }
        let lots = engine.lots(of: lanes[index].instrument)
        var quantity = Quantity.zero
        for lot in lots { try quantity += lot.quantity }
        lanes[index].position.holding.quantity = quantity
        lanes[index].position.holding.entryPrice = try ratio.price(
            lanes[index].position.holding.entryPrice)
    }

    /// Shows a new strategy the past in new shares; what it asks for on the way was asked before.
    private mutating func showAgain(_ index: Int) throws(BacktestFailure) {
        guard let fresh = try? config.strategy.init(config.values) else { return }
        strategies[index] = fresh
        let bars = series[index]
        for bar in 0..<lanes[index].head {
            do {
                _ = try strategies[index].next(
                    bars.span.extracting(first: bar + 1), holding: nil)
            } catch {
                throw failure(error, lane: index, bar: bar)
            }
        }
    }

    /// Takes in what is open after the last bar.
    mutating func finish() throws(BacktestFailure) {
        for index in lanes.indices where lanes[index].isHolding {
            let position = lanes[index].position
            do throws(AmountOutOfRange) {
                var cost = Money.zero
                for lot in engine.lots(of: lanes[index].instrument) { try cost += lot.entryValue }
                let last = series[index][lanes[index].head - 1].close
                outcome.open.append(
                    BacktestHolding(
                        lane: index, holding: position.holding, reason: position.reason,
                        entryValue: cost,
                        value: try last.cost(of: position.holding.quantity, rounding: .halfEven),
                        entryPoint: position.entryPoint))
            } catch {
                throw .outOfRange(error, bar: lanes[index].head - 1, at: time(of: index))
            }
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

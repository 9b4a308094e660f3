import Domain

extension MatchingEngine {
    /// Books a split or dividend: lots, cash, resting orders and the last price.
    mutating func adjust(
        _ symbol: Symbol, _ action: CorporateAction, at time: Timestamp
    ) {
        guard action.fault == nil else { return }
        let index = instrument(symbol).index
        if case .split(let new, let old) = action { rebase(index, new: new, old: old) }
        if books[index].lots.side != nil {
            var reference: Price?
            if case .split = action { reference = lastPrice(in: index) }
            let adjustment = Adjustment(
                symbol: symbol, action: action, reference: reference, unit: rules.unit, time: time)
            var lots = books[index].lots
            if let outcome = try? lots.adjust(adjustment), let after = try? cash + outcome.cash {
                books[index].lots = lots
                cash = after
                hold(index)
                reports.append(.adjusted(adjustment))
            }
        }
        if case .split(let new, let old) = action {
            rescaleOrders(in: index, ratio: SplitRatio(new: new, old: old), at: time)
        }
    }

    /// Restates the last price in new shares, so that the holding's value does not jump.
    mutating func rebase(_ index: Int, new: Int64, old: Int64) {
        guard let last = lastPrice(in: index) else { return }
        let ratio = SplitRatio(new: new, old: old)
        guard let rebased = try? ratio.price(last, rounding: .halfEven) else { return }
        gauges[index].last = rebased.nanos
    }

    private mutating func rescaleOrders(in index: Int, ratio: SplitRatio, at time: Timestamp) {
        for order in books[index].working {
            guard let place = books[index].index(ofAge: order.age) else { continue }
            guard let terms = try? ratio.terms(of: order, rules: rules) else {
                end(order, .amountOutOfRange, in: index, at: time)
                continue
            }
            if let quantity = terms.quantity, quantity <= order.filled {
                end(order, .positionClosed, in: index, at: time)
                continue
            }
            books[index].working[place].terms = terms
            reports.append(.changed(order.id, terms, at: time))
        }
        resizeClosingOrders(in: index, at: time)
        rewake(index)
    }
}

/// What a split does to the terms of resting orders.
struct SplitRatio {
    let new: Int64
    let old: Int64

    /// The price of a new share. Prices on the market's step stay on it.
    func price(_ price: Price, rounding: Rounding) throws(AmountOutOfRange) -> Price {
        let exact = Int128(price.nanos) * Int128(old)
        return try Price(narrowing: rounding.divide(exact, by: Int128(new)))
    }

    private func stepped(_ price: Price, rounding: Rounding) throws(AmountOutOfRange) -> Price {
        let exact = try self.price(price, rounding: rounding)
        guard price.isOnStep else { return exact }
        let stepped = try exact.onStep(rounding: rounding)
        return stepped > .zero ? stepped : exact.step
    }

    /// Stops are rounded away from the market, limits towards the order's own safety.
    func terms(of order: WorkingOrder, rules: EngineRules) throws(AmountOutOfRange) -> WorkingTerms
    {
        let isBuy = order.side == .buy
        let (stops, limits): (Rounding, Rounding) = isBuy ? (.up, .down) : (.down, .up)
        var terms = order.terms
        switch terms.type {
        case .market: break
        case .limit(let limit): terms.type = .limit(try stepped(limit, rounding: limits))
        case .stop(let stop): terms.type = .stop(try stepped(stop, rounding: stops))
        case .stopLimit(let stop, let limit):
            terms.type = .stopLimit(
                stop: try stepped(stop, rounding: stops),
                limit: try stepped(limit, rounding: limits))
        case .trailingStop(.amount(let amount)):
            terms.type = .trailingStop(.amount(try price(amount, rounding: .up)))
        case .trailingStop(.rate): break
        }
        if let best = terms.best { terms.best = try price(best, rounding: .halfEven) }
        if let remaining = order.remaining {
            let exact = Int128(remaining.billionths) * Int128(new) / Int128(old)
            terms.quantity = try order.filled + rules.wholeUnits(try Quantity(narrowing: exact))
        }
        return terms
    }
}

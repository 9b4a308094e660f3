public import Domain

extension MatchingEngine {
    /// Books a split or dividend: lots, cash, resting orders and the last price. An impossible one
    /// changes nothing.
    public mutating func adjust(
        _ instrument: Instrument, _ action: CorporateAction, at time: Timestamp,
        into reports: inout [EngineReport]
    ) {
        guard action.fault == nil else { return }
        let index = instrument.index
        recall(action, of: instrument)
        if books[index].lots.side != nil {
            var reference: Price?
            if case .split = action { reference = lastPrice(of: instrument) }
            let adjustment = LotAdjustment(
                action: action, reference: reference, unit: account.rules.unit, time: time)
            var lots = books[index].lots
            if let outcome = try? lots.adjust(adjustment),
                let after = try? account.cash + outcome.cash
            {
                books[index].lots = lots
                account.cash = after
                reports.append(.adjusted(instrument, adjustment, cash: outcome.cash))
                for closing in outcome.closings { reports.append(.closed(closing, by: nil)) }
            }
        }
        if case .split(let new, let old) = action {
            let ratio = SplitRatio(new: new, old: old)
            books[index].rescale(by: ratio, rules: account.rules, at: time, &reports)
        }
        settle(index)
    }

    /// Takes in an action that was already booked: restates the last price in new shares, so that
    /// the holding's value does not jump.
    public mutating func recall(_ action: CorporateAction, of instrument: Instrument) {
        guard case .split(let new, let old) = action, action.fault == nil,
            let last = lastPrice(of: instrument),
            let rebased = try? SplitRatio(new: new, old: old).price(last, rounding: .halfEven)
        else { return }
        gauges[instrument.index].last = rebased.nanos
    }
}

extension SymbolBook {
    /// Restates resting orders in new shares.
    fileprivate mutating func rescale(
        by ratio: SplitRatio, rules: EngineRules, at time: Timestamp,
        _ reports: inout [EngineReport]
    ) {
        var place = 0
        while place < orders.count {
            guard let terms = try? ratio.terms(of: self[place], rules: rules) else {
                end(place, .amountOutOfRange, at: time, &reports)
                continue
            }
            if let quantity = terms.quantity, quantity <= self[place].filled {
                end(place, .positionClosed, at: time, &reports)
                continue
            }
            self[place].terms = terms
            reports.append(.changed(self[place].key, terms, at: time))
            place += 1
        }
        resizeClosingOrders(at: time, &reports)
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
    func terms(of order: RestingOrder, rules: EngineRules) throws(AmountOutOfRange) -> WorkingTerms
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

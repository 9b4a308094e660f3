import Domain

extension WorkingOrder {
    /// The shares that the order asks for at this price.
    ///
    /// - Parameter free: cash that may open positions.
    func wanted(
        at price: Price, free: Money, lots: LotBook, rules: EngineRules
    ) throws(AmountOutOfRange) -> Quantity {
        if let remaining {
            guard !isOpening else { return remaining }
            return min(remaining, try lots.quantity(in: selection))
        }
        switch ticket.size {
        case .shares(let quantity): return quantity
        case .allCash: return try rules.affordable(free, at: price, side: side)
        case .notional(let notional):
            let exact = Int128(notional.nanos) * Int128(Quantity.oneShare) / Int128(price.nanos)
            return rules.wholeUnits(try Quantity(narrowing: exact))
        }
    }

    /// The fill of so many shares, with fee and slippage.
    ///
    /// - Parameter whole: the shares with which the order is done.
    func fill(
        _ quantity: Quantity, of whole: Quantity, _ execution: Execution, at moment: Moment,
        fees: FeeModel
    ) throws(AmountOutOfRange) -> Fill {
        let value = try execution.price.cost(of: quantity, rounding: .halfEven)
        let worse =
            side == .buy
            ? try execution.price - execution.reference : try execution.reference - execution.price
        let cumulative = try filled + quantity
        return Fill(
            ticket: ticket, quantity: quantity, cumulative: cumulative,
            isLast: cumulative == whole, price: execution.price,
            fee: try fees.fee(side: side, quantity: quantity, value: value),
            slippage: try worse.cost(of: quantity, rounding: .halfEven), rule: execution.rule,
            source: moment.source, time: moment.time)
    }
}

extension Book {
    /// Why an entry must not fill: cash no longer covers it, or lots of the other side are open.
    func refusal(of fill: Fill, free: Money) throws(AmountOutOfRange) -> OrderEnding? {
        guard fill.effect.isOpening else { return nil }
        if let side = lots.side, side.opening != fill.side { return .oppositePosition }
        return try fill.value + fill.fee > free ? .insufficientCashAtFill : nil
    }
}

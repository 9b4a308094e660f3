import Domain

extension SymbolBook {
    /// Why the venue does not take an order, or nil.
    @inline(__always)
    func refusal(of order: borrowing EngineOrder, _ account: inout Account) -> OrderEnding? {
        guard order.shape.isPossible else { return .invalid }
        if case .shares(let quantity) = order.shape.size,
            quantity.billionths % account.rules.unit.billionths != 0
        {
            return .invalid
        }
        guard !order.shape.isOpening else {
            return order.shape.side == .sell && !account.rules.allowsShorting ? .shortingOff : nil
        }
        guard case .shares(let quantity) = order.shape.size else { return nil }
        // A protective order shares the lot that it guards with all others.
        if case .lot(let lot) = order.scope, order.guarded == lot {
            return held(lot) == quantity ? nil : .insufficientQuantity
        }
        guard lots.side == order.shape.positionSide, let free = try? closable(order.scope),
            quantity <= free
        else { return .insufficientQuantity }
        return nil
    }

    /// The shares of one lot.
    private func held(_ lot: OrderKey) -> Quantity {
        (try? lots.quantity(in: .lot(lot))) ?? .zero
    }

    /// Shares that a closing order may still ask for: its lots, less what other closing orders
    /// already ask for. Protective orders hold nothing back, since they shrink with their lot.
    func closable(
        _ scope: LotScope<OrderKey, StrategyKey>
    ) throws(AmountOutOfRange) -> Quantity {
        var held = try lots.quantity(in: .all)
        for place in orders.indices {
            let order = self[place]
            if !order.isLeg, !order.isOpening { try held -= order.remaining ?? .zero }
        }
        return min(held, try lots.quantity(in: scope))
    }

    /// Why an entry must not fill: cash no longer covers it, or lots of the other side are open.
    @inline(__always)
    func refusal(
        ofEntry execution: Execution, side: OrderSide, free: Money
    ) throws(AmountOutOfRange) -> OrderEnding? {
        if let held = lots.side, held.opening != side { return .oppositePosition }
        return try execution.value + execution.fee > free ? .insufficientCashAtFill : nil
    }
}

import Domain

extension Book {
    /// Why the venue does not take an order, or nil.
    func refusal(of ticket: OrderTicket, rules: EngineRules) -> OrderEnding? {
        if ticket.fault != nil { return .invalid }
        if working.contains(where: { $0.id == ticket.id }) { return .duplicate }
        if case .shares(let quantity) = ticket.size {
            if rules.wholeUnits(quantity) != quantity { return .invalid }
            guard case .close = ticket.effect else {
                return ticket.side == .sell && !rules.allowsShorting ? .shortingOff : nil
            }
            guard let side = lots.side, side == ticket.positionSide,
                let free = try? closable(ticket), quantity <= free
            else { return .insufficientQuantity }
            return nil
        }
        return ticket.effect.isOpening && ticket.side == .sell && !rules.allowsShorting
            ? .shortingOff : nil
    }

    /// Shares that a closing order may still ask for: its lots, less what other closing orders
    /// already ask for. Protective orders hold nothing back, since they shrink with their lot.
    func closable(_ ticket: OrderTicket) throws(AmountOutOfRange) -> Quantity {
        guard case .close(let selection) = ticket.effect else { return .zero }
        var held = try lots.quantity(in: .all)
        for order in working where !order.isLeg && !order.isOpening {
            try held -= order.remaining ?? .zero
        }
        return min(held, try lots.quantity(in: selection))
    }
}

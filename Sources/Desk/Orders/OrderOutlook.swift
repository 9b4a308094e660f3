public import Domain

/// What an order would come to, were it placed now. Nothing is reserved by asking.
public struct OrderOutlook: Sendable {
    /// What would be placed.
    public let ticket: OrderTicket
    /// The price at which it would fill or rest; nil while none is known.
    public let price: Price?
    /// Its shares at that price.
    public let value: Money?
    /// Cash that entries may bind.
    public let buyingPower: Money
    /// The most whole shares that could be asked for; nil while no price is known.
    public let largest: Quantity?
    /// Why it would be refused; nil where it would be taken.
    public let refusal: Refusal?
}

extension OrderDesk {
    /// What an order would come to, looked at by the same checks that placing it must pass.
    public func outlook(of request: OrderRequest) -> OrderOutlook {
        let ticket = request.ticket(holding: book.lots(of: request.symbol).side)
        let picture = picture(of: request.symbol)
        let price = Self.likelyPrice(of: ticket, at: picture.quote)
        return OrderOutlook(
            ticket: ticket, price: price,
            value: try? price?.cost(of: request.quantity, rounding: .halfEven),
            buyingPower: picture.buyingPower, largest: largest(ticket, picture),
            refusal: refusal(of: ticket, picture))
    }

    /// The far side of the quote for an order that fills at once, else what it names itself.
    private static func likelyPrice(of ticket: OrderTicket, at quote: MarketQuote?) -> Price? {
        switch ticket.type {
        case .limit(let limit), .stopLimit(_, let limit): limit
        case .stop(let stop): stop
        case .market, .trailingStop:
            quote.map { ticket.side == .buy ? $0.quote.ask : $0.quote.bid }
        }
    }

    /// Entries are bound by cash, at the price that the check of buying power assumes; exits by
    /// shares.
    private func largest(_ ticket: OrderTicket, _ picture: DeskPicture) -> Quantity? {
        if case .close(let selection) = ticket.effect {
            guard let free = try? book.freeShares(of: ticket.symbol, in: selection) else {
                return nil
            }
            return max(.zero, (try? free - picture.reservedShares) ?? .zero)
        }
        guard let price = OrderEstimate.price(of: ticket, last: picture.quote?.last),
            price > .zero
        else { return nil }
        let shares = picture.buyingPower.nanos / price.nanos
        return try? Quantity(shares: max(0, shares))
    }

    private func refusal(of ticket: OrderTicket, _ picture: DeskPicture) -> Refusal? {
        if let fault = ticket.fault { return Refusal("invalid", fault.description) }
        let last = picture.quote?.last
        do {
            let proposed = ProposedOrder(
                ticket: ticket, price: OrderEstimate.price(of: ticket, last: last),
                cost: try OrderEstimate.cost(of: ticket, last: last))
            _ = try checks.approve(proposed, given: picture)
            return nil
        } catch let refusal as Refusal {
            return refusal
        } catch {
            return Refusal("invalid", "\(error)")
        }
    }
}

import AlpacaWire
import Domain
import Simulation

extension WireOrderRequest {
    /// An order as Alpaca takes it.
    ///
    /// An entry with both stop and target is a bracket, with one of them an order that triggers
    /// another.
    ///
    /// - Parameter defaultStop: the stop of an entry that brings none.
    /// - Throws: what Alpaca cannot do, named by its field.
    init(_ ticket: OrderTicket, defaultStop: Price? = nil) throws(TicketFault) {
        self.init(
            symbol: ticket.symbol.description, side: WireSide(ticket.side), type: .market,
            timeInForce: WireTimeInForce(ticket.timeInForce.rawValue))
        guard ticket.timeInForce != .nextBar else {
            throw TicketFault("time_in_force", "next_bar is not known to the broker")
        }
        clientOrderID = ticket.id.description
        switch ticket.size {
        case .shares(let shares): qty = shares
        case .notional(let dollars): notional = dollars
        case .allCash: throw TicketFault("qty", "all cash must be turned into shares first")
        }
        setPrices(of: ticket.type)
        // A sale of what is not held would open a short: so the broker refuses it instead.
        let (side, effect) = (ticket.side, ticket.effect.isOpening ? "open" : "close")
        positionIntent = "\(side == .buy ? "buy" : "sell")_to_\(effect)"
        extendedHours = ticket.extendedHours
        var protection = ticket.protection
        if protection.stopLoss == nil { protection.stopLoss = defaultStop }
        setProtection(protection)
    }

    private mutating func setPrices(of ticketType: OrderType) {
        type = WireOrderType(ticketType.name)
        limitPrice = ticketType.limit
        stopPrice = ticketType.stop
        guard case .trailingStop(let trail) = ticketType else { return }
        switch trail {
        case .amount(let amount): trailPrice = amount
        case .rate(let rate): trailPercent = rate.percent
        }
    }

    private mutating func setProtection(_ protection: Protection) {
        if let stop = protection.stopLoss {
            var leg = WireStopLoss()
            leg.stopPrice = stop
            leg.limitPrice = protection.stopLimit
            stopLoss = leg
        }
        if let target = protection.takeProfit {
            var leg = WireTakeProfit()
            leg.limitPrice = target
            takeProfit = leg
        }
        guard stopLoss != nil || takeProfit != nil else { return }
        orderClass = stopLoss != nil && takeProfit != nil ? .bracket : .oto
    }
}

extension WireReplaceRequest {
    /// New terms of an order.
    ///
    /// - Parameter filledBefore: what earlier orders of its chain have filled: the broker counts
    ///   the order it has, the desk the whole.
    init(_ change: Replacement, filledBefore: Quantity) throws(AmountOutOfRange) {
        self.init()
        if let quantity = change.quantity { qty = try quantity - filledBefore }
        guard let type = change.type else { return }
        limitPrice = type.limit
        stopPrice = type.stop
        guard case .trailingStop(let trail) = type else { return }
        switch trail {
        case .amount(let amount): self.trail = amount
        case .rate(let rate): self.trail = rate.percent
        }
    }
}

extension WireSide {
    init(_ side: OrderSide) { self = side == .buy ? .buy : .sell }

    /// Nil for a side that is not known here.
    var side: OrderSide? {
        switch self {
        case .buy: .buy
        case .sell: .sell
        default: nil
        }
    }
}

extension Rate {
    /// 0.05 as 5.
    fileprivate var percent: Price? {
        let (nanos, isTooLarge) = billionths.multipliedReportingOverflow(by: 100)
        return isTooLarge ? nil : Price(nanos: nanos)
    }
}

extension WireOrder {
    /// Its type with the prices in force; nil where that cannot be said in the desk's words.
    var orderType: OrderType? {
        switch type {
        case .market: return .market
        case .limit: return limitPrice.map { .limit($0) }
        case .stop: return stopPrice.map { .stop($0) }
        case .stopLimit:
            guard let stopPrice, let limitPrice else { return nil }
            return .stopLimit(stop: stopPrice, limit: limitPrice)
        case .trailingStop:
            if let trailPrice { return .trailingStop(.amount(trailPrice)) }
            guard let trailPercent else { return nil }
            return .trailingStop(.rate(Rate(billionths: trailPercent.nanos / 100)))
        default: return nil
        }
    }

    /// What it is for, as a leg of a bracket.
    var legRole: OrderRole { type == .limit ? .target : .stop }
}

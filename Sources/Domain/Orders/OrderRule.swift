/// The rules that every order keeps, whatever the market and the account are.
enum OrderRule {
    case quantityAboveZero, notionalAboveZero, notionalIsMarketDay, allCashOpens
    case limitAboveZero, stopAboveZero, stopAndLimitAboveZero, trailAboveZero, trailRateWithin
    case immediateIsPlain, extendedIsLimit
    case protectionOpens, stopLossAboveZero, takeProfitAboveZero, stopLimitNeedsStop
    case stopBeforeTarget

    /// The rule in words, for an order that breaks it.
    func fault(of order: OrderShape) -> TicketFault {
        switch self {
        case .quantityAboveZero: TicketFault("qty", "must be above zero")
        case .notionalAboveZero: TicketFault("notional", "must be above zero")
        case .notionalIsMarketDay: TicketFault("notional", "needs a market order for the day")
        case .allCashOpens: TicketFault("qty", "all cash can only open")
        case .limitAboveZero: TicketFault("limit_price", "must be above zero")
        case .stopAboveZero: TicketFault("stop_price", "must be above zero")
        case .stopAndLimitAboveZero: TicketFault("stop_price", "and limit_price must be above zero")
        case .trailAboveZero: TicketFault("trail_price", "must be above zero")
        case .trailRateWithin: TicketFault("trail_pct", "must be above 0 and below 100")
        case .immediateIsPlain:
            TicketFault(
                "time_in_force", "\(order.timeInForce.rawValue) needs a market or limit order")
        case .extendedIsLimit:
            TicketFault(
                "extended_hours",
                "needs a limit order, day or gtc, without stop_loss or take_profit")
        case .protectionOpens:
            TicketFault("stop_loss", "and take_profit belong to an order that opens")
        case .stopLossAboveZero: TicketFault("stop_loss", "must be above zero")
        case .takeProfitAboveZero: TicketFault("take_profit", "must be above zero")
        case .stopLimitNeedsStop:
            TicketFault("stop_loss", "a stop limit needs a stop, and is above zero")
        case .stopBeforeTarget:
            TicketFault(
                "stop_loss", "must be \(order.side == .buy ? "below" : "above") take_profit")
        }
    }
}

extension OrderShape {
    /// The first rule that this order breaks, or nil.
    var brokenRule: OrderRule? {
        brokenBySize ?? brokenByPrice ?? brokenByTime ?? brokenByProtection
    }

    @inline(__always) private var brokenBySize: OrderRule? {
        switch size {
        case .shares(let quantity): return quantity > .zero ? nil : .quantityAboveZero
        case .notional(let notional):
            guard notional > .zero else { return .notionalAboveZero }
            return type == .market && timeInForce == .day ? nil : .notionalIsMarketDay
        case .allCash: return isOpening ? nil : .allCashOpens
        }
    }

    @inline(__always) private var brokenByPrice: OrderRule? {
        switch type {
        case .market: nil
        case .limit(let limit): limit > .zero ? nil : .limitAboveZero
        case .stop(let stop): stop > .zero ? nil : .stopAboveZero
        case .stopLimit(let stop, let limit):
            stop > .zero && limit > .zero ? nil : .stopAndLimitAboveZero
        case .trailingStop(.amount(let amount)): amount > .zero ? nil : .trailAboveZero
        case .trailingStop(.rate(let rate)):
            rate > .zero && rate < .one ? nil : .trailRateWithin
        }
    }

    @inline(__always) private var brokenByTime: OrderRule? {
        switch timeInForce {
        case .ioc, .fok, .opg, .cls: if !type.isPlain { return .immediateIsPlain }
        case .day, .gtc, .nextBar: break
        }
        guard extendedHours else { return nil }
        let isLimit = type.isPlain && type.limit != nil
        let isLasting = timeInForce == .day || timeInForce == .gtc
        return isLimit && isLasting && protection == .none ? nil : .extendedIsLimit
    }

    @inline(__always) private var brokenByProtection: OrderRule? {
        let (stop, target) = (protection.stopLoss, protection.takeProfit)
        guard stop != nil || target != nil || protection.stopLimit != nil else { return nil }
        guard isOpening else { return .protectionOpens }
        if let stop, stop <= .zero { return .stopLossAboveZero }
        if let target, target <= .zero { return .takeProfitAboveZero }
        if let limit = protection.stopLimit, stop == nil || limit <= .zero {
            return .stopLimitNeedsStop
        }
        guard let stop, let target else { return nil }
        return (side == .buy ? stop < target : stop > target) ? nil : .stopBeforeTarget
    }
}

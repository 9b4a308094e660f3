/// What is wrong with an order before any market or account is looked at.
public struct TicketFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field at fault, as the API names it.
    public let field: String
    /// What is allowed.
    public let message: String

    /// A fault of a field.
    public init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }

    /// Field and message in one line.
    public var description: String { "\(field): \(message)" }
}

extension OrderTicket {
    /// The first thing that makes this order impossible, or nil.
    public var fault: TicketFault? {
        sizeFault ?? priceFault ?? timeFault ?? protectionFault
    }

    private var sizeFault: TicketFault? {
        switch size {
        case .shares(let quantity):
            return quantity > .zero ? nil : TicketFault("qty", "must be above zero")
        case .notional(let notional):
            guard notional > .zero else { return TicketFault("notional", "must be above zero") }
            return type == .market && timeInForce == .day
                ? nil : TicketFault("notional", "needs a market order for the day")
        case .allCash:
            return effect.isOpening ? nil : TicketFault("qty", "all cash can only open")
        }
    }

    private var priceFault: TicketFault? {
        switch type {
        case .market: nil
        case .limit(let limit):
            limit > .zero ? nil : TicketFault("limit_price", "must be above zero")
        case .stop(let stop):
            stop > .zero ? nil : TicketFault("stop_price", "must be above zero")
        case .stopLimit(let stop, let limit):
            stop > .zero && limit > .zero
                ? nil : TicketFault("stop_price", "and limit_price must be above zero")
        case .trailingStop(.amount(let amount)):
            amount > .zero ? nil : TicketFault("trail_price", "must be above zero")
        case .trailingStop(.rate(let rate)):
            rate > .zero && rate < .one
                ? nil : TicketFault("trail_pct", "must be above 0 and below 100")
        }
    }

    private var timeFault: TicketFault? {
        switch timeInForce {
        case .ioc, .fok, .opg, .cls:
            if !type.isPlain {
                return TicketFault(
                    "time_in_force", "\(timeInForce.rawValue) needs a market or limit order")
            }
        case .day, .gtc, .nextBar: break
        }
        guard extendedHours else { return nil }
        let isLimit = type.isPlain && type.limit != nil
        let isLasting = timeInForce == .day || timeInForce == .gtc
        if !isLimit || !isLasting || protection != .none {
            return TicketFault(
                "extended_hours",
                "needs a limit order, day or gtc, without stop_loss or take_profit")
        }
        return nil
    }

    private var protectionFault: TicketFault? {
        guard protection != .none else { return nil }
        guard effect.isOpening else {
            return TicketFault("stop_loss", "and take_profit belong to an order that opens")
        }
        let stop = protection.stopLoss
        let target = protection.takeProfit
        if let stop, stop <= .zero { return TicketFault("stop_loss", "must be above zero") }
        if let target, target <= .zero { return TicketFault("take_profit", "must be above zero") }
        if let limit = protection.stopLimit, stop == nil || limit <= .zero {
            return TicketFault("stop_loss", "a stop limit needs a stop, and is above zero")
        }
        guard let stop, let target else { return nil }
        let isOrdered = side == .buy ? stop < target : stop > target
        return isOrdered
            ? nil
            : TicketFault("stop_loss", "must be \(side == .buy ? "below" : "above") take_profit")
    }
}

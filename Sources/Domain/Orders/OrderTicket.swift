/// An order as it is asked for: what the intent records, and what a venue is sent.
public struct OrderTicket: Hashable, Sendable {
    /// Its name, unique for ever.
    public var id: ClientOrderID
    /// What to trade.
    public var symbol: Symbol
    /// Which way.
    public var side: OrderSide
    /// Whether it opens or closes.
    public var effect: PositionEffect
    /// How much.
    public var size: OrderSize
    /// At which price.
    public var type: OrderType
    /// For how long.
    public var timeInForce: TimeInForce
    /// Whether a limit order also works outside the regular session.
    public var extendedHours: Bool
    /// Stop and target that guard what it opens.
    public var protection: Protection
    /// Who wants it, and why.
    public var origin: OrderOrigin
    /// What it is for.
    public var role: OrderRole
    /// The order whose lot this one guards; nil for a direct order.
    public var parent: ClientOrderID?

    /// A direct order; what is not said is a market order for the day without protection.
    public init(
        id: ClientOrderID, symbol: Symbol, side: OrderSide, effect: PositionEffect,
        size: OrderSize, type: OrderType = .market, timeInForce: TimeInForce = .day,
        extendedHours: Bool = false, protection: Protection = .none,
        origin: OrderOrigin = OrderOrigin()
    ) {
        self.id = id
        self.symbol = symbol
        self.side = side
        self.effect = effect
        self.size = size
        self.type = type
        self.timeInForce = timeInForce
        self.extendedHours = extendedHours
        self.protection = protection
        self.origin = origin
        role = .direct
        parent = nil
    }

    /// The side of the position that it opens or closes.
    @inlinable public var positionSide: PositionSide {
        (side == .buy) == effect.isOpening ? .long : .short
    }

    /// The protective order of this entry: closes its lot, works until cancelled.
    public func leg(_ role: OrderRole, type: OrderType, quantity: Quantity) -> OrderTicket {
        var leg = self
        leg.id = id.leg(role)
        leg.side = side.opposite
        leg.effect = .close(.lot(id))
        leg.size = .shares(quantity)
        leg.type = type
        leg.timeInForce = .gtc
        leg.extendedHours = false
        leg.protection = .none
        leg.role = role
        leg.parent = id
        return leg
    }
}

/// Where what an order opens is sold again.
public struct Protection: Hashable, Sendable {
    /// The stop's trigger.
    public var stopLoss: Price?
    /// The limit of the stop once triggered; a market order without.
    public var stopLimit: Price?
    /// The target's limit.
    public var takeProfit: Price?

    /// Neither stop nor target.
    public static let none = Protection()

    /// A stop, a target, both or neither.
    public init(stopLoss: Price? = nil, stopLimit: Price? = nil, takeProfit: Price? = nil) {
        self.stopLoss = stopLoss
        self.stopLimit = stopLimit
        self.takeProfit = takeProfit
    }
}

/// Who wants an order, and why; shown with the trade.
public struct OrderOrigin: Hashable, Sendable {
    /// The deciding strategy, `manual` for a person.
    public var strategy: StrategyName
    /// The market regime it saw.
    public var regime: String?
    /// Its reason as a stable code, such as `cross_up`.
    public var reason: String?
    /// Its reason in words.
    public var explanation: String?

    /// An origin; a person's without more.
    public init(
        strategy: StrategyName = .manual, regime: String? = nil, reason: String? = nil,
        explanation: String? = nil
    ) {
        self.strategy = strategy
        self.regime = regime
        self.reason = reason
        self.explanation = explanation
    }
}

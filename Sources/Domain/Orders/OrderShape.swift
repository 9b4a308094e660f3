/// What an order asks for, as numbers: all of a ticket but its names.
///
/// The matching engine works on these: a copy counts no references.
public struct OrderShape: Hashable, Sendable {
    /// Which way.
    public var side: OrderSide
    /// Whether it opens or closes.
    public var isOpening: Bool
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

    /// A shape; what is not said is a market order for the day without protection.
    @inlinable
    public init(
        side: OrderSide, isOpening: Bool, size: OrderSize, type: OrderType = .market,
        timeInForce: TimeInForce = .day
    ) {
        self.side = side
        self.isOpening = isOpening
        self.size = size
        self.type = type
        self.timeInForce = timeInForce
        extendedHours = false
        protection = .none
    }

    /// The side of the position that it opens or closes.
    @inlinable public var positionSide: PositionSide {
        (side == .buy) == isOpening ? .long : .short
    }

    /// Whether nothing makes it impossible, whatever the market and the account are.
    public var isPossible: Bool { brokenRule == nil }

    /// The first thing that makes it impossible, or nil.
    public var fault: TicketFault? { brokenRule.map { $0.fault(of: self) } }
}

extension OrderTicket {
    /// What it asks for, without names.
    public var shape: OrderShape {
        let terms = sheet.terms
        var shape = OrderShape(
            side: terms.side, isOpening: terms.effect.isOpening, size: terms.size,
            type: terms.type, timeInForce: terms.timeInForce)
        shape.extendedHours = terms.extendedHours
        shape.protection = terms.protection
        return shape
    }

    /// The first thing that makes this order impossible, or nil.
    public var fault: TicketFault? { shape.fault }
}

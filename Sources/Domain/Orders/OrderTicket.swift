/// An order as it is asked for: what the intent records, and what a venue is sent.
///
/// A value whose copies share one allocation until one of them changes: the engine and its reports
/// copy tickets far more often than anybody edits one.
public struct OrderTicket: Hashable, Sendable {
    @usableFromInline private(set) var sheet: TicketSheet

    /// A direct order; what is not said is a market order for the day without protection.
    public init(
        id: ClientOrderID, symbol: Symbol, side: OrderSide, effect: PositionEffect,
        size: OrderSize, type: OrderType = .market, timeInForce: TimeInForce = .day,
        extendedHours: Bool = false, protection: Protection = .none,
        origin: OrderOrigin = OrderOrigin()
    ) {
        sheet = TicketSheet(
            TicketTerms(
                id: id, symbol: symbol, side: side, effect: effect, size: size, type: type,
                timeInForce: timeInForce, extendedHours: extendedHours, protection: protection,
                origin: origin, role: .direct, parent: nil))
    }

    /// Whether both ask for the same.
    public static func == (left: OrderTicket, right: OrderTicket) -> Bool {
        left.sheet === right.sheet || left.sheet.terms == right.sheet.terms
    }

    /// Feeds all that is asked for.
    public func hash(into hasher: inout Hasher) { sheet.terms.hash(into: &hasher) }

    /// Its name, unique for ever.
    public var id: ClientOrderID {
        @inlinable get { sheet.terms.id }
        set { change { $0.id = newValue } }
    }

    /// What to trade.
    public var symbol: Symbol {
        @inlinable get { sheet.terms.symbol }
        set { change { $0.symbol = newValue } }
    }

    /// Which way.
    public var side: OrderSide {
        @inlinable get { sheet.terms.side }
        set { change { $0.side = newValue } }
    }

    /// Whether it opens or closes.
    public var effect: PositionEffect {
        @inlinable get { sheet.terms.effect }
        set { change { $0.effect = newValue } }
    }

    /// How much.
    public var size: OrderSize {
        @inlinable get { sheet.terms.size }
        set { change { $0.size = newValue } }
    }

    /// At which price.
    public var type: OrderType {
        @inlinable get { sheet.terms.type }
        set { change { $0.type = newValue } }
    }

    /// For how long.
    public var timeInForce: TimeInForce {
        @inlinable get { sheet.terms.timeInForce }
        set { change { $0.timeInForce = newValue } }
    }

    /// Whether a limit order also works outside the regular session.
    public var extendedHours: Bool {
        @inlinable get { sheet.terms.extendedHours }
        set { change { $0.extendedHours = newValue } }
    }

    /// Stop and target that guard what it opens.
    public var protection: Protection {
        @inlinable get { sheet.terms.protection }
        set { change { $0.protection = newValue } }
    }

    /// Who wants it, and why.
    public var origin: OrderOrigin {
        @inlinable get { sheet.terms.origin }
        set { change { $0.origin = newValue } }
    }

    /// What it is for.
    public var role: OrderRole {
        @inlinable get { sheet.terms.role }
        set { change { $0.role = newValue } }
    }

    /// The order whose lot this one guards; nil for a direct order.
    public var parent: ClientOrderID? {
        @inlinable get { sheet.terms.parent }
        set { change { $0.parent = newValue } }
    }

    private mutating func change(_ edit: (inout TicketTerms) -> Void) {
        var terms = sheet.terms
        edit(&terms)
        sheet = TicketSheet(terms)
    }

    /// The side of the position that it opens or closes.
    @inlinable public var positionSide: PositionSide {
        (side == .buy) == effect.isOpening ? .long : .short
    }

    /// Whether the desk's default stop guards what it opens: it was placed by hand, and without a
    /// stop. A strategy's order carries exactly what it asked for.
    public var takesDefaultStop: Bool {
        effect.isOpening && origin.strategy == .manual && protection.stopLoss == nil
    }

    /// The protective order of this entry: closes its lot, works until cancelled.
    public func leg(_ role: OrderRole, type: OrderType, quantity: Quantity) -> OrderTicket {
        var leg = self
        leg.change { terms in
            terms.id = id.leg(role)
            terms.side = side.opposite
            terms.effect = .close(.lot(id))
            terms.size = .shares(quantity)
            terms.type = type
            terms.timeInForce = .gtc
            terms.extendedHours = false
            terms.protection = .none
            terms.role = role
            terms.parent = id
        }
        return leg
    }
}

/// The one allocation behind the copies of a ticket; it never changes, so threads may share it.
@usableFromInline
final class TicketSheet: Sendable {
    @usableFromInline let terms: TicketTerms

    init(_ terms: TicketTerms) { self.terms = terms }
}

/// What a ticket asks for, field by field.
@usableFromInline
struct TicketTerms: Hashable, Sendable {
    @usableFromInline var id: ClientOrderID
    @usableFromInline var symbol: Symbol
    @usableFromInline var side: OrderSide
    @usableFromInline var effect: PositionEffect
    @usableFromInline var size: OrderSize
    @usableFromInline var type: OrderType
    @usableFromInline var timeInForce: TimeInForce
    @usableFromInline var extendedHours: Bool
    @usableFromInline var protection: Protection
    @usableFromInline var origin: OrderOrigin
    @usableFromInline var role: OrderRole
    @usableFromInline var parent: ClientOrderID?
}

/// Where what an order opens is sold again.
///
/// Three numbers, with one that no price can be where there is none: orders carry it about, and as
/// optionals it would be twice as large.
public struct Protection: Hashable, Sendable {
    @usableFromInline var stop = Protection.absent
    @usableFromInline var limit = Protection.absent
    @usableFromInline var target = Protection.absent

    @inlinable static var absent: Int64 { .min }

    /// Neither stop nor target.
    @inlinable public static var none: Protection { Protection() }

    /// The stop's trigger.
    @inlinable public var stopLoss: Price? {
        get { stop == Self.absent ? nil : Price(nanos: stop) }
        set { stop = newValue?.nanos ?? Self.absent }
    }

    /// The limit of the stop once triggered; a market order without.
    @inlinable public var stopLimit: Price? {
        get { limit == Self.absent ? nil : Price(nanos: limit) }
        set { limit = newValue?.nanos ?? Self.absent }
    }

    /// The target's limit.
    @inlinable public var takeProfit: Price? {
        get { target == Self.absent ? nil : Price(nanos: target) }
        set { target = newValue?.nanos ?? Self.absent }
    }

    /// A stop, a target, both or neither.
    @inlinable
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

    /// The reason of a protective stop that the desk added by default.
    public static let defaultStop = "default_stop"

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

public import Domain

/// One thing that an order must pass before it is written down and sent.
///
/// A check is a value without state: it looks at the picture and says why not, or nothing.
public protocol OrderCheck: Sendable {
    /// Why this order must not be sent, or nil.
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal?
}

/// Why an order was refused, with the figures that decided it.
public struct Refusal: Error, Hashable, Sendable {
    /// The check's name, a stable word such as `buying_power`.
    public let check: String
    /// What is wrong and what is allowed, in a sentence.
    public let message: String

    /// A refusal by a check.
    public init(_ check: String, _ message: String) {
        self.check = check
        self.message = message
    }
}

/// An order that somebody wants to place.
public struct ProposedOrder: Sendable {
    /// What is asked for.
    public let ticket: OrderTicket
    /// What a share is expected to cost; nil while no price is known.
    public let price: Price?
    /// The cash that it would bind; zero for an order that closes.
    public let cost: Money

    /// The shares that are asked for; zero where the size is known only at the fill.
    public var shares: Quantity {
        if case .shares(let quantity) = ticket.size { quantity } else { .zero }
    }
}

/// What a check may look at: one moment of one mode's desk.
public struct DeskPicture: Sendable {
    /// Whose desk.
    public let mode: TradingMode
    /// Whether this mode's orders are open.
    public let isActive: Bool
    /// Why entries are stopped; nil where they are not.
    public let haltReason: String?
    /// Cash, lots and open orders.
    public let book: DeskBook
    /// The cash of orders on their way to the broker.
    public let reservedCash: Money
    /// The shares of the order's symbol that exits on their way take.
    public let reservedShares: Quantity
    /// The newest price of the order's symbol.
    public let quote: MarketQuote?
    /// The symbols that trade here; nil where the desk cannot know.
    public let symbols: Set<Symbol>?
    /// Whether shares may be owed.
    public let allowsShorting: Bool
    /// Whether no price will come any more: the replay is over.
    public let isFeedOver: Bool
    /// What only live has; nil in paper.
    public let live: LivePicture?

    /// Cash that an entry may bind: what open entries and those on their way have left.
    public var buyingPower: Money { book.buyingPower(besides: reservedCash) }
}

/// An order that has passed all checks. Only `Checks` can make one.
public struct ApprovedOrder: Sendable {
    /// What is sent.
    public let ticket: OrderTicket
    /// The cash that it binds.
    public let cost: Money

    fileprivate init(_ order: ProposedOrder) {
        ticket = order.ticket
        cost = order.cost
    }
}

/// The checks of a mode, in the order in which they are asked.
public struct Checks: Sendable {
    private let list: [any OrderCheck]

    /// These checks. Live may add some to those of paper, and drops none.
    public init(_ list: [any OrderCheck]) { self.list = list }

    /// What every mode checks.
    public static let standard = Checks([
        SymbolCheck(), FeedCheck(), HaltCheck(), SharesCheck(), ShortingCheck(), BuyingPowerCheck(),
    ])

    /// What live checks: the same, and what simulated fills look after themselves.
    public static let live = Checks(
        standard.list + [
            PriceCheck(), StandingCheck(), QuoteAgeCheck(), PriceAwayCheck(), SizeCheck(),
            PaceCheck(), OpenPositionsCheck(), DayLossCheck(),
        ])

    /// The order, if no check has anything against it.
    func approve(
        _ order: ProposedOrder, given picture: DeskPicture
    ) throws(Refusal) -> ApprovedOrder {
        for check in list {
            if let refusal = check.refusal(of: order, given: picture) { throw refusal }
        }
        return ApprovedOrder(order)
    }
}

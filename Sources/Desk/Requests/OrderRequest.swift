public import Domain

/// An order as a person or a program asks the desk for it, before the desk knows what is held.
public struct OrderRequest: Hashable, Sendable {
    /// Its name.
    public var id: ClientOrderID
    /// What to trade.
    public var symbol: Symbol
    /// Which way.
    public var side: OrderSide
    /// How many shares; the desk trades whole ones.
    public var quantity: Quantity
    /// At which price.
    public var type: OrderType
    /// For how long.
    public var timeInForce: TimeInForce
    /// Whether a limit order also works outside the regular session.
    public var extendedHours: Bool
    /// Stop and target of what it opens.
    public var protection: Protection
    /// The one lot that it closes, by its entry order; all of the symbol where it is nil.
    public var lot: ClientOrderID?

    /// A market order for the day; the rest can be set.
    public init(id: ClientOrderID, symbol: Symbol, side: OrderSide, quantity: Quantity) {
        self.id = id
        self.symbol = symbol
        self.side = side
        self.quantity = quantity
        type = .market
        timeInForce = .day
        extendedHours = false
        protection = .none
    }

    /// What the desk never takes, whatever is held: a fraction of a share, or the name of a
    /// protective order.
    public var fault: TicketFault? { nameFault ?? Self.fault(of: quantity) }

    /// A price between two steps of the market.
    public var stepFault: TicketFault? { Self.fault(of: prices) }

    /// Names that protective orders will have are not given away.
    private var nameFault: TicketFault? {
        guard id.isOfLeg else { return nil }
        return TicketFault(
            "client_order_id", "must not end as protective orders do: .stop, .target")
    }

    /// The most shares of one order: far from where sums of shares leave their range.
    private static let sharesMax: Int64 = 1_000_000_000

    static func fault(of quantity: Quantity) -> TicketFault? {
        guard quantity.isWhole else {
            return TicketFault("qty", "\(quantity) has a fraction; the desk trades whole shares")
        }
        return quantity.billionths / Quantity.oneShare <= sharesMax
            ? nil : TicketFault("qty", "\(quantity) is more than the \(sharesMax) of one order")
    }

    static func fault(of prices: [(String, Price?)]) -> TicketFault? {
        prices.lazy.compactMap { field, price in
            guard let price, price > .zero, !price.isOnStep else { return nil }
            return TicketFault(field, "\(price) is not a multiple of \(price.step)")
        }.first
    }

    /// The order, now that it is known what is held: it closes what it is opposite to, by hand from
    /// all lots, and opens otherwise.
    public func ticket(holding side: PositionSide?) -> OrderTicket {
        let lots = lot.map { LotSelection.lot($0) } ?? .all
        let effect: PositionEffect = side?.closing == self.side ? .close(lots) : .open
        return OrderTicket(
            id: id, symbol: symbol, side: self.side, effect: effect, size: .shares(quantity),
            type: type, timeInForce: timeInForce, extendedHours: extendedHours,
            protection: protection)
    }

    /// Whether an order that was written down is the one that this asks for.
    func isAnswered(by ticket: OrderTicket) -> Bool {
        ticket == self.ticket(holding: ticket.effect.isOpening ? nil : ticket.positionSide)
    }

    private var prices: [(String, Price?)] {
        [
            ("limit_price", type.limit), ("stop_price", type.stop),
            ("stop_loss", protection.stopLoss), ("take_profit", protection.takeProfit),
        ]
    }
}

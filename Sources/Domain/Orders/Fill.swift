/// Shares that changed hands for an order.
public struct Fill: Hashable, Sendable {
    /// The order, as it was asked for.
    public var ticket: OrderTicket
    /// The shares of this fill.
    public var quantity: Quantity
    /// All shares of the order filled so far, this fill included: it tells a report from its echo.
    public var cumulative: Quantity
    /// Whether the order is done with it.
    public var isLast: Bool
    /// The price a share.
    public var price: Price
    /// Commission and regulatory fees.
    public var fee: Money
    /// What the cost model worsened the price by, in dollars; adverse is positive.
    public var slippage: Money
    /// The rule that made the price.
    public var rule: FillRule
    /// The market data that it was made from.
    public var source: PriceSource
    /// Market time.
    public var time: Timestamp

    /// A fill of these parts.
    public init(
        ticket: OrderTicket, quantity: Quantity, cumulative: Quantity, isLast: Bool, price: Price,
        fee: Money, slippage: Money, rule: FillRule, source: PriceSource, time: Timestamp
    ) {
        self.ticket = ticket
        self.quantity = quantity
        self.cumulative = cumulative
        self.isLast = isLast
        self.price = price
        self.fee = fee
        self.slippage = slippage
        self.rule = rule
        self.source = source
        self.time = time
    }

    /// The order's name.
    @inlinable public var order: ClientOrderID { ticket.id }
    /// What was traded.
    @inlinable public var symbol: Symbol { ticket.symbol }
    /// Which way.
    @inlinable public var side: OrderSide { ticket.side }
    /// Whether it opened or closed, and from which lots.
    @inlinable public var effect: PositionEffect { ticket.effect }
}

/// The rule by which a simulated price was made, recorded with each fill.
public enum FillRule: String, CaseIterable, Sendable {
    /// A market order at the open of the bar.
    case open
    /// A limit at the open, which was better than the limit.
    case limitAtOpen = "limit_at_open"
    /// A limit that the bar's range or a quote reached.
    case limit
    /// A stop at the open, which was beyond the stop.
    case stopAtOpen = "stop_at_open"
    /// A stop that the bar's range reached.
    case stop
    /// A market order or triggered stop at the far side of a quote.
    case quote
    /// An order for the session's close.
    case close
    /// Reported by a broker.
    case broker
}

/// The market data that a fill's price was made from.
public enum PriceSource: Hashable, Sendable {
    /// A bar of a replay or backtest.
    case bar(Bar)
    /// A quote.
    case quote(Quote)
    /// A broker's own execution id.
    case broker(String)
}

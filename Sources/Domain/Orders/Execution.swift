/// The numbers of a fill: how much changed hands, at which price, at which cost.
public struct Execution: Hashable, Sendable {
    /// The shares of this fill.
    public let quantity: Quantity
    /// The price a share.
    public let price: Price
    /// Price times quantity, rounded half-even to a nanodollar where there are fractions.
    public let value: Money
    /// All shares of the order filled so far, this fill included.
    public var cumulative: Quantity
    /// Whether the order is done with it.
    public var isLast: Bool
    /// Commission and regulatory fees.
    public var fee = Money.zero
    /// What the cost model worsened the price by, in dollars; adverse is positive.
    public var slippage = Money.zero
    /// The rule that made the price.
    public var rule: FillRule
    /// Market time.
    public var time: Timestamp

    /// An execution of these parts that cost nothing yet.
    ///
    /// - Throws: where its value leaves the range.
    @inlinable
    public init(
        quantity: Quantity, at price: Price, cumulative: Quantity, isLast: Bool, rule: FillRule,
        time: Timestamp
    ) throws(AmountOutOfRange) {
        self.quantity = quantity
        self.price = price
        value = try price.cost(of: quantity, rounding: .halfEven)
        self.cumulative = cumulative
        self.isLast = isLast
        self.rule = rule
        self.time = time
    }

    /// What it did to cash: value and fee paid by a buy, value less fee received by a sell.
    @inlinable
    public func cashFlow(of side: OrderSide) throws(AmountOutOfRange) -> Money {
        side == .buy ? try -value - fee : try value - fee
    }
}

extension Fill {
    /// The fill of an order by its numbers.
    public init(ticket: OrderTicket, _ execution: Execution, source: PriceSource) {
        self.init(
            ticket: ticket, quantity: execution.quantity, cumulative: execution.cumulative,
            isLast: execution.isLast, price: execution.price, fee: execution.fee,
            slippage: execution.slippage, rule: execution.rule, source: source,
            time: execution.time)
    }

    /// Its numbers.
    public var execution: Execution {
        get throws(AmountOutOfRange) {
            var execution = try Execution(
                quantity: quantity, at: price, cumulative: cumulative, isLast: isLast, rule: rule,
                time: time)
            execution.fee = fee
            execution.slippage = slippage
            return execution
        }
    }

    /// Price times quantity, rounded half-even to a nanodollar where there are fractions.
    public var value: Money {
        get throws(AmountOutOfRange) { try price.cost(of: quantity, rounding: .halfEven) }
    }

    /// What it did to cash: value and fee paid by a buy, value less fee received by a sell.
    public var cashFlow: Money {
        get throws(AmountOutOfRange) { try execution.cashFlow(of: side) }
    }
}

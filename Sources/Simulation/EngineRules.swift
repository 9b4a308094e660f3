public import Domain

/// What an engine allows and what trading costs in it; fixed for the engine's life.
public struct EngineRules: Hashable, Sendable {
    /// Spread, slippage, latency, fees.
    public var costs: CostModel
    /// Whether an order may open a short position.
    public var allowsShorting: Bool
    /// The part of a bar's volume that all orders together may fill; no bound without.
    public var participationMax: Rate?
    /// The smallest holding: one share, or a billionth where fractions trade.
    public var unit: Quantity

    /// Rules; without arguments: no costs, no shorts, no size cap, whole shares.
    public init(
        costs: CostModel = .optimistic, allowsShorting: Bool = false,
        participationMax: Rate? = nil, unit: Quantity = Quantity(billionths: Quantity.oneShare)
    ) {
        self.costs = costs
        self.allowsShorting = allowsShorting
        self.participationMax = participationMax
        self.unit = unit
    }

    /// The quantity without what is less than a unit.
    func wholeUnits(_ quantity: Quantity) -> Quantity {
        Quantity(billionths: quantity.billionths - quantity.billionths % unit.billionths)
    }

    /// The units that a sum of money buys at a price, fees included.
    ///
    /// Where the fee is a plain rate the estimate is exact but for its rounding; other fees take a
    /// few steps down.
    func affordable(_ cash: Money, at price: Price, side: OrderSide) throws(AmountOutOfRange)
        -> Quantity
    {
        guard cash > .zero else { return .zero }
        let loaded =
            Int128(price.nanos) * Int128(Rate.one.billionths + costs.fees.commission.billionths)
        let billionths = Int128(cash.nanos) * 1_000_000_000_000_000_000 / loaded
        var quantity = wholeUnits(try Quantity(narrowing: billionths))
        while quantity > .zero {
            let value = try price.cost(of: quantity, rounding: .halfEven)
            let fee = try costs.fees.fee(side: side, quantity: quantity, value: value)
            let excess = try value + fee - cash
            if excess <= .zero { return quantity }
            let tooMany = Int128(excess.nanos) * Int128(Quantity.oneShare) / Int128(price.nanos)
            let step = try Quantity(narrowing: max(tooMany, Int128(unit.billionths)))
            quantity = wholeUnits(try quantity - step)
        }
        return .zero
    }
}

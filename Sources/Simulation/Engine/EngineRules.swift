public import Domain

/// What an engine allows and what trading costs in it; fixed for the engine's life.
public struct EngineRules: Hashable, Sendable {
    /// Spread, slippage, latency, fees.
    public var costs: CostModel
    /// Whether an order may open a short position.
    public var allowsShorting: Bool
    /// The part of a bar's volume that all orders together may fill; no bound without.
    public var participationMax: Rate?
    /// How far below its first fill the stop of an entry lies that takes the default one (above it
    /// for a short); no default stop without.
    public var defaultStop: Rate?
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

    /// The default stop of an entry that first filled at this price, on the market's step and away
    /// from the market; nil without one.
    func defaultStop(at price: Price, side: OrderSide) throws(AmountOutOfRange) -> Price? {
        guard let defaultStop else { return nil }
        let distance = try price.scaled(by: defaultStop, rounding: .up)
        let (exact, rounding): (Price, Rounding) =
            side == .buy ? (try price - distance, .down) : (try price + distance, .up)
        let stop = try exact.onStep(rounding: rounding)
        return stop > .zero ? stop : nil
    }

    /// The quantity without what is less than a unit.
    func wholeUnits(_ quantity: Quantity) -> Quantity {
        Quantity(billionths: quantity.billionths - quantity.billionths % unit.billionths)
    }

    /// The units that a sum of money buys at a price, fees included; one more would not fit.
    ///
    /// Where the fee is a plain rate the first guess is right; what else fees are, they only grow
    /// with the quantity, so halving finds the last that fits.
    func affordable(_ cash: Money, at price: Price, side: OrderSide) throws(AmountOutOfRange)
        -> Quantity
    {
        guard cash > .zero else { return .zero }
        let worth = Int128(cash.nanos) * Int128(Quantity.oneShare) / Int128(unit.billionths)
        let loaded = Int128(Rate.one.billionths + costs.fees.commission.billionths)
        let guess = worth * Int128(Rate.one.billionths) / (Int128(price.nanos) * loaded)
        var (fitting, failing) = (Int128(0), worth / Int128(price.nanos) + 1)
        for candidate in guess...guess + 1 where candidate > fitting && candidate < failing {
            let isCovered = try fits(candidate, in: cash, at: price, side: side)
            if isCovered { fitting = candidate } else { failing = candidate }
        }
        while failing - fitting > 1 {
            let middle = (fitting + failing) / 2
            let isCovered = try fits(middle, in: cash, at: price, side: side)
            if isCovered { fitting = middle } else { failing = middle }
        }
        return try quantity(ofUnits: fitting)
    }

    private func fits(
        _ units: Int128, in cash: Money, at price: Price, side: OrderSide
    ) throws(AmountOutOfRange) -> Bool {
        let quantity = try quantity(ofUnits: units)
        let value = try price.cost(of: quantity, rounding: .halfEven)
        return try value + costs.fees.fee(side: side, quantity: quantity, value: value) <= cash
    }

    private func quantity(ofUnits units: Int128) throws(AmountOutOfRange) -> Quantity {
        try Quantity(narrowing: units * Int128(unit.billionths))
    }
}

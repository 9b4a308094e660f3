/// A price of one share in nanodollars.
public struct Price: Amount {
    /// Nanodollars a share.
    public let nanos: Int64

    /// A price of so many nanodollars.
    @inlinable
    public init(nanos: Int64) { self.nanos = nanos }

    /// What `quantity` costs at this price.
    @inlinable
    public func cost(of quantity: Quantity, rounding: Rounding) throws(AmountOutOfRange) -> Money {
        let (shares, rest) = quantity.billionths.quotientAndRemainder(dividingBy: Quantity.oneShare)
        if rest == 0 {  // Whole shares, nearly always: exact, and without 128-bit division.
            let (nanos, overflow) = nanos.multipliedReportingOverflow(by: shares)
            guard !overflow else { throw AmountOutOfRange(Money.name) }
            return Money(nanos: nanos)
        }
        let exact = Int128(nanos) * Int128(quantity.billionths)
        return try Money(narrowing: rounding.divide(exact, by: Int128(Quantity.oneShare)))
    }

    /// This price scaled by a rate, such as a percentage of it.
    @inlinable
    public func scaled(by rate: Rate, rounding: Rounding) throws(AmountOutOfRange) -> Price {
        Price(nanos: try rate.share(of: nanos, rounding: rounding, type: Price.name))
    }

    /// The smallest price step of US shares (Regulation NMS, rule 612): 0.01 from $1, 0.0001 below.
    public var step: Price { Price(nanos: nanos >= 1_000_000_000 ? 10_000_000 : 100_000) }

    /// Whether the price lies on its step.
    public var isOnStep: Bool { nanos % step.nanos == 0 }

    /// The nearest price on the step, away from zero (`.up`) or towards it (`.down`).
    public func onStep(rounding: Rounding) throws(AmountOutOfRange) -> Price {
        let steps = rounding.divide(Int128(nanos), by: Int128(step.nanos))
        return try Price(narrowing: steps * Int128(step.nanos))
    }
}

extension Price {
    /// Nanodollars.
    public static var decimals: Int { 9 }
    /// "Price".
    public static var name: String { "Price" }
    /// Nanodollars.
    @inlinable public var units: Int64 { nanos }
    /// A price of so many nanodollars.
    @inlinable public init(units: Int64) { self.init(nanos: units) }
}

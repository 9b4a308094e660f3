/// A sum of US dollars in nanodollars: cash, cost, fees, profit and loss.
public struct Money: Amount {
    /// Nanodollars.
    public let nanos: Int64

    /// A sum of so many nanodollars.
    @inlinable
    public init(nanos: Int64) { self.nanos = nanos }

    /// The price at which `quantity` comes to this sum.
    ///
    /// - Precondition: `quantity` is above zero.
    public func price(per quantity: Quantity, rounding: Rounding) throws(AmountOutOfRange) -> Price
    {
        let exact = Int128(nanos) * Int128(Quantity.oneShare)
        return try Price(narrowing: rounding.divide(exact, by: Int128(quantity.billionths)))
    }

    /// This sum times a rate: a commission, a share of equity.
    @inlinable
    public func scaled(by rate: Rate, rounding: Rounding) throws(AmountOutOfRange) -> Money {
        Money(nanos: try rate.share(of: nanos, rounding: rounding, type: Money.name))
    }

    /// The sum rounded to a whole cent.
    public func wholeCents(rounding: Rounding) throws(AmountOutOfRange) -> Money {
        try Money(narrowing: rounding.divide(Int128(nanos), by: 10_000_000) * 10_000_000)
    }
}

extension Money {
    /// Nanodollars.
    public static var decimals: Int { 9 }
    /// "Money".
    public static var name: String { "Money" }
    /// Nanodollars.
    @inlinable public var units: Int64 { nanos }
    /// A sum of so many nanodollars.
    @inlinable public init(units: Int64) { self.init(nanos: units) }
}

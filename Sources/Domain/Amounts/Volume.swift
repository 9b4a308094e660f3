/// Shares traded in a bar, in thousandths of a share.
///
/// A type of its own, since volumes exceed what billionths can hold (9.2 thousand million shares)
/// and are never bought or sold. Sums over many bars go through `Int128` or `Double`.
public struct Volume: Amount {
    /// Thousandths of one share.
    public let thousandths: Int64

    /// A volume of so many thousandths of a share.
    @inlinable
    public init(thousandths: Int64) { self.thousandths = thousandths }

    /// The whole shares that are `rate` of this volume, rounded down; the most that 64 bits hold
    /// where it is larger.
    public func wholeShares(at rate: Rate) -> Quantity {
        let shares = Int128(thousandths) * Int128(rate.billionths) / 1_000_000_000_000
        let billionths = shares * Int128(Quantity.oneShare)
        return Quantity(billionths: Int64(exactly: billionths) ?? Int64.max)
    }
}

extension Volume {
    /// Thousandths.
    public static var decimals: Int { 3 }
    /// "Volume".
    public static var name: String { "Volume" }
    /// Thousandths of a share.
    @inlinable public var units: Int64 { thousandths }
    /// A volume of so many thousandths.
    @inlinable public init(units: Int64) { self.init(thousandths: units) }
}

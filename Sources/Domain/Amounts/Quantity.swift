/// A number of shares in billionths of a share.
public struct Quantity: Amount {
    /// Billionths of one share.
    public let billionths: Int64

    /// The billionths that make one share.
    @inlinable public static var oneShare: Int64 { 1_000_000_000 }

    /// A quantity of so many billionths of a share.
    @inlinable
    public init(billionths: Int64) { self.billionths = billionths }

    /// A quantity of whole shares.
    @inlinable
    public init(shares: Int64) throws(AmountOutOfRange) {
        let (billionths, overflow) = shares.multipliedReportingOverflow(by: Self.oneShare)
        guard !overflow else { throw AmountOutOfRange(Self.name) }
        self.init(billionths: billionths)
    }

    /// The whole shares in it, the fraction dropped.
    @inlinable public var wholeShares: Int64 { billionths / Self.oneShare }

    /// The quantity without its fraction of a share.
    @inlinable public var whole: Quantity {
        Quantity(billionths: billionths - billionths % Self.oneShare)
    }

    /// Whether there is no fraction of a share in it.
    @inlinable public var isWhole: Bool { billionths % Self.oneShare == 0 }
}

extension Quantity {
    /// Billionths.
    public static var decimals: Int { 9 }
    /// "Quantity".
    public static var name: String { "Quantity" }
    /// Billionths of a share.
    @inlinable public var units: Int64 { billionths }
    /// A quantity of so many billionths.
    @inlinable public init(units: Int64) { self.init(billionths: units) }
}

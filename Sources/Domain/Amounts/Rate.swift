/// A ratio in billionths: a commission of 10 basis points is 1,000,000.
public struct Rate: Amount {
    /// Billionths of one.
    public let billionths: Int64

    /// A rate of so many billionths.
    @inlinable
    public init(billionths: Int64) { self.billionths = billionths }

    /// A rate of so many hundredths of a percent.
    @inlinable
    public init(basisPoints: Int64) { self.init(billionths: basisPoints * 100_000) }

    /// The whole: 100 %.
    @inlinable public static var one: Rate { Rate(billionths: 1_000_000_000) }
}

extension Rate {
    /// Billionths.
    public static var decimals: Int { 9 }
    /// "Rate".
    public static var name: String { "Rate" }
    /// Billionths of one.
    @inlinable public var units: Int64 { billionths }
    /// A rate of so many billionths.
    @inlinable public init(units: Int64) { self.init(billionths: units) }
}

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

    /// This part of an amount's units.
    ///
    /// Units are whole billions and a rest, so that rates up to the whole, nearly all there are,
    /// need no 128-bit division: that one costs more than all else of a fee.
    @inlinable
    func share(
        of units: Int64, rounding: Rounding, type: String
    ) throws(AmountOutOfRange) -> Int64 {
        let one = Self.one.billionths
        guard (-one...one).contains(billionths) else {
            let exact = Int128(units) * Int128(billionths)
            guard let share = Int64(exactly: rounding.divide(exact, by: Int128(one))) else {
                throw AmountOutOfRange(type)
            }
            return share
        }
        let (billions, rest) = units.quotientAndRemainder(dividingBy: one)
        let (part, left) = (rest * billionths).quotientAndRemainder(dividingBy: one)
        // At most as large as the amount itself, and so within range.
        return rounding.round(billions * billionths + part, rest: left, of: one)
    }
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

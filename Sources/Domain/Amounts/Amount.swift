/// A decimal number held as a whole number of its smallest unit.
///
/// Four types conform, and none converts into another by accident: `Price` and `Money` in
/// nanodollars, `Quantity` in billionths of a share, `Volume` in thousandths of a share.
public protocol Amount: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// How many decimal places one unit is: 9 for nanodollars.
    static var decimals: Int { get }
    /// The type's name in messages.
    static var name: String { get }
    /// The amount in its smallest unit.
    var units: Int64 { get }
    /// An amount of so many units.
    init(units: Int64)
}

extension Amount {
    /// Nothing of it.
    @inlinable public static var zero: Self { Self(units: 0) }

    /// Whether this amount is below the other.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.units < right.units }

    /// The sum, exact.
    @inlinable
    public static func + (left: Self, right: Self) throws(AmountOutOfRange) -> Self {
        let (sum, overflow) = left.units.addingReportingOverflow(right.units)
        guard !overflow else { throw AmountOutOfRange(name) }
        return Self(units: sum)
    }

    /// The difference, exact.
    @inlinable
    public static func - (left: Self, right: Self) throws(AmountOutOfRange) -> Self {
        let (difference, overflow) = left.units.subtractingReportingOverflow(right.units)
        guard !overflow else { throw AmountOutOfRange(name) }
        return Self(units: difference)
    }

    /// The same amount with the other sign.
    @inlinable
    public static prefix func - (amount: Self) throws(AmountOutOfRange) -> Self {
        try .zero - amount
    }

    /// Adds in place, exact.
    @inlinable
    public static func += (left: inout Self, right: Self) throws(AmountOutOfRange) {
        left = try left + right
    }

    /// Subtracts in place, exact.
    @inlinable
    public static func -= (left: inout Self, right: Self) throws(AmountOutOfRange) {
        left = try left - right
    }

    /// An amount from a wider integer, such as a product on its way back to 64 bits.
    @inlinable
    public init(narrowing wide: Int128) throws(AmountOutOfRange) {
        guard let units = Int64(exactly: wide) else { throw AmountOutOfRange(Self.name) }
        self.init(units: units)
    }

    /// The part of this amount that falls to `part` of `whole` shares.
    ///
    /// - Precondition: `whole` is above zero.
    public func share(
        of part: Quantity, in whole: Quantity, rounding: Rounding
    ) throws(AmountOutOfRange) -> Self {
        guard part != whole else { return self }
        let product = Int128(units) * Int128(part.billionths)
        return try Self(narrowing: rounding.divide(product, by: Int128(whole.billionths)))
    }

    /// The exact decimal digits, without trailing zeros: `-0.05`, `100`.
    public var description: String { DecimalText.format(units, decimals: Self.decimals) }

    /// The nearest binary number, for display columns and statistics only.
    public var approximate: Double { Double(units) / DecimalText.powerOfTen(Self.decimals) }

    /// Reads decimal text such as `189.47` or `1e-9`, exactly.
    ///
    /// - Throws: `DecimalFault` for text that is no number, too fine or out of range.
    public init(_ text: some StringProtocol) throws(DecimalFault) {
        let parsed = try DecimalText.parse(text.utf8, decimals: Self.decimals, rounding: nil)
        self.init(units: parsed.units)
    }

    /// Reads decimal bytes and rounds what is finer than a unit, reporting whether it did.
    public static func reading(
        _ bytes: some Collection<UInt8>, rounding: Rounding
    ) throws(DecimalFault) -> (amount: Self, wasRounded: Bool) {
        let parsed = try DecimalText.parse(bytes, decimals: decimals, rounding: rounding)
        return (Self(units: parsed.units), parsed.wasRounded)
    }

    /// An amount from a binary number that an indicator computed, rounded half-even to a unit.
    ///
    /// - Returns: nil for NaN, infinities and what 64 bits cannot hold.
    public init?(computed value: Double) {
        let scaled = (value * DecimalText.powerOfTen(Self.decimals)).rounded(.toNearestOrEven)
        guard let units = Int64(exactly: scaled) else { return nil }
        self.init(units: units)
    }
}

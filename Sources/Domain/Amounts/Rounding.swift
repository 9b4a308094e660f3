/// How the part of an amount that its unit cannot hold is dropped.
///
/// Every operation that can lose a digit takes one as an argument, so that no rounding is silent.
public enum Rounding: Sendable {
    /// To the nearest unit; a tie goes to the even one.
    case halfEven
    /// Towards minus infinity.
    case down
    /// Towards plus infinity.
    case up
    /// Towards zero.
    case towardsZero

    /// `dividend / divisor`, rounded this way.
    ///
    /// - Precondition: `divisor` is above zero.
    @inlinable
    public func divide<Number: FixedWidthInteger & SignedInteger>(
        _ dividend: Number, by divisor: Number
    ) -> Number {
        let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
        return round(quotient, rest: rest, of: divisor)
    }

    /// A quotient that was cut towards zero, and what was left of it, rounded this way.
    @inlinable
    func round<Number: FixedWidthInteger & SignedInteger>(
        _ quotient: Number, rest: Number, of divisor: Number
    ) -> Number {
        guard rest != 0 else { return quotient }
        let away: Number = rest < 0 ? -1 : 1
        switch self {
        case .towardsZero: return quotient
        case .down: return rest < 0 ? quotient - 1 : quotient
        case .up: return rest > 0 ? quotient + 1 : quotient
        case .halfEven:
            let twice = rest.magnitude * 2
            if twice == divisor.magnitude { return quotient % 2 == 0 ? quotient : quotient + away }
            return twice > divisor.magnitude ? quotient + away : quotient
        }
    }
}

public import Domain

/// What a strategy asks for at the close of a bar.
public enum Decision: Sendable {
    /// Nothing.
    case wait
    /// To open a position; while one is open, nothing.
    case enter(Entry)
    /// To close the position at the market.
    case exit(Reason)
    /// To close the position, if there is one, and to open another.
    case reverse(Entry)
    /// To move the stop of the position; it is in force from the next bar on.
    case moveStop(Price, Reason)

    /// Whether anything is asked for.
    @inlinable public var isAsking: Bool {
        if case .wait = self { false } else { true }
    }
}

/// A position that a strategy asks for.
///
/// Of 128 bytes, which are moved in place; one more, and each step on its way would be a call.
public struct Entry: Sendable {
    /// Which way.
    public var side: PositionSide
    /// The regime that it was decided in.
    public var regime: MarketRegime?
    /// The least there is at the market.
    @usableFromInline var limitNanos = Int64.min
    /// NaN where it names none.
    @usableFromInline var risk = Double.nan
    /// Stop and target of what it opens.
    public var protection = Protection.none
    /// Why.
    public var reason: Reason

    /// At the market with the next bar's open; or at this price or better, on the next bar only.
    @inlinable public var limit: Price? {
        get { limitNanos == .min ? nil : Price(nanos: limitNanos) }
        set { limitNanos = newValue?.nanos ?? .min }
    }

    /// Dollars a share that are at risk: what `Sizing.risk` divides by.
    @inlinable public var riskPerShare: Double? {
        get { risk.isNaN ? nil : risk }
        set { risk = newValue ?? .nan }
    }

    /// An entry at the market, without protection.
    @inlinable
    public init(_ side: PositionSide, because reason: Reason) {
        self.side = side
        self.reason = reason
    }
}

extension Price {
    /// A price that a strategy computed, to the nearest nanodollar.
    ///
    /// - Throws: where there is no such price: NaN, zero or less, or too much.
    @inlinable
    public static func decided(_ value: Double) throws(StrategyFault) -> Price {
        let scaled = (value * 1e9).rounded(.toNearestOrEven)
        guard let nanos = Int64(exactly: scaled), nanos > 0 else {
            throw StrategyFault("computed the price \(value), and no order can have that")
        }
        return Price(nanos: nanos)
    }
}

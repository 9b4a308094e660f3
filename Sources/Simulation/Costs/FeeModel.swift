public import Domain

/// What a fill costs besides its price.
public struct FeeModel: Hashable, Sendable {
    /// Commission as a part of the fill's value, rounded half-even to a nanodollar.
    public var commission: Rate
    /// Commission a share.
    public var perShare: Price
    /// US regulatory fees on sells; none for the goldens and for most brokers' paper accounts.
    public var regulatory: RegulatoryFees?

    /// Fees of these parts; none without arguments.
    public init(
        commission: Rate = .zero, perShare: Price = .zero, regulatory: RegulatoryFees? = nil
    ) {
        self.commission = commission
        self.perShare = perShare
        self.regulatory = regulatory
    }

    /// Whether fills of this side cost nothing.
    @inline(__always)
    func isNothing(for side: OrderSide) -> Bool {
        commission == .zero && perShare == .zero && (side == .buy || regulatory == nil)
    }

    /// The fee of one fill.
    ///
    /// - Parameter value: price times quantity.
    public func fee(
        side: OrderSide, quantity: Quantity, value: Money
    ) throws(AmountOutOfRange) -> Money {
        var fee = Money.zero
        if commission != .zero { fee = try value.scaled(by: commission, rounding: .halfEven) }
        if perShare != .zero {
            try fee += try perShare.cost(of: quantity, rounding: .halfEven)
        }
        if let regulatory, side == .sell {
            try fee += try regulatory.fee(quantity: quantity, value: value)
        }
        return fee
    }
}

/// The fees that US regulators take on sells, each rounded up to a cent as brokers pass them on.
public struct RegulatoryFees: Hashable, Sendable {
    /// SEC section 31 fee, a part of the value.
    public var section31: Rate
    /// FINRA trading activity fee a share.
    public var tradingActivity: Price
    /// The most that the trading activity fee comes to.
    public var tradingActivityMax: Money

    /// Fees at these rates.
    public init(section31: Rate, tradingActivity: Price, tradingActivityMax: Money) {
        self.section31 = section31
        self.tradingActivity = tradingActivity
        self.tradingActivityMax = tradingActivityMax
    }

    /// The rates of fiscal year 2024: $27.80 a million (SEC order of 2024-04-08) and $0.000166 a
    /// share, at most $8.30 (FINRA By-Laws, schedule A, section 1). They change yearly: set yours.
    public static let fiscal2024 = RegulatoryFees(
        section31: Rate(billionths: 27_800), tradingActivity: Price(nanos: 166_000),
        tradingActivityMax: Money(nanos: 8_300_000_000))

    func fee(quantity: Quantity, value: Money) throws(AmountOutOfRange) -> Money {
        let section31 = try value.scaled(by: section31, rounding: .up).wholeCents(rounding: .up)
        let activity = try tradingActivity.cost(of: quantity, rounding: .up)
            .wholeCents(rounding: .up)
        return try section31 + min(activity, tradingActivityMax)
    }
}

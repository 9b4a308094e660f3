public import Domain

/// What trading costs in a simulation: spread, slippage, latency and fees.
public struct CostModel: Hashable, Sendable {
    /// The whole spread as a part of the price. Bars have none of their own, so market orders and
    /// stops on bars pay half of it; quotes bring theirs.
    public var spread: Rate
    /// What market orders and stops pay besides.
    public var slippage: SlippageModel
    /// Nanoseconds from acceptance until an order can fill.
    public var latencyNanoseconds: Int64
    /// Commission and regulatory fees.
    public var fees: FeeModel

    /// A model of these parts; without arguments it costs nothing.
    public init(
        spread: Rate = .zero, slippage: SlippageModel = .none, latencyNanoseconds: Int64 = 0,
        fees: FeeModel = FeeModel()
    ) {
        self.spread = spread
        self.slippage = slippage
        self.latencyNanoseconds = latencyNanoseconds
        self.fees = fees
    }

    /// Nothing costs anything: an upper bound of what a strategy could earn.
    public static let optimistic = CostModel()

    /// A liquid US share at a broker without commission: 2 basis points of spread, 1 of slippage,
    /// a tenth of a second, regulatory fees.
    public static let realistic = CostModel(
        spread: Rate(basisPoints: 2), slippage: .rate(Rate(basisPoints: 1)),
        latencyNanoseconds: 100_000_000, fees: FeeModel(regulatory: .fiscal2024))

    /// A thin share on a bad day: 20 basis points of spread, 10 of slippage, a second, 10 basis
    /// points of commission, regulatory fees.
    public static let harsh = CostModel(
        spread: Rate(basisPoints: 20), slippage: .rate(Rate(basisPoints: 10)),
        latencyNanoseconds: 1_000_000_000,
        fees: FeeModel(commission: Rate(basisPoints: 10), regulatory: .fiscal2024))

    /// The price that a market order gets where the rule says `reference`.
    ///
    /// A sell never falls below one nanodollar.
    func worsened(
        _ reference: Price, side: OrderSide, paysSpread: Bool
    ) throws(AmountOutOfRange) -> Price {
        var distance = try slippage.slippage(at: reference)
        if paysSpread, spread != .zero {
            let half = Rate(billionths: spread.billionths / 2)
            try distance += try reference.scaled(by: half, rounding: .halfEven)
        }
        guard distance != .zero else { return reference }
        return side == .buy
            ? try reference + distance : max(Price(nanos: 1), try reference - distance)
    }
}

/// What trading cost.
public struct FeeStatistics: Equatable, Sendable {
    /// All fees, in the account's currency.
    public let total: Double
    /// Fees a closed trade; nil without one.
    public let perTrade: Double?
    /// Fees over the profit before fees; nil unless that is above zero.
    public let shareOfGrossProfit: Double?
    /// Fees over the capital that the account began with; nil unless that is above zero.
    public let shareOfCapital: Double?

    /// The fees of closed trades, of which `netProfit` is left.
    public init(total: Double, netProfit: Double, tradeCount: Int, capital: Double) {
        self.total = total
        perTrade = tradeCount > 0 ? (total / Double(tradeCount)).ifFinite : nil
        let gross = netProfit + total
        shareOfGrossProfit = gross > 0 ? (total / gross).ifFinite : nil
        shareOfCapital = capital > 0 ? (total / capital).ifFinite : nil
    }
}

/// How one closed trade ended, as far as statistics need it.
public struct TradeResult: Equatable, Sendable {
    /// Profit or loss, net of fees, in the account's currency.
    public let profit: Double
    /// Profit over what was paid, as a fraction.
    public let returnFraction: Double
    /// Seconds from entry to exit, if known.
    public let heldSeconds: Double?

    /// A result; nil unless all its numbers are finite and the profit at most 1e15 either way,
    /// which is beyond any account and keeps every sum finite.
    public init?(profit: Double, returnFraction: Double, heldSeconds: Double? = nil) {
        guard abs(profit) <= 1e15, returnFraction.isFinite, heldSeconds?.isFinite ?? true
        else { return nil }
        self.profit = profit
        self.returnFraction = returnFraction
        self.heldSeconds = heldSeconds
    }
}

public import Domain

/// An account while nothing happens in it but that one instrument's price moves.
public struct CalmAccount: Sendable {
    /// A bar with a low at or below this concerns an order, in nanodollars.
    public let below: Int64
    /// A bar with a high at or above this concerns an order, or its worth might leave 64 bits.
    public let above: Int64
    /// What the account is worth without the instrument's shares.
    public let base: Int64
    /// Signed whole shares of the instrument.
    public let shares: Int64
}

extension MatchingEngine {
    /// What whoever goes over an instrument's bars himself has to know; nil where a bar needs more
    /// than 64 bits or whole shares.
    ///
    /// He may leave out each possible bar with a low above `below` and a high below `above`. Then
    /// he says with `pass` where he has got to.
    public mutating func calm(of instrument: Instrument) -> CalmAccount? {
        gauges.bring(instrument.index)
        guard gauges.front.fraction == 0,
            let base = Int64(exactly: Int128(account.cash.nanos) + gauges.restValue),
            base.magnitude < 1 << 62
        else { return nil }
        let shares = gauges.front.shares
        // Base and shares at a lower price than this: each below 2^62, and so the sum in range.
        let width = Int64.bitWidth - shares.magnitude.leadingZeroBitCount
        let bound: Int64 = 1 << (Int64.bitWidth - 2 - width)
        return CalmAccount(
            below: gauges.front.wakeBelow, above: min(gauges.front.wakeAbove, bound), base: base,
            shares: shares)
    }

    /// Takes the close of the last bar that was left out.
    public mutating func pass(_ close: Price, of instrument: Instrument) {
        gauges.bring(instrument.index)
        gauges.front.last = close.nanos
    }
}

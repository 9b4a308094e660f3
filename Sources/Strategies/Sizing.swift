public import Domain

/// How many shares an entry asks for.
public enum Sizing: Hashable, Sendable {
    /// As many as cash buys at the fill, fees included.
    case allIn
    /// So many.
    case fixed(shares: Int64)
    /// So many that the entry's risk is this part of equity, and their value at most `cap` of it.
    case risk(fraction: Double, cap: Double)

    /// The size of an entry that is decided now.
    ///
    /// - Parameters:
    ///   - equity: what the account is worth at the close that the entry is decided at.
    ///   - close: that close.
    /// - Returns: nil where not even one share comes out.
    /// - Throws: where the entry names no risk to divide by, and where the number leaves the range.
    public func size(
        of entry: Entry, equity: Money, close: Price
    ) throws(StrategyFault) -> OrderSize? {
        switch self {
        case .allIn: return .allCash
        case .fixed(let shares): return .shares(try Self.quantity(Double(shares)))
        case .risk(let fraction, let cap):
            guard let risk = entry.riskPerShare, risk > 0 else {
                throw StrategyFault(
                    "sizing 'risk' needs a strategy with a stop: this entry names no risk a share")
            }
            let byRisk = (fraction * equity.approximate / risk).rounded(.down)
            let byCap = (cap * equity.approximate / close.approximate).rounded(.down)
            let shares = Swift.min(byRisk, byCap)
            return shares < 1 ? nil : .shares(try Self.quantity(shares))
        }
    }

    private static func quantity(_ shares: Double) throws(StrategyFault) -> Quantity {
        guard let whole = Int64(exactly: shares), let quantity = try? Quantity(shares: whole) else {
            throw StrategyFault("sizing asks for \(shares) shares, more than an order can have")
        }
        return quantity
    }
}

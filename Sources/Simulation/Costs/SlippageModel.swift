public import Domain

/// How much worse than the rule's price a market order or a triggered stop fills.
public enum SlippageModel: Hashable, Sendable {
    /// At the rule's price.
    case none
    /// So many dollars a share.
    case perShare(Price)
    /// A part of the price.
    case rate(Rate)

    /// Dollars a share at this price.
    public func slippage(at price: Price) throws(AmountOutOfRange) -> Price {
        switch self {
        case .none: .zero
        case .perShare(let amount): amount
        case .rate(let rate): try price.scaled(by: rate, rounding: .halfEven)
        }
    }
}

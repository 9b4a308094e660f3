/// A corporate action as it was applied to lots, whosever they are.
public struct LotAdjustment: Hashable, Sendable {
    /// What the company did.
    public var action: CorporateAction
    /// The price a fraction is paid out at, already in new shares; none for a dividend.
    public var reference: Price?
    /// The smallest holding: one share at the desk, a billionth at the exchange.
    public var unit: Quantity
    /// Market time.
    public var time: Timestamp

    /// An adjustment of these parts.
    public init(
        action: CorporateAction, reference: Price?, unit: Quantity, time: Timestamp
    ) {
        self.action = action
        self.reference = reference
        self.unit = unit
        self.time = time
    }
}

/// A corporate action as it was applied to the lots of one symbol.
public struct Adjustment: Hashable, Sendable {
    /// Whose shares.
    public var symbol: Symbol
    /// What was done to the lots.
    public var onLots: LotAdjustment

    /// An adjustment of a symbol's lots.
    public init(symbol: Symbol, _ onLots: LotAdjustment) {
        self.symbol = symbol
        self.onLots = onLots
    }

    /// An adjustment of these parts.
    public init(
        symbol: Symbol, action: CorporateAction, reference: Price?, unit: Quantity,
        time: Timestamp
    ) {
        self.init(
            symbol: symbol,
            LotAdjustment(action: action, reference: reference, unit: unit, time: time))
    }

    /// What the company did.
    public var action: CorporateAction { onLots.action }
    /// The price a fraction is paid out at, already in new shares; none for a dividend.
    public var reference: Price? { onLots.reference }
    /// The smallest holding: one share at the desk, a billionth at the exchange.
    public var unit: Quantity { onLots.unit }
    /// Market time.
    public var time: Timestamp { onLots.time }
}

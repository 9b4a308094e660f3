public import Domain

/// A split or dividend of a symbol, and the day on which shares first trade with it.
public struct DatedAction: Hashable, Sendable {
    /// The ex-date: the action takes effect before the first price of this New York day.
    public var day: Day
    /// Whose shares.
    public var symbol: Symbol
    /// What happens to them.
    public var action: CorporateAction

    /// An action of a day, unchecked: `CorporateAction.fault` tells what is wrong with it.
    public init(day: Day, symbol: Symbol, action: CorporateAction) {
        self.day = day
        self.symbol = symbol
        self.action = action
    }
}

public import Domain

/// What a run came to.
public struct BacktestOutcome: Sendable {
    /// The symbols, by the places that trades name.
    public internal(set) var symbols: [Symbol] = []
    /// What the account began with.
    public internal(set) var initialCash = Money.zero
    /// Closed trades, in the order of their exits.
    public internal(set) var trades: [BacktestTrade] = []
    /// What is open after the last bar.
    public internal(set) var open: [BacktestHolding] = []
    /// Orders, where the config asks for them.
    public internal(set) var orders: [BacktestOrder] = []
    /// What the account was worth after each moment at which a bar came.
    public internal(set) var equity: [Money] = []
    /// When each moment's bars started; empty for a single symbol, whose bars tell.
    public internal(set) var times: [Timestamp] = []
    /// Entries that were refused.
    public internal(set) var rejections = 0
    /// Orders that were placed, stops and targets included.
    public internal(set) var orderCount = 0
    /// Dividends received, those paid on shorts taken off.
    public internal(set) var dividends = Money.zero
    /// Fees of all fills, open positions included.
    public internal(set) var fees = Money.zero
    /// Whether orders are listed.
    var listsOrders = false
    /// How many bars of all symbols were gone over.
    public internal(set) var barCount = 0

    /// What the account came to.
    public var finalEquity: Money { equity.last ?? initialCash }
}

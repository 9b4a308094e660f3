/// What the market tells the matching engine, in the order of its time.
///
/// The engine asks no calendar and no clock: opening, closing, splits and dividends come as events.
public enum MarketEvent: Hashable, Sendable {
    /// The regular session opens.
    case opened(at: Timestamp)
    /// A bar is complete.
    case bar(Symbol, Bar)
    /// A new quote.
    case quote(Symbol, Quote)
    /// A split or a dividend takes effect, before the first price of its day.
    case action(Symbol, CorporateAction, at: Timestamp)
    /// The regular session closes.
    case closed(at: Timestamp)
}

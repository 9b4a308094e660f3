public import Domain
import Synchronization

/// The newest price of a symbol, and where it comes from.
public struct MarketQuote: Hashable, Sendable {
    /// Of what.
    public let symbol: Symbol
    /// Bid and ask with their sizes, and the last trade. Of a bar, all three prices are its close.
    public let quote: Quote
    /// Whether it was derived from a bar, so that no sizes are known.
    public let isDerived: Bool
    /// The feed that told it: `synthetic`, `replay` or `alpaca`.
    public let feed: String
    /// When it reached the desk, wall time; when it was made, where it was old by then.
    public let receivedAt: Timestamp
    /// The last price of the day before; nil on the first day.
    public let previousClose: Price?

    /// The price of the last trade.
    public var last: Price { quote.last }

    /// Whole seconds since then.
    public func age(at now: Timestamp) -> Int64 {
        max(0, (now.nanoseconds - receivedAt.nanoseconds) / 1_000_000_000)
    }
}

/// The newest prices of one mode, for checks, accounts and pages.
public final class MarketBoard: Sendable {
    private struct Line {
        var quote: MarketQuote
        var day: Day
    }

    private let feed: String
    private let lines = Mutex<[Symbol: Line]>([:])
    private let closes = Mutex<[Symbol: (price: Price, day: Day)]>([:])

    /// A board without prices yet, of a feed of this name.
    public init(feed: String) { self.feed = feed }

    /// Takes a price.
    ///
    /// - Parameters:
    ///   - day: the New York day of the market's time.
    ///   - now: when it reached the desk, or was made.
    @discardableResult
    public func post(
        _ quote: Quote, of symbol: Symbol, isDerived: Bool, day: Day, at now: Timestamp
    ) -> MarketQuote {
        let close = closes.withLock { $0[symbol] }
        return lines.withLock { lines in
            let before = lines[symbol]
            var previousClose = before?.quote.previousClose
            if let before, before.day != day { previousClose = before.quote.last }
            if let close, close.day == day { previousClose = close.price }
            let posted = MarketQuote(
                symbol: symbol, quote: quote, isDerived: isDerived, feed: feed, receivedAt: now,
                previousClose: previousClose)
            lines[symbol] = Line(quote: posted, day: day)
            return posted
        }
    }

    /// Takes the last price of the day before, for prices that come from now on.
    ///
    /// - Parameter day: the day that it is before.
    public func close(_ price: Price, of symbol: Symbol, before day: Day) {
        closes.withLock { $0[symbol] = (price, day) }
    }

    /// The newest price of a symbol.
    public func quote(of symbol: Symbol) -> MarketQuote? {
        lines.withLock { $0[symbol]?.quote }
    }

    /// The last trade's price of a symbol.
    public func last(of symbol: Symbol) -> Price? { quote(of: symbol)?.last }

    /// All newest prices, by symbol.
    public var quotes: [MarketQuote] {
        lines.withLock { $0.values.map(\.quote) }.sorted { $0.symbol < $1.symbol }
    }
}

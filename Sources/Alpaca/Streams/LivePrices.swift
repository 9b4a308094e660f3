public import AlpacaWire
public import Domain
import Synchronization

/// The newest quotes, put together from what the stream says: sizes and sides come with quotes, the
/// last price with trades.
public final class LivePrices: Sendable {
    /// Hears each quote that changed.
    public typealias Listener = @Sendable (Symbol, Quote) -> Void

    private let quotes = Mutex<[Symbol: Quote]>([:])
    private let hear: Listener

    /// Prices that are told to a listener.
    public init(hear: @escaping Listener) { self.hear = hear }

    /// Takes what the stream or a snapshot says. A symbol without a last price is not told yet.
    public func take(_ messages: [WireDataMessage]) {
        for message in messages {
            switch message {
            case .quote(let name, let quote): change(name) { Self.taking(quote, $0) }
            case .trade(let name, let trade): change(name) { Self.taking(trade, $0) }
            case .bar, .success, .error, .subscription, .unknown: continue
            }
        }
    }

    private func change(_ name: String, _ change: (Quote?) -> Quote?) {
        guard let symbol = Symbol(name) else { return }
        let told = quotes.withLock { quotes -> Quote? in
            guard let quote = change(quotes[symbol]) else { return nil }
            quotes[symbol] = quote
            return quote
        }
        if let told, told.bid > .zero, told.ask > .zero, told.last > .zero { hear(symbol, told) }
    }

    /// An older message than the newest one changes nothing.
    private static func taking(_ quote: WireQuote, _ before: Quote?) -> Quote? {
        if let before, before.time > quote.time { return nil }
        return Quote(
            time: quote.time, bid: quote.bid, ask: quote.ask, bidSize: quote.bidSize,
            askSize: quote.askSize, last: before?.last ?? .zero)
    }

    private static func taking(_ trade: WireTrade, _ before: Quote?) -> Quote? {
        guard trade.price > .zero else { return nil }
        guard let before else {
            return Quote(
                time: trade.time, bid: .zero, ask: .zero, bidSize: .zero, askSize: .zero,
                last: trade.price)
        }
        return Quote(
            time: max(before.time, trade.time), bid: before.bid, ask: before.ask,
            bidSize: before.bidSize, askSize: before.askSize, last: trade.price)
    }
}

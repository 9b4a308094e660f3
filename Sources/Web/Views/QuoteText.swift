import Desk
import Domain

/// A row of the market list.
struct QuoteText: LiveText {
    let symbol: String
    let bid, ask, bidSize, askSize, last, age: String
    let change: Signed

    /// A symbol with its newest price; nil where it has had none.
    ///
    /// - Parameter now: wall time.
    init(_ symbol: Symbol, _ quote: MarketQuote?, now: Timestamp) {
        func size(_ size: Quantity?) -> String {
            size.map { quote?.isDerived == true ? "–" : $0.description } ?? "–"
        }
        self.symbol = symbol.description
        bid = quote.map { Figures.price($0.quote.bid) } ?? "–"
        ask = quote.map { Figures.price($0.quote.ask) } ?? "–"
        bidSize = size(quote?.quote.bidSize)
        askSize = size(quote?.quote.askSize)
        last = quote.map { Figures.price($0.last) } ?? "–"
        age = quote.map { Figures.age($0.age(at: now)) } ?? "–"
        change = Signed(percent: quote?.changePercent)
    }

    var text: [String: String] {
        [
            "symbol": symbol, "bid": bid, "ask": ask, "bid_size": bidSize, "ask_size": askSize,
            "last": last, "age": age,
        ].merging([String: String](signed: ["change": change])) { first, _ in first }
    }
}

extension MarketQuote {
    /// The change since the last price of the day before, in percent.
    var changePercent: Double? {
        guard let previousClose, previousClose > .zero else { return nil }
        return 100 * (last.approximate / previousClose.approximate - 1)
    }
}

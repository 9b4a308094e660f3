import Desk
import Domain

/// A row of the market list.
struct QuoteText: LiveText {
    let symbol: String
    let bid, ask, bidSize, askSize, last, age: String
    let change: Signed
    /// The age in seconds, from which a script goes on.
    let seconds: String?

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
        seconds = quote.map { "\($0.age(at: now))" }
    }

    var cells: [TextCell] {
        [
            TextCell("bid", bid), TextCell("ask", ask), TextCell("bid_size", bidSize),
            TextCell("ask_size", askSize), TextCell("last", last), TextCell("age", age),
        ] + change.cells("change", sign: "change_sign")
    }
}

extension MarketQuote {
    /// The change since the last price of the day before, in percent.
    var changePercent: Double? {
        guard let previousClose, previousClose > .zero else { return nil }
        return 100 * (last.approximate / previousClose.approximate - 1)
    }
}

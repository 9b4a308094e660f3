import Desk
import Domain
import ExactJSON

/// A price with where it comes from and how old it is.
struct QuoteAnswer: JSONAnswer {
    let quote: MarketQuote
    /// Wall time.
    let now: Timestamp
    /// Whether pages hear it, which show the texts that it brings.
    var isForPages = false

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            if isForPages { QuoteText(quote.symbol, quote, now: now).write(to: &writer) }
            writer.name("symbol")
            writer.string(quote.symbol.description)
            writer.name("bid")
            writer.amount(quote.quote.bid)
            writer.name("ask")
            writer.amount(quote.quote.ask)
            writer.name("bid_size")
            writer.amount(quote.isDerived ? nil : quote.quote.bidSize)
            writer.name("ask_size")
            writer.amount(quote.isDerived ? nil : quote.quote.askSize)
            writer.name("last")
            writer.amount(quote.last)
            writer.name("previous_close")
            writer.amount(quote.previousClose)
            writer.name("time")
            writer.time(quote.quote.time)
            writer.name("feed")
            writer.string(quote.feed)
            writer.name("age_seconds")
            writer.integer(quote.age(at: now))
        }
    }
}

/// A bar.
struct BarAnswer: JSONAnswer {
    let bar: Bar

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("time")
            writer.time(bar.start)
            writer.name("open")
            writer.amount(bar.open)
            writer.name("high")
            writer.amount(bar.high)
            writer.name("low")
            writer.amount(bar.low)
            writer.name("close")
            writer.amount(bar.close)
            writer.name("volume")
            writer.amount(bar.volume)
        }
    }
}

/// How the paper feed stands.
struct FeedAnswer: JSONAnswer {
    let state: FeedState

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("kind")
            writer.string(state.kind)
            writer.name("is_simulated")
            writer.bool(true)
            writer.name("symbols")
            writer.array(state.symbols) { $0.string($1.description) }
            writer.name("market_time")
            writer.time(state.marketTime)
            writer.name("is_paused")
            writer.bool(state.isPaused)
            writer.name("speed")
            writer.string(state.speed.description)
            writer.name("bars_done")
            writer.integer(state.progress.map { Int64($0.done) })
            writer.name("bars_total")
            writer.integer(state.progress.map { Int64($0.total) })
            writer.name("is_over")
            writer.bool(state.isOver)
            writer.name("trouble")
            writer.optional(state.trouble)
        }
    }
}

extension JSONWriter {
    /// Writes a whole number, or null.
    mutating func integer(_ number: Int64?) {
        if let number { integer(number) } else { null() }
    }
}

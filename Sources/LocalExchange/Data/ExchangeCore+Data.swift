import AlpacaWire
import Domain
import MarketCalendar

/// Market data as Alpaca shows it.
extension ExchangeCore {
    /// Bars that start within a range; a stored bar that is not over is not shown.
    func bars(
        _ query: DataQuery, _ timeframe: DataTimeframe
    ) -> WireDataPage<WireBar> {
        query.page(time: \.start) { symbol, range in
            var found: [Bar] = []
            for window in timeframe.windows(
                of: range, groups: query.limit + 1, isDescending: query.isDescending)
            {
                let end = max(window.lowerBound, min(window.upperBound, now))
                let bars = feed.bars(of: symbol, timeframe.base, in: window.lowerBound..<end)
                let wanted = timeframe.grouped(bars).filter { range.contains($0.start) }
                found += query.isDescending ? wanted.reversed() : wanted
                if found.count > query.limit { break }
            }
            return found.map { WireBar($0) }
        }
    }

    func quotes(_ query: DataQuery) -> WireDataPage<WireQuote> {
        query.page(time: \.time) { symbol, range in
            feed.quotes(
                of: symbol, in: range, limit: query.limit + 1, isDescending: query.isDescending
            ).map { WireQuote($0) }
        }
    }

    func trades(_ query: DataQuery) -> WireDataPage<WireTrade> {
        query.page(time: \.time) { symbol, range in
            feed.quotes(
                of: symbol, in: range, limit: query.limit + 1, isDescending: query.isDescending
            ).map { WireTrade($0) }
        }
    }

    /// The last bar that is over: of a minute, or of what a replay has.
    func lastBar(of symbol: Symbol) -> Bar? { feed.lastBar(of: symbol, before: now) }

    /// The day so far; of a replay without one, its last bar.
    func dayBar(of symbol: Symbol) -> Bar? {
        let midnight = NewYork.midnight(before: now)
        guard let day = DataTimeframe("1Day"), midnight < now else { return lastBar(of: symbol) }
        let minutes = feed.bars(of: symbol, .minute1, in: midnight..<now)
        return day.grouped(minutes).last ?? lastBar(of: symbol)
    }

    /// All about a symbol; nil for one without prices.
    func snapshot(of symbol: Symbol) -> WireSnapshot? {
        guard let quote = quotes[symbol] else { return nil }
        let midnight = NewYork.midnight(before: now)
        var snapshot = WireSnapshot()
        snapshot.latestTrade = WireTrade(quote)
        snapshot.latestQuote = WireQuote(quote)
        snapshot.minuteBar = lastBar(of: symbol).map { WireBar($0) }
        snapshot.dailyBar = dayBar(of: symbol).map { WireBar($0) }
        let before = midnight.advanced(bySeconds: -5 * 86_400)
        snapshot.previousDailyBar =
            feed.bars(of: symbol, .day1, in: before..<midnight).last.map { WireBar($0) }
        return snapshot
    }
}

extension WireBar {
    /// A bar; how many trades it has and their average are made up, since prices here have none.
    init(_ bar: Bar) {
        self.init(
            start: bar.start, open: bar.open, high: bar.high, low: bar.low, close: bar.close,
            volume: bar.volume)
        tradeCount = max(1, bar.volume.units / 100_000)
        let sum = Int128(bar.high.nanos) + Int128(bar.low.nanos) + Int128(bar.close.nanos)
        averagePrice = Price(clamping: sum / 3)
    }
}

extension WireQuote {
    /// A quote, its sizes in shares.
    init(_ quote: Quote) {
        self.init(
            time: quote.time, bid: quote.bid, bidSize: quote.bidSize, ask: quote.ask,
            askSize: quote.askSize)
        bidExchange = "V"
        askExchange = "V"
        tape = "C"
        conditions = ["R"]
    }
}

extension WireTrade {
    /// The last trade that a quote tells of.
    init(_ quote: Quote) {
        self.init(
            time: quote.time, price: quote.last,
            size: Quantity(billionths: 100 * Quantity.oneShare))
        number = quote.time.nanoseconds / 1_000_000
        exchange = "V"
        tape = "C"
        conditions = ["@"]
    }
}

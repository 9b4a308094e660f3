import Desk
import Domain
import Hummingbird
import Storage

/// Puts a chart together: what the script draws, and the same as a table.
struct ChartBuilder {
    /// How many bars the table shows.
    static let rowsMax = 20
    /// How many bars after a trade's exit its chart shows.
    private static let barsAfter: Int64 = 10

    let door: VenueDoor

    /// A chart of a symbol.
    func box(
        of symbol: Symbol, timeframe: Timeframe?, address: PageAddress
    ) async throws -> ChartBox {
        try await box(Canvas(symbol: symbol, timeframe: timeframe, address: address))
    }

    /// A chart around a trade, with its fills, its stop and its target.
    func box(
        around trade: BookedTrade, fills: [Fill], timeframe: Timeframe?,
        address: PageAddress? = nil
    ) async throws -> ChartBox {
        let own = PageAddress("/trades/\(trade.id)", [("mode", door.mode.rawValue)])
        var canvas = Canvas(
            symbol: trade.symbol, timeframe: timeframe, address: address ?? own)
        canvas.markers = fills.map { fill in
            ChartMarker(
                seconds: "\(fill.time.nanoseconds / 1_000_000_000)", side: fill.side.rawValue,
                text: "\(Figures.shares(fill.quantity)) @ \(Figures.price(fill.price))")
        }
        canvas.lines = [
            ("entry", trade.entryPrice), ("exit", trade.exitPrice), ("stop", trade.stopLoss),
            ("target", trade.takeProfit),
        ].compactMap { name, price in
            price.map { ChartLine(price: Figures.price($0), name: name, kind: name) }
        }
        if let exit = trade.exitTime {
            canvas.end = try await end(after: exit, of: trade.symbol, timeframe)
        }
        return try await box(canvas)
    }

    /// Some bars after an exit, so that the newest bars up to there are those of the trade; nil
    /// where the bars do not tell how long they are.
    private func end(
        after exit: Timestamp, of symbol: Symbol, _ timeframe: Timeframe?
    ) async throws -> Timestamp? {
        let until = try await bars(of: symbol, timeframe, before: exit.advanced(bySeconds: 1))
        let lengths = zip(until, until.dropFirst()).map {
            $1.start.nanoseconds - $0.start.nanoseconds
        }
        return lengths.min().map {
            exit.advanced(bySeconds: 1 + Self.barsAfter * $0 / 1_000_000_000)
        }
    }

    private struct Canvas {
        let symbol: Symbol
        let timeframe: Timeframe?
        let address: PageAddress
        var markers: [ChartMarker] = []
        var lines: [ChartLine] = []
        /// Where its bars end; nil for the newest ones.
        var end: Timestamp?
    }

    private func box(_ canvas: Canvas) async throws -> ChartBox {
        var (bars, trouble): ([Bar], String?) = ([], nil)
        do {
            bars = try await self.bars(of: canvas.symbol, canvas.timeframe, before: canvas.end)
        } catch DeskError.unavailable(let why) {
            trouble = why
        }
        let words = canvas.timeframe?.rawValue ?? ""
        let data = PageAddress(
            "/api/\(door.mode.rawValue)/bars",
            [
                ("symbol", canvas.symbol.description), ("timeframe", words), ("limit", "2000"),
                ("to", canvas.end?.description ?? ""),
            ])
        return ChartBox(
            symbol: canvas.symbol.description, address: data.text, timeframe: words,
            timeframes: links(canvas), markers: canvas.markers, lines: canvas.lines,
            bars: bars.reversed().map(BarRow.init), hasBars: !bars.isEmpty,
            tableTitle: canvas.end == nil
                ? "The newest bars as a table" : "The bars around its end as a table",
            summary: trouble ?? Self.summary(of: bars, canvas.symbol))
    }

    private func links(_ canvas: Canvas) -> [TimeframeLink] {
        let own = TimeframeLink(
            label: "auto", address: canvas.address.setting("timeframe", "").text,
            isChosen: canvas.timeframe == nil)
        return [own]
            + Timeframe.allCases.map { timeframe in
                TimeframeLink(
                    label: timeframe.rawValue,
                    address: canvas.address.setting("timeframe", timeframe.rawValue).text,
                    isChosen: timeframe == canvas.timeframe)
            }
    }

    private func bars(
        of symbol: Symbol, _ timeframe: Timeframe?, before end: Timestamp?
    ) async throws -> [Bar] {
        guard let history = door.history else { return [] }
        let range = Timestamp(nanoseconds: .min)..<(end ?? Timestamp(nanoseconds: .max))
        return try await history.bars(of: symbol, timeframe, in: range, newest: Self.rowsMax)
    }

    private static func summary(of bars: [Bar], _ symbol: Symbol) -> String {
        guard let first = bars.first, let last = bars.last else {
            return "There are no bars of \(symbol) of this length."
        }
        let low = bars.map(\.low).min() ?? last.low
        let high = bars.map(\.high).max() ?? last.high
        return "\(symbol), \(bars.count) bars from \(PageTime(first.start).short) to "
            + "\(PageTime(last.start).short): between \(Figures.price(low)) and "
            + "\(Figures.price(high)), last \(Figures.price(last.close))."
    }
}

extension BarRow {
    init(_ bar: Bar) {
        time = PageTime(bar.start)
        open = Figures.price(bar.open)
        high = Figures.price(bar.high)
        low = Figures.price(bar.low)
        close = Figures.price(bar.close)
        volume = Figures.count(bar.volume.thousandths / 1_000)
        sign = bar.close > bar.open ? "up" : bar.close < bar.open ? "down" : "flat"
    }
}

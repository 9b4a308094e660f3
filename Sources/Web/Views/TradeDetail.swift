/// A trade with all that made it.
struct TradeDetailPage: FramedPage {
    let frame: PageFrame
    let trade: TradeRow
    let facts: [Fact]
    let fills: [FillRow]
    let hasFills: Bool
    /// How the profit or loss comes about, line by line.
    let steps: [SumStep]
    let timeline: [Moment]
    let chart: ChartBox
}

/// A fill with the quote or bar and the rule that made its price.
struct FillRow {
    let time: PageTime
    let side, shares, price, value, fee, slippage, rule, ruleWords, source: String
    let isBuy: Bool
}

/// A line of a sum.
struct SumStep {
    let label: String
    let amount: Signed
    let note: String
    let isResult: Bool
}

/// Something that happened to a trade.
struct Moment {
    let time: PageTime
    let text: String
    let tone: String
}

/// A chart of candles, with the same as a table for who sees no chart.
struct ChartBox {
    let symbol: String
    let address: String
    let timeframe: String
    let timeframes: [TimeframeLink]
    let markers: [ChartMarker]
    let lines: [ChartLine]
    let bars: [BarRow]
    let hasBars: Bool
    let tableTitle: String
    let summary: String
}

/// A length of bars to choose.
struct TimeframeLink {
    let label, address: String
    let isChosen: Bool
}

/// A fill on a chart.
struct ChartMarker {
    let seconds, side, text: String
}

/// A price across a chart: entry, stop, target.
struct ChartLine {
    let price, name, kind: String
}

/// A bar as a row.
struct BarRow {
    let time: PageTime
    let open, high, low, close, volume: String
    let sign: String
}

/// A chart of any symbol.
struct ChartPage: FramedPage {
    let frame: PageFrame
    let symbols: [SymbolLink]
    let quote: QuoteText
    let chart: ChartBox
}

/// A symbol to choose.
struct SymbolLink {
    let symbol, address: String
    let isChosen: Bool
}

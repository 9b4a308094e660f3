/// What the trades page may show, and nothing else.
struct TradesPage: FramedPage {
    let frame: PageFrame
    let account: AccountStrip
    let market: [MarketRow]
    let hasMarket: Bool
    let ticket: TicketForm
    let positions: PositionsTable
    let orders: [OrderRow]
    let hasOrders: Bool
    let orderCount: String
    let days: [DayBlock]
    let hasDays: Bool
    let columns: [SortColumn]
    let totals: TotalsLine
    let controls: FeedControls?
    let brakes: BrakesBox
    let filter: TradeFilterForm
}

/// What the account is worth.
struct AccountStrip {
    let live: AccountText
    let isHalted: Bool
    let haltReason: String
}

/// A row of the market list, which fills the ticket.
struct MarketRow {
    let quote: QuoteText
    let ticketAddress, chartAddress: String
    let isSelected: Bool
}

/// The open positions, by the column that was last chosen.
struct PositionsTable {
    let rows: [PositionRow]
    let columns: [SortColumn]
    let hasAny: Bool
    let count: String
    /// What the broker holds besides, in words; nil where there is nothing.
    let besides: String?
}

/// A column by which a table may be sorted.
struct SortColumn {
    let label: String
    let address: String
    let isFigure: Bool
    /// `ascending`, `descending` or `none`.
    let order: String
    let isSorted: Bool
}

/// An open position.
struct PositionRow {
    let symbol, side: String
    let live: PositionText
    let isShort: Bool
    let isBare: Bool
    /// Whether some of it was not traded by this desk.
    let isExternal: Bool
    /// Why there are no entries in the symbol; nil where nothing stands against them.
    let unexplained: String?
    let opened: PageTime
    /// `Sell`, or `Cover` for a short.
    let verb: String
    let sellAddress, chartAddress: String
    /// The trade whose stop and target are changed; nil where several trades make the position.
    let protectAddress: String?
}

/// A working order.
struct OrderRow {
    let number, symbol, side, quantity, filled, kind, price, time, status, name: String
    let submitted: PageTime
    let isBuy: Bool
    let isProtection: Bool
    let isUnknown: Bool
    /// Whether it was not placed by this desk.
    let isExternal: Bool
    let replaceAddress: String?
}

/// The trades listed on one New York day.
struct DayBlock {
    let day: String
    let weekday: String
    let realized, unrealized, percent: Signed
    let count: String
    let isOpen: Bool
    /// The address that opens or closes this day.
    let address: String
    let trades: [TradeRow]
    /// How many more trades the day has than are shown.
    let more: String?
    let moreAddress: String
}

/// A trade.
struct TradeRow {
    let id, symbol, side, shares, entry, exit, status, strategy: String
    let outcome: String?
    let stop, target: String
    let profit, percent: Signed
    let listed: PageTime
    let isOpen: Bool
    let isShort: Bool
    let isDefaultStop: Bool
    let isExternal: Bool
    let verb: String
    let address, chartAddress, sellAddress, protectAddress: String
}

/// The sums below the tables.
struct TotalsLine {
    let closed, open: String
    let realized, unrealized: Signed
}

/// The buttons of a replay or of the synthetic market.
struct FeedControls {
    let isReplay: Bool
    let isPaused: Bool
    let isOver: Bool
    let trouble: String?
    let speed: String
    let unit: String
    let progress: String?
    let percent: String
}

/// The brakes, each saying what stays open.
struct BrakesBox {
    let isHalted: Bool
    let haltReason: String
    /// What must be typed to open entries again; nil where nothing must.
    let rearm: String?
    let openOrders: String
    let openPositions: String
}

/// What the list of trades is narrowed to.
struct TradeFilterForm {
    let symbol, strategy, from, to, sort, positionSort: String
    let statuses: [Choice]
    let isActive: Bool
    let clearAddress: String
    /// The address of the same view as CSV.
    let csv: String
    /// The addresses of the pages beside this one; nil at the ends.
    let next, previous: String?
    let page: String
    let found: String?
}

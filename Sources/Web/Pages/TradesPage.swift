/// What the trades page may show, and nothing else.
struct TradesPage {
    let frame: PageFrame
    let account: AccountStrip
    let ticket: TicketForm
    let positions: [PositionRow]
    let hasPositions: Bool
    let orders: [OrderRow]
    let hasOrders: Bool
    let days: [DayBlock]
    let hasDays: Bool
    let totals: TotalsLine
    let feed: FeedControls?
    let brakes: BrakesBox
    let filter: TradeFilterForm
}

/// What every page shows around its content.
struct PageFrame {
    let title: String
    /// `paper` or `live`, as in addresses.
    let mode: String
    /// `PAPER` or `LIVE`, as in badges.
    let modeWord: String
    let isLive: Bool
    let isPaper: Bool
    /// Tells an old picture of the mode from a new one.
    let modeEpoch: String
    /// Guards the forms of this page.
    let token: String
    let notices: [PageNotice]
    let market: MarketLine
    let live: LiveLine
    let updated: PageTime
}

/// Something that was done or refused, told at the top of the next page.
struct PageNotice: Sendable {
    /// `good`, `warning` or `bad`.
    let tone: String
    let text: String
    /// Whether a screen reader interrupts for it.
    let isAlert: Bool
}

/// The market's time and where prices come from.
struct MarketLine {
    let feed: String
    let isSimulated: Bool
    let time: PageTime
    let state: String
    let isTroubled: Bool
}

/// How the live broker stands, and the way there.
struct LiveLine {
    let word: String
    let isConfigured: Bool
    let reasons: [String]
    let positions: Int
    let orders: Int
    let hasAny: Bool
}

/// What the account is worth.
struct AccountStrip {
    let live: AccountText
    let isHalted: Bool
    let haltReason: String
}

/// The order ticket, filled again with what was wrong.
struct TicketForm {
    let clientOrderID: String
    let symbols: [QuoteText]
    let values: TicketValues
    let defaultStop: String
    let needsConfirmation: Bool
}

/// What a ticket's fields hold.
struct TicketValues {
    var symbol = ""
    var quantity = ""
    var limit = ""
    var stop = ""
    var stopLoss = ""
    var takeProfit = ""
    var trail = ""
    var sides = Choice.all(["buy", "sell"], chosen: "buy")
    var types = Choice.all(
        ["market", "limit", "stop", "stop_limit", "trailing_stop"], chosen: "market")
    var times = Choice.all(["day", "gtc", "ioc", "fok", "opg", "cls"], chosen: "day")
}

/// One of several words to choose from.
struct Choice {
    let value, label: String
    let isChosen: Bool

    static func all(_ values: [String], chosen: String) -> [Choice] {
        values.map { value in
            Choice(
                value: value, label: value.isEmpty ? "any" : value.replacing("_", with: "-"),
                isChosen: value == chosen)
        }
    }
}

/// An open position.
struct PositionRow {
    let symbol, side: String
    /// The whole shares, for a field.
    let quantity: String
    let live: PositionText
    let opened: PageTime
    /// The name under which a sale of it is sent: once, however often the button is pressed.
    let clientOrderID: String
    let sellSide: String
}

/// A working order.
struct OrderRow {
    let number, symbol, side, quantity, filled, kind, price, time, status, name: String
    let submitted: PageTime
    let isProtection: Bool
}

/// The trades listed on one New York day.
struct DayBlock {
    let day: String
    let realized, unrealized, percent: Signed
    let count: String
    let isOpen: Bool
    /// The address that opens this day.
    let address: String
    let trades: [TradeRow]
    /// How many more trades the day has than are shown; empty where there are none.
    let more: String
    let moreAddress: String
}

/// A trade.
struct TradeRow {
    let id, symbol, side, shares, entry, exit, status, strategy, reason, stop, target: String
    let profit: Signed
    let listed: PageTime
    let isOpen: Bool
    let isDefaultStop: Bool
    let clientOrderID: String
    let sellSide: String
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
    let speed: String
    let progress: String
    let percent: String
}

/// The brakes, each saying what stays open.
struct BrakesBox {
    let isHalted: Bool
    let reason: String
    let openOrders: String
    let openPositions: String
}

/// What the list of trades is narrowed to.
struct TradeFilterForm {
    let symbol, strategy, from, to: String
    let statuses: [Choice]
    let isActive: Bool
    /// The address of the same view as CSV.
    let csv: String
    /// The address of the next page; empty on the last.
    let next: String
    let total: String
}

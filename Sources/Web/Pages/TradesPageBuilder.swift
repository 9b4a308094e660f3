import Desk
import Domain
import Hummingbird
import MarketCalendar
import Storage

/// Puts a trades page together: reads the books and the desk's memory, and formats what they say.
struct TradesPageBuilder {
    /// How many trades of an open day are shown before one must ask for more.
    static let tradesPerDay = 50
    static let daysShown = 30

    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit

    func page(_ request: TradesRequest) async throws -> TradesPage {
        let status = try await desk.modes.status()
        let book = await door.orders.book
        let account = door.isConfigured ? await door.orders.account() : nil
        let brakes = await door.orders.brakesNow
        let positions = try await positions()
        let orders = try await door.ledger.openOrders(door.mode)
        let list = TradeListBuilder(door: door, visit: visit, request: request, book: book)
        return TradesPage(
            frame: frame(status, title: "Trades"),
            account: accountStrip(account, brakes),
            ticket: try await ticket(request.ticket),
            positions: positions, hasPositions: !positions.isEmpty,
            orders: orders.map(OrderRow.init), hasOrders: !orders.isEmpty,
            days: try await list.days(), hasDays: try await list.hasDays(),
            totals: try await totals(account),
            feed: door.mode == .paper ? controls(status.feed) : nil,
            brakes: BrakesBox(
                isHalted: brakes.isHalted, reason: brakes.haltReason ?? "",
                openOrders: Self.counted(orders.count, "order"),
                openPositions: Self.counted(positions.count, "position")),
            filter: try await list.form())
    }

    /// What surrounds every page of this mode.
    func frame(_ status: ModeStatus, title: String) -> PageFrame {
        let isLive = door.mode == .live
        return PageFrame(
            title: title, mode: door.mode.rawValue, modeWord: isLive ? "LIVE" : "PAPER",
            isLive: isLive, isPaper: !isLive, modeEpoch: "\(status.epoch)", token: visit.token,
            notices: visit.notices, market: market(status),
            live: LiveLine(
                word: status.live.word.replacing("_", with: " "),
                isConfigured: status.live.isConfigured, reasons: status.live.reasons,
                positions: status.livePositions, orders: status.liveOrders,
                hasAny: status.livePositions + status.liveOrders > 0),
            updated: PageTime(door.surroundings.wallNow()))
    }

    private func market(_ status: ModeStatus) -> MarketLine {
        let feed = status.feed
        let state =
            feed.trouble != nil
            ? "stopped" : feed.isOver ? "over" : feed.isPaused ? "paused" : "running"
        return MarketLine(
            feed: door.mode == .live ? "live" : feed.kind, isSimulated: door.mode == .paper,
            time: PageTime(status.marketTime), state: state, isTroubled: feed.trouble != nil)
    }

    private func accountStrip(_ account: AccountSummary?, _ brakes: Brakes) -> AccountStrip {
        let answer = AccountAnswer(
            mode: door.mode, account: account, now: door.surroundings.marketNow())
        return AccountStrip(
            live: AccountText(answer), isHalted: brakes.isHalted,
            haltReason: brakes.haltReason ?? "")
    }

    private func positions() async throws -> [PositionRow] {
        var rows: [PositionRow] = []
        let now = door.surroundings.wallNow()
        for position in try await door.ledger.positions(door.mode) {
            let answer = PositionAnswer(
                position: position, price: await door.orders.lastPrice(of: position.symbol),
                quote: door.orders.board.quote(of: position.symbol), now: now)
            rows.append(PositionRow(answer, sale: visit.newOrderID()))
        }
        return rows
    }

    private func ticket(_ values: TicketValues?) async throws -> TicketForm {
        let settings = try await DeskSettings(of: door.ledger)
        let values = values ?? TicketValues()
        let now = door.surroundings.wallNow()
        let quotes = door.orders.board.quotes
        let symbols = door.orders.symbols ?? quotes.map(\.symbol)
        return TicketForm(
            clientOrderID: visit.newOrderID(),
            symbols: symbols.map { symbol in
                QuoteText(symbol, quotes.first { $0.symbol == symbol }, now: now)
            },
            values: values,
            defaultStop: settings.defaultStop.rate == nil
                ? "none" : "\(settings.defaultStop.description) % below the fill",
            needsConfirmation: door.confirmation != nil)
    }

    private func totals(_ account: AccountSummary?) async throws -> TotalsLine {
        let totals = try await door.ledger.totals(door.mode)
        return TotalsLine(
            closed: "\(totals.tradesClosed)", open: "\(totals.tradesOpen)",
            realized: Signed(totals.realized), unrealized: Signed(account?.unrealized ?? .zero))
    }

    private func controls(_ feed: FeedState) -> FeedControls {
        let progress = feed.progress
        let percent = progress.map { $0.total == 0 ? 0 : 100 * $0.done / $0.total }
        return FeedControls(
            isReplay: feed.kind == "replay", isPaused: feed.isPaused, isOver: feed.isOver,
            speed: feed.speed.description,
            progress: progress.map { "\($0.done) of \($0.total) bars" } ?? "",
            percent: "\(percent ?? 0)")
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }
}

/// Who looks at a page: their form token, what they must be told, and names for their orders.
struct PageVisit: Sendable {
    let token: String
    let notices: [PageNotice]
    let newOrderID: @Sendable () -> String
}

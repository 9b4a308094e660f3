import Desk
import Domain
import Hummingbird
import Storage

/// Puts a trades page together: reads the books and the desk's memory, and formats what they say.
struct TradesPageBuilder {
    let desk: TradingDesk
    let door: VenueDoor
    let visit: PageVisit
    let request: TradesRequest

    func page() async throws -> TradesPage {
        let status = try await desk.modes.status()
        let account = try await door.accountAnswer()
        let brakes = await door.orders.brakesNow
        let book = await door.orders.book
        let positions = try await positions(book)
        let orders = try await door.ledger.openOrders(door.mode)
        let list = try await TradeListBuilder(door: door, request: request, book: book).list()
        let frames = FrameBuilder(desk: desk, door: door, visit: visit)
        let market = marketRows()
        return TradesPage(
            frame: frames.frame(status, title: "Trades", path: "/trades"),
            account: AccountStrip(
                live: AccountText(account), isHalted: brakes.isHalted,
                haltReason: brakes.haltReason ?? ""), market: market, hasMarket: !market.isEmpty,
            ticket: try await ticket(), positions: positions,
            orders: orders.map { OrderRow($0, mode: door.mode) }, hasOrders: !orders.isEmpty,
            orderCount: "\(orders.count)", days: list.days, hasDays: !list.days.isEmpty,
            columns: TradeColumn.heads(
                request.sort, parameter: "sort", address: request.address),
            totals: try await totals(account.account),
            controls: door.mode == .paper ? FeedControls(status.feed) : nil,
            brakes: BrakesBox(
                isHalted: brakes.isHalted, haltReason: brakes.haltReason ?? "",
                rearm: brakes.lossDay == nil ? nil : Brakes.rearmWord,
                openOrders: PageText.counted(orders.count, "order"),
                openPositions: PageText.counted(positions.rows.count, "position")),
            filter: list.filter)
    }

    private func positions(_ book: DeskBook) async throws -> PositionsTable {
        let bare = await door.orders.heldSymbols.filter(\.isBare).map(\.symbol)
        return try await PositionsBuilder(
            door: door, request: request, book: book, bare: Set(bare),
            standing: door.orders.standing
        ).table()
    }

    private func marketRows() -> [MarketRow] {
        let now = door.surroundings.wallNow()
        let quotes = Dictionary(
            door.orders.board.quotes.map { ($0.symbol, $0) },
            uniquingKeysWith: { first, _ in first })
        let symbols = door.orders.symbols ?? quotes.keys.sorted()
        let chart = PageAddress("/trades/chart", [("mode", door.mode.rawValue)])
        return symbols.map { symbol in
            MarketRow(
                quote: QuoteText(symbol, quotes[symbol], now: now),
                ticketAddress: request.address.setting("ticket", symbol.description).text
                    + "#ticket",
                chartAddress: chart.adding("symbol", symbol.description).text,
                isSelected: symbol == request.ticketSymbol)
        }
    }

    private func ticket() async throws -> TicketForm {
        let settings = try await DeskSettings(of: door.ledger)
        var values = TicketValues()
        values.symbol = request.ticketSymbol?.description ?? ""
        let outlook = OutlookBuilder(door: door)
        return TicketForm(
            clientOrderID: visit.newOrderID(),
            symbols: (door.orders.symbols ?? door.orders.board.quotes.map(\.symbol))
                .map(\.description),
            values: values,
            defaultStop: settings.defaultStop.rate == nil
                ? "none" : "\(settings.defaultStop.description) % below the fill",
            needsReview: door.confirmation != nil,
            outlook: await outlook.view(of: request.ticketSymbol))
    }

    private func totals(_ account: AccountSummary?) async throws -> TotalsLine {
        let totals = try await door.ledger.totals(door.mode)
        return TotalsLine(
            closed: Figures.count(totals.tradesClosed), open: Figures.count(totals.tradesOpen),
            realized: Signed(totals.realized), unrealized: Signed(account?.unrealized ?? .zero))
    }
}

extension FeedControls {
    init(_ feed: FeedState) {
        let percent = feed.progress.map { $0.total == 0 ? 0 : 100 * $0.done / $0.total }
        isReplay = feed.kind == "replay"
        isPaused = feed.isPaused
        isOver = feed.isOver
        trouble = feed.trouble
        speed = feed.speed.description
        unit = feed.kind == "replay" ? "bar" : "second"
        progress = feed.progress.map {
            "\(Figures.count(Int64($0.done))) of \(Figures.count(Int64($0.total))) bars"
        }
        self.percent = "\(percent ?? 0)"
    }
}

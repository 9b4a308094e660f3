import Desk
import Domain
import Storage

/// The list of trades of a page: by day where nothing is filtered, else what the filter finds.
struct TradeListBuilder {
    /// How many trades of an open day are shown before one must ask for more.
    static let tradesPerDay = 50
    static let daysShown = 30

    let door: VenueDoor
    let request: TradesRequest
    let book: DeskBook

    private var isFiltered: Bool { request.reading.query.isFiltered || request.reading.page > 1 }

    /// The days with their trades, and the filter that found them.
    func list() async throws -> (days: [DayBlock], filter: TradeFilterForm) {
        let summary = try await DailySummary(door: door).answer(days: Self.daysShown)
        guard isFiltered else {
            return (try await days(summary.days.filter { $0.tradeCount > 0 }), form(of: nil))
        }
        let page = try await door.ledger.trades(request.reading.query)
        return (found(page, among: summary.days), form(of: page))
    }

    /// The days, newest first, with the trades of those that stand open.
    private func days(_ listed: [DaySummary]) async throws -> [DayBlock] {
        let open = request.days ?? Set(listed.prefix(1).map(\.day))
        var blocks: [DayBlock] = []
        for day in listed {
            let isOpen = open.contains(day.day)
            let trades = isOpen ? try await trades(of: day.day) : []
            let others = isOpen ? open.subtracting([day.day]) : open.union([day.day])
            blocks.append(
                block(day, trades: trades, isOpen: isOpen, toggle: request.address(days: others)))
        }
        return blocks
    }

    private func trades(of day: Day) async throws -> [BookedTrade] {
        var query = TradeQuery(mode: door.mode)
        (query.from, query.to) = (day, day)
        query.limit = Self.tradesPerDay
        return try await door.ledger.trades(query).trades
    }

    /// One page of what the filter finds, by day.
    private func found(_ page: TradePage, among summaries: [DaySummary]) -> [DayBlock] {
        let known = Dictionary(summaries.map { ($0.day, $0) }) { first, _ in first }
        var groups: [(day: Day, trades: [BookedTrade])] = []
        for trade in page.trades {
            if groups.last?.day != trade.listedOn { groups.append((trade.listedOn, [])) }
            groups[groups.count - 1].trades.append(trade)
        }
        return groups.map { day, trades in
            let summary = known[day] ?? DaySummary(of: trades, on: day)
            return block(summary, trades: trades, isOpen: true, toggle: nil)
        }
    }

    /// - Parameter toggle: the address that opens or closes the day; nil where it cannot be.
    private func block(
        _ summary: DaySummary, trades: [BookedTrade], isOpen: Bool, toggle: String?
    ) -> DayBlock {
        let day = summary.day.description
        let rest = isOpen && toggle != nil ? summary.tradeCount - Int64(trades.count) : 0
        return DayBlock(
            day: day, weekday: summary.day.weekdayName, realized: Signed(summary.realized),
            unrealized: Signed(summary.unrealized),
            percent: Signed(percent: summary.returnPercent),
            count: Figures.count(summary.tradeCount), isOpen: isOpen,
            address: toggle ?? request.address.text, trades: sorted(trades).map(row),
            more: rest > 0 ? Figures.count(rest) : nil,
            moreAddress: request.address.setting("from", day).setting("to", day).text)
    }

    private func row(_ trade: BookedTrade) -> TradeRow {
        let isOpen = trade.status == .open
        return TradeRow(
            trade, mode: door.mode, last: isOpen ? last(of: trade.symbol) : nil,
            isDefaultStop: isOpen && book.hasDefaultStop(trade.lot, of: trade.symbol))
    }

    private func last(of symbol: Symbol) -> Price? {
        door.orders.board.last(of: symbol) ?? book.marks[symbol]?.price
    }

    private func sorted(_ trades: [BookedTrade]) -> [BookedTrade] {
        guard let sorting = request.sort else { return trades }
        let ordered = trades.sorted { key($0, sorting.column) < key($1, sorting.column) }
        return sorting.isDescending ? ordered.reversed() : ordered
    }

    private func key(_ trade: BookedTrade, _ column: TradeColumn) -> SortKey {
        func profit() -> Money? {
            trade.realized ?? last(of: trade.symbol).flatMap { trade.unrealized(at: $0) }
        }
        return switch column {
        case .symbol: .text(trade.symbol.description)
        case .shares: .figure(trade.quantity.billionths)
        case .entry: .figure(trade.entryPrice.nanos)
        case .exit: .figure((trade.exitPrice ?? last(of: trade.symbol))?.nanos)
        case .pnl: .figure(profit()?.nanos)
        case .percent:
            .figure(
                (trade.returnPercent ?? trade.openPercent(profit())).map(Int64.init(millionthsOf:)))
        case .status: .text(trade.status.name)
        case .strategy: .text(trade.origin.strategy.description)
        case .time: .figure(trade.listedAt.nanoseconds)
        }
    }

    /// The filter as it stands, with the addresses of the pages beside this one and of the same
    /// view as CSV.
    ///
    /// - Parameter found: what it has found; nil where nothing is filtered.
    private func form(of found: TradePage?) -> TradeFilterForm {
        let (query, page) = (request.reading.query, request.reading.page)
        func beside(_ number: Int) -> String {
            request.address.setting("page", number == 1 ? "" : "\(number)").text
        }
        return TradeFilterForm(
            symbol: query.symbol?.description ?? "", strategy: query.strategy?.description ?? "",
            from: query.from?.description ?? "", to: query.to?.description ?? "",
            sort: request.sort?.text ?? "", positionSort: request.positionSort?.text ?? "",
            statuses: Choice.all(
                ["", "open", "closed", "cancelled"], chosen: query.status?.name ?? ""),
            isActive: isFiltered,
            clearAddress: PageAddress("/trades", [("mode", door.mode.rawValue)]).text,
            csv: request.address.path("/trades.csv").text,
            next: found?.next == nil ? nil : beside(page + 1),
            previous: page > 1 ? beside(page - 1) : nil, page: "\(page)",
            found: found.map {
                Figures.count($0.total) + ($0.totalIsMinimum ? " trades and more" : " trades")
            })
    }
}

extension DaySummary {
    /// What the trades of a page say of a day that lies further back than the summaries.
    init(of trades: [BookedTrade], on day: Day) {
        self.init(
            day: day, realized: trades.reduce(.zero) { (try? $0 + ($1.realized ?? .zero)) ?? $0 },
            unrealized: nil, tradeCount: Int64(trades.count), returnPercent: nil)
    }
}

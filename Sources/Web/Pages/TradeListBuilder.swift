import Desk
import Domain
import Hummingbird
import Storage

/// What a trades page was asked for.
struct TradesRequest {
    /// The filter and the page, by the API's words.
    let reading: TradeListReading
    /// The days that stand open.
    let days: Set<Day>
    /// The address of the page without its days and its page.
    let address: PageAddress
    /// A ticket to show again.
    var ticket: TicketValues?
}

/// The list of trades of a page: by day where nothing is filtered, else what the filter finds.
struct TradeListBuilder {
    let door: VenueDoor
    let visit: PageVisit
    let request: TradesRequest
    let book: DeskBook

    private var isFiltered: Bool { request.reading.query.isFiltered || request.reading.page > 1 }

    func hasDays() async throws -> Bool { try await !days().isEmpty }

    /// The days, newest first, with the trades of those that stand open.
    func days() async throws -> [DayBlock] {
        let summary = try await DailySummary(door: door).answer(days: TradesPageBuilder.daysShown)
        let listed = summary.days.filter { $0.tradeCount > 0 }
        guard !isFiltered else { return try await found(among: summary.days) }
        let open = request.days.isEmpty ? Set(listed.prefix(1).map(\.day)) : request.days
        var blocks: [DayBlock] = []
        for day in listed {
            let isOpen = open.contains(day.day)
            let trades = isOpen ? try await trades(of: day.day) : []
            blocks.append(block(day, trades: trades, isOpen: isOpen))
        }
        return blocks
    }

    private func trades(of day: Day) async throws -> [BookedTrade] {
        var query = TradeQuery(mode: door.mode)
        (query.from, query.to) = (day, day)
        query.limit = TradesPageBuilder.tradesPerDay
        return try await door.ledger.trades(query).trades
    }

    /// One page of what the filter finds, by day.
    private func found(among summaries: [DaySummary]) async throws -> [DayBlock] {
        let page = try await door.ledger.trades(request.reading.query)
        let known = Dictionary(summaries.map { ($0.day, $0) }) { first, _ in first }
        var blocks: [(day: Day, trades: [BookedTrade])] = []
        for trade in page.trades {
            if blocks.last?.day != trade.listedOn { blocks.append((trade.listedOn, [])) }
            blocks[blocks.count - 1].trades.append(trade)
        }
        return blocks.map { day, trades in
            let summary = known[day] ?? DaySummary(of: trades, on: day)
            return block(summary, trades: trades, isOpen: true, isWhole: false)
        }
    }

    private func block(
        _ summary: DaySummary, trades: [BookedTrade], isOpen: Bool, isWhole: Bool = true
    ) -> DayBlock {
        let day = summary.day.description
        let rest = isOpen && isWhole ? summary.tradeCount - Int64(trades.count) : 0
        return DayBlock(
            day: day, realized: Signed(summary.realized), unrealized: Signed(summary.unrealized),
            percent: Signed(percent: summary.returnPercent), count: "\(summary.tradeCount)",
            isOpen: isOpen, address: request.address.with("day", day),
            trades: trades.map(row), more: rest > 0 ? "\(rest)" : "",
            moreAddress: request.address.adding("from", day).with("to", day))
    }

    private func row(_ trade: BookedTrade) -> TradeRow {
        let isOpen = trade.status == .open
        let last =
            isOpen
            ? door.orders.board.last(of: trade.symbol) ?? book.marks[trade.symbol]?.price : nil
        return TradeRow(
            trade, last: last,
            isDefaultStop: isOpen && book.hasDefaultStop(trade.lot, of: trade.symbol),
            sale: visit.newOrderID())
    }

    /// The filter as it stands, with the addresses of the next page and of the same view as CSV.
    func form() async throws -> TradeFilterForm {
        let query = request.reading.query
        let page = isFiltered ? try await door.ledger.trades(query) : nil
        let next =
            page?.next == nil ? "" : request.address.with("page", "\(request.reading.page + 1)")
        let total = page.map { "\($0.total)\($0.totalIsMinimum ? " and more" : "")" }
        return TradeFilterForm(
            symbol: query.symbol?.description ?? "", strategy: query.strategy?.description ?? "",
            from: query.from?.description ?? "", to: query.to?.description ?? "",
            statuses: Choice.all(
                ["", "open", "closed", "cancelled"], chosen: query.status?.name ?? ""),
            isActive: query.isFiltered, csv: request.address.path("/trades.csv"),
            next: next, total: total ?? "")
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

/// The address of a page, to which parameters are added.
struct PageAddress {
    private let base: String
    private let query: String

    /// - Parameter parameters: names and values, in order; empty values are left out.
    init(_ base: String, _ parameters: [(String, String)]) {
        self.base = base
        query = parameters.filter { !$0.1.isEmpty }
            .map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
    }

    private init(base: String, query: String) {
        self.base = base
        self.query = query
    }

    /// The address as text.
    var text: String { query.isEmpty ? base : "\(base)?\(query)" }

    /// The same address with another parameter.
    func with(_ name: String, _ value: String) -> String { adding(name, value).text }

    /// The same address with another parameter, to go on with.
    func adding(_ name: String, _ value: String) -> PageAddress {
        let part = "\(name)=\(Self.escaped(value))"
        return PageAddress(base: base, query: query.isEmpty ? part : "\(query)&\(part)")
    }

    /// The same parameters at another place.
    func path(_ path: String) -> String { PageAddress(base: path, query: query).text }

    /// Percent-encoded but for what never needs it (RFC 3986, unreserved).
    static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { escaped, byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95, 126].contains(byte)
            if isPlain {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }
}

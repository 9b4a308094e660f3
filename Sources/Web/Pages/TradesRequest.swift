import Domain
import Hummingbird
import Storage

/// What a trades page was asked for, by the words of its address.
struct TradesRequest {
    /// The parameters that only pages have.
    static let parameters = ["mode", "day", "sort", "positions", "ticket"]

    /// The filter and the page, by the API's words.
    let reading: TradeListReading
    /// The days that stand open; nil where nobody has said, which opens the newest.
    let days: Set<Day>?
    let sort: Sorting<TradeColumn>?
    let positionSort: Sorting<PositionColumn>?
    /// The symbol that the ticket starts with.
    let ticketSymbol: Symbol?
    /// The address of the page without its days and its page.
    let address: PageAddress

    init(_ request: Request, mode: TradingMode) throws(Problem) {
        reading = try TradeListReading(request, mode: mode, besides: Self.parameters)
        let query = request.uri.queryParameters
        func text(_ name: String) -> String { query[Substring(name)].map(String.init) ?? "" }
        let named = query.filter { $0.key == "day" && !$0.value.isEmpty }
        days = named.isEmpty ? nil : Set(named.compactMap { Day($0.value) })
        sort = Sorting(text("sort"))
        positionSort = Sorting(text("positions"))
        ticketSymbol = Symbol(text("ticket"))
        let kept = ["symbol", "strategy", "status", "from", "to", "sort", "positions"]
        address = PageAddress(
            "/trades", [("mode", mode.rawValue)] + kept.map { ($0, text($0)) })
    }

    /// The same view with these days open.
    func address(days: Set<Day>) -> String {
        guard !days.isEmpty else { return address.adding("day", "none").text }
        return days.sorted(by: >).reduce(address) { $0.adding("day", $1.description) }.text
    }
}

/// By which column a table is sorted, and which way: `pnl`, or `-pnl` for the largest first.
struct Sorting<Column: RawRepresentable & Equatable> where Column.RawValue == String {
    let column: Column
    let isDescending: Bool

    init?(_ text: String) {
        let isDescending = text.hasPrefix("-")
        guard let column = Column(rawValue: String(text.dropFirst(isDescending ? 1 : 0))) else {
            return nil
        }
        self.column = column
        self.isDescending = isDescending
    }

    /// The sorting as it is read.
    var text: String { "\(isDescending ? "-" : "")\(column.rawValue)" }
}

/// A column that a table can be sorted by.
protocol SortableColumn: RawRepresentable, CaseIterable, Equatable where RawValue == String {
    var label: String { get }
    /// Whether it holds figures, of which the largest come first.
    var isFigure: Bool { get }
}

extension SortableColumn {
    /// The heads of a table's columns, each with the address that sorts by it.
    static func heads(
        _ sorting: Sorting<Self>?, parameter: String, address: PageAddress
    ) -> [SortColumn] {
        allCases.map { column in
            let isSorted = sorting?.column == column
            let isDescending = isSorted && sorting?.isDescending == true
            let next = isSorted ? !isDescending : column.isFigure
            return SortColumn(
                label: column.label,
                address: address.setting(parameter, "\(next ? "-" : "")\(column.rawValue)").text,
                isFigure: column.isFigure,
                order: isSorted ? isDescending ? "descending" : "ascending" : "none",
                isSorted: isSorted)
        }
    }
}

/// The columns of the open positions.
enum PositionColumn: String, SortableColumn {
    case symbol, shares, entry, current, value, pnl, percent, stop, target

    var label: String {
        switch self {
        case .pnl: "P&L"
        case .percent: "%"
        default: rawValue.capitalized
        }
    }

    var isFigure: Bool { self != .symbol }
}

/// The columns of a day's trades.
enum TradeColumn: String, SortableColumn {
    case symbol, shares, entry, exit, pnl, percent, status, strategy, time

    var label: String {
        switch self {
        case .exit: "Exit or now"
        case .pnl: "P&L"
        case .percent: "%"
        default: rawValue.capitalized
        }
    }

    var isFigure: Bool { [.shares, .entry, .exit, .pnl, .percent, .time].contains(self) }
}

extension String {
    /// With its first letter in capitals.
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}

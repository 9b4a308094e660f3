import AlpacaWire
import Domain
import MarketCalendar

/// Which market data a call asks for.
struct DataQuery {
    let symbols: [Symbol]
    let range: Range<Timestamp>
    let limit: Int
    let isDescending: Bool
    private let token: (symbol: Symbol, time: Timestamp)?

    /// - Parameter symbol: the one in the path, if it is there.
    init(_ query: CallQuery, symbol: String?, now: Timestamp) throws(ExchangeRefusal) {
        let names = symbol.map { [$0] } ?? query.words("symbols") ?? []
        guard !names.isEmpty else { throw .invalid("symbols is required") }
        symbols = Set(names.compactMap { Symbol($0.uppercased()) }).sorted()
        limit = try query.number("limit", in: 1...10_000) ?? 1_000
        isDescending = try query.word("sort", of: ["asc", "desc"]) == "desc"
        let start = try query.time("start") ?? NewYork.midnight(before: now)
        // The end is included, and so is the day of a date alone.
        let isDate = query["end"].map { $0.count == 10 } ?? false
        let given = try query.time("end").map {
            isDate ? $0.advanced(bySeconds: 86_400) : $0.advanced(byNanoseconds: 1)
        }
        let end = min(given ?? now, now)
        range = start < end ? start..<end : start..<start
        token = try query["page_token"].map(Self.place)
    }

    private static func place(
        _ token: String
    ) throws(ExchangeRefusal) -> (symbol: Symbol, time: Timestamp) {
        let parts = token.split(separator: "_")
        guard parts.count == 2, let symbol = Symbol(parts[0]), let nanoseconds = Int64(parts[1])
        else { throw .invalid("invalid page_token") }
        return (symbol, Timestamp(nanoseconds: nanoseconds))
    }

    /// What of a symbol is still to be told; nil for one that is told already.
    private func rest(of symbol: Symbol) -> Range<Timestamp>? {
        guard let token else { return range }
        if symbol < token.symbol { return nil }
        guard symbol == token.symbol else { return range }
        let (low, high) =
            isDescending
            ? (range.lowerBound, token.time)
            : (token.time.advanced(byNanoseconds: 1), range.upperBound)
        return low < high ? low..<high : nil
    }

    /// A page: all symbols in order, as much as fits.
    ///
    /// - Parameter fetch: what there is of a symbol, in the order asked for: all, or more than
    ///   `limit`.
    func page<Item: WireRecord>(
        time: (Item) -> Timestamp, _ fetch: (Symbol, Range<Timestamp>) -> [Item]
    ) -> WireDataPage<Item> {
        var page = WireDataPage<Item>(items: [:], nextPageToken: nil)
        var room = limit
        var place: String?
        for symbol in symbols {
            guard let range = rest(of: symbol) else { continue }
            let items = fetch(symbol, range)
            guard !items.isEmpty else { continue }
            let taken = Array(items.prefix(room))
            if let last = taken.last {
                page.items[symbol.description] = taken
                place = "\(symbol)_\(time(last).nanoseconds)"
            }
            room -= taken.count
            guard taken.count == items.count else {
                page.nextPageToken = place
                return page
            }
        }
        return page
    }
}

import Desk
import Domain
import Hummingbird
import Storage

/// Which page of trades a request asks for: API, page and CSV read it by the same words.
struct TradeListReading {
    /// The names of the parameters.
    static let parameters = [
        "page", "page_size", "symbol", "strategy", "status", "from", "to", "cursor", "epoch",
    ]
    /// The most trades of a page.
    static let pageSizeMax = 500
    /// The farthest page that is counted to; a cursor reads further.
    static let pageMax = 1_000_000

    let page: Int
    let query: TradeQuery

    /// - Parameter others: further parameters that a page's address may have.
    init(
        _ request: Request, mode: TradingMode, besides others: [String] = []
    ) throws(Problem) {
        var reader = QueryReader(
            request, known: Self.parameters + others, isOfForm: !others.isEmpty)
        var query = TradeQuery(mode: mode)
        page = reader.number("page", in: 1...Self.pageMax) ?? 1
        query.limit = reader.number("page_size", in: 1...Self.pageSizeMax) ?? 20
        query.symbol = reader.symbol()
        query.strategy = reader.strategy()
        query.status = reader.value("status", allowed: "open, closed, cancelled") { text in
            TradeStatus.allCases.first { $0.name == text }
        }
        query.from = reader.day("from")
        query.to = reader.day("to")
        query.after = reader.value("cursor", allowed: "a next_cursor of an earlier answer") {
            TradeKey(cursor: $0)
        }
        query.epoch = reader.epoch()
        query.offset = query.after == nil ? (page - 1) * query.limit : 0
        try reader.check()
        self.query = query
    }
}

extension TradeKey {
    /// The key as the API hands it out: two whole numbers.
    var cursor: String { "\(listedAt.nanoseconds)-\(id)" }

    /// Reads what `cursor` wrote; nil for all else.
    init?(cursor: String) {
        guard let dash = cursor.lastIndex(of: "-"), dash > cursor.startIndex,
            let time = Int64(cursor[..<dash]), let id = Int64(cursor[cursor.index(after: dash)...]),
            id > 0
        else { return nil }
        self.init(listedAt: Timestamp(nanoseconds: time), id: id)
    }
}

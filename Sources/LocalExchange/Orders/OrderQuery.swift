import AlpacaWire
import Domain

/// Which orders a list is to have.
struct OrderQuery: Sendable {
    /// Which statuses.
    enum Which: String, CaseIterable { case open, closed, all }

    var which = Which.open
    var limit = 50
    var after: Timestamp?
    var until: Timestamp?
    var isAscending = false
    var isNested = false
    var symbols: Set<String>?
    var side: WireSide?
    var assetClasses: Set<String>?
    var beforeID: String?
    var afterID: String?

    init() {}

    init(_ query: CallQuery) throws(ExchangeRefusal) {
        let words = Which.allCases.map(\.rawValue)
        which = try query.word("status", of: words).flatMap { Which(rawValue: $0) } ?? .open
        limit = try query.number("limit", in: 1...500) ?? 50
        after = try query.time("after")
        until = try query.time("until")
        isAscending = try query.word("direction", of: ["asc", "desc"]) == "asc"
        isNested = try query.flag("nested") ?? false
        symbols = query.words("symbols").map { Set($0) }
        side = try query.word("side", of: ["buy", "sell"]).map { WireSide($0) }
        assetClasses = query.words("asset_class").map { Set($0) }
        beforeID = query["before_order_id"]
        afterID = query["after_order_id"]
        if beforeID != nil || afterID != nil, after != nil || until != nil {
            throw .invalid("before_order_id and after_order_id do not go with after and until")
        }
    }
}

extension ExchangeCore {
    /// The orders that a query asks for.
    func orders(_ query: OrderQuery) throws(ExchangeRefusal) -> [WireOrder] {
        let (before, after) = (try number(query.beforeID), try number(query.afterID))
        var found: [WireOrder] = []
        let sequence = query.isAscending ? book.sequence : book.sequence.reversed()
        for id in sequence {
            guard found.count < query.limit else { break }
            guard let order = book[id], matches(order, query),
                before.map({ order.number < $0 }) ?? true, after.map({ order.number > $0 }) ?? true
            else { continue }
            if let wire = shown(id, isNested: query.isNested) { found.append(wire) }
        }
        return found
    }

    private func number(_ id: String?) throws(ExchangeRefusal) -> Int? {
        guard let id else { return nil }
        guard let order = try order(id) else { throw .notFound("order not found for \(id)") }
        return order.number
    }

    private func matches(_ order: ExchangeOrder, _ query: OrderQuery) -> Bool {
        if query.isNested, order.parent != nil { return false }
        let isOpen = !order.isDone && order.status != .held
        switch query.which {
        case .open: if !isOpen { return false }
        case .closed: if !order.isDone { return false }
        case .all: break
        }
        if let symbols = query.symbols, !symbols.contains(order.wire.symbol) { return false }
        if let side = query.side, side != order.wire.side { return false }
        if let classes = query.assetClasses, !classes.contains(order.wire.assetClass ?? "") {
            return false
        }
        let time = order.wire.submittedAt ?? now
        if let after = query.after, time <= after { return false }
        return query.until.map { time < $0 } ?? true
    }

    /// An order as clients see it, with its legs where they are asked for.
    func shown(_ id: String, isNested: Bool) -> WireOrder? {
        guard let order = book[id] else { return nil }
        var wire = order.wire
        if isNested, !order.legs.isEmpty {
            wire.legs = order.legs.compactMap { book[$0]?.wire }
        }
        return wire
    }
}

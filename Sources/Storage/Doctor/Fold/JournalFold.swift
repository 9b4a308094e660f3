import Domain
import GRDB

/// What one mode's journal comes to, worked out row by row with plain values.
///
/// It shares no statement with the projector and keeps all in memory: two ways to one result, of
/// which a fault is unlikely to be in both.
struct JournalFold {
    let source: JournalSource
    var orders: [Int64: FoldedOrder] = [:]
    var trades: [Int64: FoldedTrade] = [:]
    var positions: [Symbol: FoldedPosition] = [:]
    var totals: [Int64: FoldedTotals] = [:]
    var findings = Findings()
    /// The number of the next trade.
    var nextTrade: Int64
    /// Wall time of the row at hand.
    var now = Timestamp(nanoseconds: 0)

    var books: [Symbol: LotBook] = [:]
    /// The open trades of a symbol, oldest first.
    var open: [Symbol: [Int64]] = [:]
    /// The trade that an exit closed of a lot.
    var closed: [Closed: Int64] = [:]
    var numbers: [ClientOrderID: Int64] = [:]
    /// The protective orders of an entry, oldest first.
    var legs: [ClientOrderID: [Int64]] = [:]

    struct Closed: Hashable {
        let lot: ClientOrderID
        let exit: ClientOrderID
    }

    /// Whether a trade was ever made.
    var hasTrades: Bool { nextTrade > firstTrade }
    private let firstTrade: Int64

    init(_ source: JournalSource, firstTradeID: Int64) {
        self.source = source
        firstTrade = firstTradeID
        nextTrade = firstTradeID
    }

    var tables: Tables { source.tables }

    /// Takes an order that the journal will speak of.
    mutating func add(_ order: BookedOrder) {
        orders[order.id] = FoldedOrder(order)
        numbers[order.ticket.id] = order.id
    }

    /// Takes the next row.
    ///
    /// - Throws: what makes the row impossible after those before it.
    mutating func apply(_ row: JournalRow) throws {
        now = row.recordedAt
        if totals[row.epoch] == nil {
            let first = tables.mode == .paper ? nextTrade : 1
            totals[row.epoch] = FoldedTotals(firstTradeID: first)
        }
        switch row.kind {
        case .intent, .placed: try begin(try order(of: row), row)
        case .accepted: try step(row, .accepted)
        case .rejected: try step(row, .rejected)
        case .changed: try step(row, .changed)
        case .cancelled: try step(row, .cancelled)
        case .expired: try step(row, .expired)
        case .lost: try step(row, .lost)
        case .neverArrived: try step(row, .neverArrived)
        case .named: try name(row)
        case .filled: try fill(row)
        case .adjusted: try adjust(row)
        case .cash: try moveCash(row)
        case .reset: reset(row)
        }
    }

    func order(of row: JournalRow) throws -> FoldedOrder {
        guard let order = row.order.flatMap({ orders[$0] }), order.epoch == row.epoch else {
            throw StorageError.corrupt("a \(row.kind.rawValue) row of no order of its epoch")
        }
        return order
    }

    private mutating func begin(_ order: FoldedOrder, _ row: JournalRow) throws {
        var order = order
        guard !order.isKnown else {
            throw StorageError.corrupt("order \(order.ticket.id) begins twice")
        }
        order.isKnown = true
        order.updatedAt = now
        orders[order.id] = order
        totals[row.epoch]?.orders += 1
        if let parent = order.ticket.parent { legs[parent, default: []].append(order.id) }
        try showGuards(of: order)
    }

    private mutating func step(_ row: JournalRow, _ event: OrderEvent) throws {
        var order = try order(of: row)
        order.state = try order.state.after(event)
        if event == .accepted {
            order.acceptedAt = row.at
            order.acceptedSequence = row.sequence
        }
        if let terms = row.terms { order.terms = terms }
        if let ending = row.ending { order.ending = ending }
        try keep(order)
    }

    private mutating func name(_ row: JournalRow) throws {
        var order = try order(of: row)
        order.brokerOrderID = row.brokerOrderID
        order.updatedAt = now
        orders[order.id] = order
        for id in open[order.ticket.symbol] ?? [] where trades[id]?.lot == order.ticket.id {
            guard trades[id]?.brokerOrderID != row.brokerOrderID else { continue }
            trades[id]?.brokerOrderID = row.brokerOrderID
            trades[id]?.updatedAt = now
        }
    }

    /// Keeps an order's progress, and lets its lot show what guards it now.
    mutating func keep(_ order: FoldedOrder) throws {
        var order = order
        order.updatedAt = now
        orders[order.id] = order
        try showGuards(of: order)
    }

    private mutating func showGuards(of leg: FoldedOrder) throws {
        guard let lot = leg.ticket.parent, let entry = numbers[lot].flatMap({ orders[$0] }),
            entry.isKnown
        else { return }
        let (stop, target) = guards(of: entry)
        for id in open[leg.ticket.symbol] ?? [] where trades[id]?.lot == lot {
            guard trades[id]?.stop != stop || trades[id]?.target != target else { continue }
            trades[id]?.stop = stop
            trades[id]?.target = target
            trades[id]?.updatedAt = now
        }
        try derivePosition(leg.ticket.symbol)
    }

    /// What guards a lot: its newest open protective orders, or what its entry asked for while
    /// there has been none.
    func guards(of entry: FoldedOrder) -> (stop: Price?, target: Price?) {
        let all = (legs[entry.ticket.id] ?? []).compactMap { orders[$0] }
        let stops = all.filter { $0.ticket.role == .stop }
        let targets = all.filter { $0.ticket.role == .target }
        let stop = stops.last { $0.state.isOpen }?.stopNow
        let target = targets.last { $0.state.isOpen }?.terms.type.limit
        return (
            stops.isEmpty ? entry.ticket.protection.stopLoss : stop,
            targets.isEmpty ? entry.ticket.protection.takeProfit : target
        )
    }

    mutating func derivePosition(_ symbol: Symbol) throws {
        let held = (open[symbol] ?? []).compactMap { trades[$0] }
        positions[symbol] = try FoldedPosition(of: held, after: positions[symbol], at: now)
    }

    /// Ends all that is open; the journal's next rows cancel the orders one by one.
    private mutating func reset(_ row: JournalRow) {
        for id in open.values.joined() {
            trades[id]?.status = 2
            trades[id]?.updatedAt = now
        }
        let count = Int64(open.values.joined().count)
        totals[row.epoch]?.open -= count
        totals[row.epoch]?.cancelled += count
        (open, books, positions) = ([:], [:], [:])
    }
}

import Domain
import GRDB

/// What one mode's journal comes to, worked out row by row with plain values.
///
/// It shares no statement with the projector: two ways to one result, of which a fault is unlikely
/// to be in both. What is done is compared with its row and let go of, so that a million trades
/// take no more memory than those that are open.
struct JournalFold {
    let source: JournalSource
    let mentions: LastMentions
    /// The orders to which something may still happen.
    var orders: [Int64: FoldedOrder] = [:]
    /// The trades that may still change.
    var trades: [Int64: FoldedTrade] = [:]
    /// Trades that have just ended for good.
    var ended: [Int64] = []
    var comparedOrders = NumberedValues(false)
    var comparedTrades = NumberedValues(false)
    /// The sums of the trades that were compared.
    var sums = FoldedSums()
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
    /// The trades that an exit closed, by lot.
    var closed: [ClientOrderID: [ClientOrderID: Int64]] = [:]
    var numbers: [ClientOrderID: Int64] = [:]
    /// The protective orders of an entry, oldest first.
    var legs: [ClientOrderID: [Int64]] = [:]

    /// Whether a trade was ever made.
    var hasTrades: Bool { nextTrade > firstTrade }
    private let firstTrade: Int64

    init(_ source: JournalSource, firstTradeID: Int64) throws {
        self.source = source
        mentions = try LastMentions(source.tables, in: source.db)
        firstTrade = firstTradeID
        nextTrade = firstTradeID
    }

    var tables: Tables { source.tables }

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
        case .intent, .placed: try begin(row)
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

    private mutating func begin(_ row: JournalRow) throws {
        guard let number = row.order, let booked = try asked(number), booked.epoch == row.epoch
        else { throw StorageError.corrupt("a row that begins no order of its epoch") }
        guard orders[number] == nil, !comparedOrders[number] else {
            throw StorageError.corrupt("order \(booked.ticket.id) begins twice")
        }
        var order = FoldedOrder(booked)
        order.updatedAt = now
        orders[number] = order
        numbers[order.ticket.id] = number
        totals[row.epoch]?.orders += 1
        if let parent = order.ticket.parent { legs[parent, default: []].append(order.id) }
        try showGuards(of: order)
    }

    /// What was asked for with an order; what has come of it is left to the journal.
    private mutating func asked(_ number: Int64) throws -> BookedOrder? {
        do {
            return try source.order(number)
        } catch {
            findings.add(
                tables.orders.name, row: try source.name(of: number), found: "\(error)",
                expected: "an order that makes sense")
            throw error
        }
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
        guard let lot = leg.ticket.parent, let entry = numbers[lot].flatMap({ orders[$0] })
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
        ended += open.values.joined()
        let count = Int64(open.values.joined().count)
        totals[row.epoch]?.open -= count
        totals[row.epoch]?.cancelled += count
        (open, books, positions) = ([:], [:], [:])
    }
}

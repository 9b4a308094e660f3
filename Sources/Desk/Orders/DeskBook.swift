public import Domain
public import Storage

/// What one mode's desk holds in memory: cash, lots and open orders, exactly as the ledger has
/// booked them.
public struct DeskBook: Sendable {
    /// The epoch; 0 in live.
    public private(set) var epoch: Int64
    /// The cash account's balance.
    public private(set) var cash: Money
    /// Profit or loss of what was closed, net of fees.
    public private(set) var realized: Money
    /// What the account was worth at the start of its newest day; nil before there was one.
    public private(set) var dayStart: EquityMark?
    /// What was paid in and out since then.
    public private(set) var dayDeposits: Money
    /// Prices that were known when the book was opened, for what has had none since.
    public let marks: [Symbol: Mark]
    private var symbols: [Symbol: Line] = [:]
    private var symbolOfOrder: [ClientOrderID: Symbol] = [:]
    /// The cash that open entries bind.
    private(set) var held = Money.zero

    /// One symbol's lots and open orders.
    private struct Line: Sendable {
        var lots = LotBook()
        var orders: [ClientOrderID: DeskOrder] = [:]
    }

    /// The book as the ledger has it.
    ///
    /// - Parameter hold: the cash that an open entry binds.
    public init(
        _ state: OpenState, totals: BookTotals, day: DayGroup?,
        hold: (OrderTicket) -> Money
    ) {
        epoch = state.epoch
        cash = state.cash
        realized = totals.realized
        marks = state.marks
        dayStart = day?.first
        dayDeposits = day?.deposits ?? .zero
        for (symbol, lots) in state.lots { symbols[symbol] = Line(lots: LotBook(lots: lots)) }
        for booked in state.orders {
            var order = DeskOrder(
                number: booked.id, ticket: booked.ticket, submittedAt: booked.submittedAt,
                held: hold(booked.ticket))
            order.state = booked.state
            order.terms = booked.terms
            order.filled = booked.filled
            order.filledValue = booked.filledValue
            keep(order)
        }
    }

    /// Cash that an entry may bind: what open entries and those on their way have left.
    func buyingPower(besides reserved: Money) -> Money {
        let taken = Int128(held.nanos) + Int128(reserved.nanos)
        return Money(nanos: Int64(clamping: max(0, Int128(cash.nanos) - taken)))
    }

    /// The open lots of a symbol.
    public func lots(of symbol: Symbol) -> LotBook { symbols[symbol]?.lots ?? LotBook() }

    /// The symbols that are held, in order of their names.
    public var heldSymbols: [Symbol] {
        symbols.filter { $0.value.lots.side != nil }.keys.sorted()
    }

    /// An open order by its name.
    public func order(_ id: ClientOrderID) -> DeskOrder? {
        symbolOfOrder[id].flatMap { symbols[$0]?.orders[id] }
    }

    /// The open orders of a symbol, in no order.
    public func orders(of symbol: Symbol) -> some Collection<DeskOrder> & Sendable {
        (symbols[symbol]?.orders ?? [:]).values
    }

    /// All open orders, by age.
    public var openOrders: [DeskOrder] {
        symbols.values.flatMap(\.orders.values).sorted {
            ($0.number ?? .max, $0.id) < ($1.number ?? .max, $1.id)
        }
    }

    /// The shares of a selection of lots that no open exit has taken for itself.
    public func freeShares(
        of symbol: Symbol, in selection: LotSelection
    ) throws(AmountOutOfRange) -> Quantity {
        var free = try lots(of: symbol).quantity(in: .all)
        for order in orders(of: symbol) where order.bindsShares {
            try free -= order.remaining ?? .zero
        }
        return min(free, try lots(of: symbol).quantity(in: selection))
    }

    /// Whether the stop that guards a lot is the desk's default one.
    public func hasDefaultStop(_ lot: ClientOrderID, of symbol: Symbol) -> Bool {
        guard let stop = leg(.stop, of: lot, in: symbol) else { return false }
        // One that was moved is no default any more.
        return stop.ticket.origin.reason == OrderOrigin.defaultStop
            && stop.terms.type == stop.ticket.type
    }

    /// The open protective order of a lot.
    public func leg(_ role: OrderRole, of lot: ClientOrderID, in symbol: Symbol) -> DeskOrder? {
        orders(of: symbol).first { $0.ticket.parent == lot && $0.ticket.role == role }
    }
}

extension DeskBook {
    /// Takes over what was committed.
    ///
    /// - Parameter hold: the cash that a new entry binds while it is open.
    /// - Returns: the orders that changed, as they are now.
    /// - Throws: where the batch does not fit the book; the book must be loaded again then.
    mutating func take(
        _ batch: Batch, _ receipt: BatchReceipt, hold: (OrderTicket) -> Money
    ) throws -> [DeskOrder] {
        var changed: [ClientOrderID: DeskOrder] = [:]
        for (ticket, outcome) in zip(batch.intents, receipt.intents) {
            guard case .recorded(let order) = outcome else { continue }
            keep(
                DeskOrder(
                    number: order.id, ticket: ticket, submittedAt: batch.submittedAt,
                    held: hold(ticket)))
        }
        for report in batch.reports { try take(report, batch, &changed) }
        for finding in batch.findings { try take(finding, &changed) }
        for movement in batch.cash {
            try cash += movement.amount
            if movement.kind != .opening { try dayDeposits += movement.amount }
        }
        for mark in batch.equity { note(mark) }
        epoch = receipt.epoch
        return Array(changed.values)
    }

    private mutating func take(
        _ report: OrderReport, _ batch: Batch, _ changed: inout [ClientOrderID: DeskOrder]
    ) throws {
        switch report {
        case .placed(let ticket, _):
            keep(
                DeskOrder(
                    number: nil, ticket: ticket, submittedAt: batch.submittedAt, held: .zero))
        case .accepted(let id, _): try change(id, .accepted, &changed)
        case .rejected(let id, let ending, _):
            try change(id, .rejected, &changed) { $0.ending = ending }
        case .changed(let id, let terms, _):
            try change(id, .changed, &changed) { $0.terms = terms }
        case .cancelled(let id, let ending, _):
            try change(id, .cancelled, &changed) { $0.ending = ending }
        case .expired(let id, _): try change(id, .expired, &changed)
        case .filled(let fill): try book(fill, &changed)
        case .adjusted(let adjustment): try book(adjustment)
        }
    }

    private mutating func take(
        _ finding: OrderFinding, _ changed: inout [ClientOrderID: DeskOrder]
    ) throws {
        switch finding {
        case .lost(let id, _): try change(id, .lost, &changed)
        case .neverArrived(let id, _): try change(id, .neverArrived, &changed)
        case .named: return
        }
    }

    private mutating func book(
        _ fill: Fill, _ changed: inout [ClientOrderID: DeskOrder]
    ) throws {
        let value = try fill.value
        try change(fill.order, fill.isLast ? .filled : .partlyFilled, &changed) { order throws in
            order.filled = fill.cumulative
            try order.filledValue += value
        }
        try cash += try fill.cashFlow
        switch fill.effect {
        case .open:
            try symbols[fill.symbol, default: Line()].lots.open(
                fill, strategy: fill.ticket.origin.strategy)
        case .close(let selection):
            let closings = try symbols[fill.symbol, default: Line()].lots.close(
                fill, in: selection)
            for closing in closings { try realized += try closing.realized }
        }
    }

    private mutating func book(_ adjustment: Adjustment) throws {
        let outcome = try symbols[adjustment.symbol, default: Line()].lots.adjust(adjustment)
        try cash += outcome.cash
        for closing in outcome.closings { try realized += try closing.realized }
    }

    private mutating func change(
        _ id: ClientOrderID, _ event: OrderEvent, _ changed: inout [ClientOrderID: DeskOrder],
        _ edit: (inout DeskOrder) throws -> Void = { _ in }
    ) throws {
        guard var order = order(id) else { throw StorageError.unknownOrder(id) }
        try order.advance(by: event)
        try edit(&order)
        if order.state.isOpen { keep(order) } else { drop(order) }
        changed[id] = order
    }

    private mutating func keep(_ order: DeskOrder) {
        drop(order)
        symbolOfOrder[order.id] = order.ticket.symbol
        symbols[order.ticket.symbol, default: Line()].orders[order.id] = order
        held = Money(nanos: held.nanos &+ order.stillHeld.nanos)
    }

    private mutating func drop(_ order: DeskOrder) {
        symbolOfOrder[order.id] = nil
        let before = symbols[order.ticket.symbol]?.orders.removeValue(forKey: order.id)
        held = Money(nanos: held.nanos &- (before?.stillHeld ?? .zero).nanos)
    }

    /// A day starts with its first mark.
    private mutating func note(_ mark: EquityMark) {
        guard let start = dayStart, start.isOfSameDay(as: mark) else {
            (dayStart, dayDeposits) = (mark, .zero)
            return
        }
    }
}

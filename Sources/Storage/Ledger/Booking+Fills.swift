import Domain

extension Booking {
    /// Books shares that changed hands; an echo of what was booked before changes nothing.
    mutating func book(_ fill: Fill) throws {
        var order = try order(fill.order)
        guard try isNew(fill, of: order) else {
            echoes += 1
            return
        }
        try order.advance(by: fill.isLast ? .filled : .partlyFilled)
        let entry = JournalEntry(kind: .filled, order: order.id, at: fill.time)
        let sequence = journal.append(entry)
        journal.append(FillLine(sequence: sequence, order: order.id, fill: fill))
        try move(try fill.cashFlow, kind: "fill", sequence: sequence, at: fill.time)
        try totals.fees += fill.fee
        switch order.ticket.effect {
        case .open: try open(fill, of: order)
        case .close(let selection): try close(fill, of: order, in: selection)
        }
        order.filled = fill.cumulative
        try order.filledValue += try fill.value
        try order.fees += fill.fee
        save(order)
        try guardLot(of: order)
    }

    /// Whether a fill was not booked yet.
    ///
    /// - Throws: `.fillMismatch` for one that contradicts what is booked, or leaves a gap to it.
    private func isNew(_ fill: Fill, of order: BookedOrder) throws -> Bool {
        let mismatch = StorageError.fillMismatch(fill.order, cumulative: fill.cumulative)
        let ticket = order.ticket
        guard fill.quantity > .zero, fill.symbol == ticket.symbol, fill.side == ticket.side,
            fill.effect == ticket.effect
        else { throw mismatch }
        guard fill.cumulative <= order.filled else {
            guard try order.filled + fill.quantity == fill.cumulative else { throw mismatch }
            return true
        }
        let booked =
            try journal.fills.last {
                $0.order == order.id && $0.fill.cumulative == fill.cumulative
            }?.fill ?? stores.fills.fill(order, cumulative: fill.cumulative)
        guard booked == fill else { throw mismatch }
        return false
    }

    private mutating func open(_ fill: Fill, of order: BookedOrder) throws {
        var holding = try holding(fill.symbol)
        var book = holding.book
        let lot = try onLots(of: fill.symbol) { () throws(LotFault) in
            try book.open(fill, strategy: order.ticket.origin.strategy)
        }
        if let index = holding.open.firstIndex(where: { $0.lot == lot.id }) {
            holding.open[index].take(lot)
            holding.open[index].updatedAt = now
            try change(holding.open[index])
        } else {
            let guards = try guards(of: order.ticket)
            var trade = BookedTrade(
                number: journal.nextTrade(), opening: lot, by: order, at: now)
            trade.stopLoss = guards.stopLoss
            trade.takeProfit = guards.takeProfit
            try change(trade)
            holding.open.append(trade)
        }
        try keep(holding, of: fill.symbol)
    }

    private mutating func close(
        _ fill: Fill, of order: BookedOrder, in selection: LotSelection
    ) throws {
        var holding = try holding(fill.symbol)
        var book = holding.book
        let closings = try onLots(of: fill.symbol) { () throws(LotFault) in
            try book.close(fill, in: selection)
        }
        let exit = Exit(
            order: order.ticket.id, reason: ExitReason(of: order.ticket), time: fill.time,
            mayContinue: order.filled > .zero)
        try self.book(closings, by: exit, leaving: book, in: &holding)
        try keep(holding, of: fill.symbol)
    }

    /// Books a split or dividend on what is held.
    mutating func book(_ adjustment: Adjustment) throws {
        guard adjustment.action.fault == nil, adjustment.unit > .zero else {
            throw StorageError.refused(adjustment.action.fault ?? "a unit is above zero")
        }
        let sequence = journal.append(JournalEntry(kind: .adjusted, at: adjustment.time))
        journal.append(ActionLine(sequence: sequence, adjustment: adjustment))
        var holding = try holding(adjustment.symbol)
        var book = holding.book
        let outcome = try onLots(of: adjustment.symbol) { () throws(LotFault) in
            try book.adjust(adjustment)
        }
        let exit = Exit(
            order: nil, reason: .cashInLieu, time: adjustment.time, mayContinue: false)
        try self.book(outcome.closings, by: exit, leaving: book, in: &holding)
        try keep(holding, of: adjustment.symbol)
        guard outcome.cash != .zero else { return }
        let kind =
            if case .dividend = adjustment.action { "dividend" } else { "cash_in_lieu" }
        try move(outcome.cash, kind: kind, sequence: sequence, at: adjustment.time)
    }

    /// Names the symbol where its lots refuse.
    private func onLots<Answer>(
        of symbol: Symbol, _ change: () throws(LotFault) -> Answer
    ) throws(StorageError) -> Answer {
        do { return try change() } catch { throw .lots(symbol, error) }
    }

    /// Books closings on their trades, and brings the trades that stay open up to the lots left.
    private mutating func book(
        _ closings: [LotClosing], by exit: Exit, leaving rest: LotBook, in holding: inout Holding
    ) throws {
        for closing in closings {
            guard let index = holding.open.firstIndex(where: { $0.lot == closing.lot }) else {
                throw StorageError.corrupt("lot \(closing.lot) has no open trade")
            }
            try closing.isWhole
                ? end(&holding.open[index], by: closing, exit)
                : split(holding.open[index], by: closing, exit)
        }
        holding.open.removeAll { $0.status != .open }
        for (index, lot) in rest.lots.enumerated() where holding.open[index].openLot != lot {
            holding.open[index].take(lot)
            holding.open[index].updatedAt = now
            try change(holding.open[index])
        }
    }

    /// Closes a lot's own trade, and folds into it what the same exit closed of it before.
    private mutating func end(
        _ trade: inout BookedTrade, by closing: LotClosing, _ exit: Exit
    ) throws {
        try trade.close(closing, by: exit)
        trade.updatedAt = now
        if let part = try part(of: closing, exit) {
            try trade.absorb(part)
            try remove(part)
        }
        try change(trade)
        note(trade, closedBy: exit)
    }

    /// Makes the part that an exit took a closed trade of its own, or more of the one that it is.
    ///
    /// The one that it is keeps its number and its entry time, also where the lot was gone
    /// meanwhile and came back by a late fill of its entry.
    private mutating func split(
        _ trade: BookedTrade, by closing: LotClosing, _ exit: Exit
    ) throws {
        var part = trade
        try part.close(closing, by: exit)
        part.updatedAt = now
        if let earlier = try self.part(of: closing, exit) {
            try part.absorb(earlier)
            part.id = earlier.id
            part.entryTime = earlier.entryTime
            part.createdAt = earlier.createdAt
        } else {
            part.id = journal.nextTrade()
            part.createdAt = now
        }
        try change(part)
        note(part, closedBy: exit)
    }

    /// What the same exit has closed of the same lot before.
    private mutating func part(of closing: LotClosing, _ exit: Exit) throws -> BookedTrade? {
        guard exit.mayContinue, let order = exit.order else { return nil }
        if let id = parts[ClosedPart(lot: closing.lot, exit: order)] { return trades[id]?.trade }
        let stored = try stores.trades.part(of: closing.lot, closedBy: order)
        guard let stored else { return nil }
        load(stored)
        return stored
    }

    private mutating func note(_ trade: BookedTrade, closedBy exit: Exit) {
        guard let order = exit.order else { return }
        parts[ClosedPart(lot: trade.lot, exit: order)] = trade.id
    }
}

extension Booking {
    /// What is held of a symbol.
    mutating func holding(_ symbol: Symbol) throws -> Holding {
        if let holding = holdings[symbol] { return holding }
        let open = try stores.trades.open(symbol)
        for trade in open { load(trade) }
        let holding = Holding(
            open: open, position: try stores.positions.position(symbol),
            price: try stores.positions.mark(symbol))
        holdings.load(holding, for: symbol)
        return holding
    }

    /// Keeps what is held of a symbol now, after one row of the journal.
    mutating func keep(_ holding: Holding, of symbol: Symbol) throws {
        var holding = holding
        try holding.refresh(at: now)
        holdings[symbol] = holding
    }
}

extension BookedTrade {
    /// The open trade of a new lot.
    fileprivate init(number: Int64, opening lot: Lot, by order: BookedOrder, at now: Timestamp) {
        id = number
        epoch = order.epoch
        self.lot = lot.id
        symbol = order.ticket.symbol
        side = lot.side
        origin = order.ticket.origin
        status = .open
        quantity = lot.quantity
        entryValue = lot.entryValue
        fees = lot.entryFees
        slippage = lot.entrySlippage
        entryTime = lot.openedAt
        brokerOrderID = order.brokerOrderID
        createdAt = now
        updatedAt = now
    }
}

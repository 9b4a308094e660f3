import Domain
import GRDB

extension JournalFold {
    mutating func fill(_ row: JournalRow) throws {
        var order = try order(of: row)
        guard let fill = try source.fill(row.sequence, of: order.ticket) else {
            throw StorageError.corrupt("a fill without its row in \(tables.fills.name)")
        }
        guard try order.filled + fill.quantity == fill.cumulative else {
            throw StorageError.corrupt("fills of \(order.ticket.id) that leave a gap")
        }
        order.state = try order.state.after(fill.isLast ? .filled : .partlyFilled)
        try moveCash(try fill.cashFlow, "fill", row, at: fill.time)
        try totals[row.epoch]?.fees += fill.fee
        switch order.ticket.effect {
        case .open: try open(fill, order)
        case .close(let selection):
            var book = books[fill.symbol] ?? LotBook()
            let closings = try book.close(fill, in: selection)
            let exit = FoldedExit(
                order: order.ticket.id, reason: Self.reason(of: order.ticket), time: fill.time)
            try take(closings, exit, leaving: book, of: fill.symbol, epoch: row.epoch)
        }
        order.filled = fill.cumulative
        try order.filledValue += try fill.value
        try order.fees += fill.fee
        try keep(order)
    }

    private static func reason(of ticket: OrderTicket) -> String {
        switch ticket.role {
        case .stop: "stop"
        case .target: "target"
        case .direct:
            ["manual", "external"].contains(ticket.origin.strategy.description)
                ? "manual" : "signal"
        }
    }

    private mutating func open(_ fill: Fill, _ order: FoldedOrder) throws {
        var book = books[fill.symbol] ?? LotBook()
        let lot = try book.open(fill, strategy: order.ticket.origin.strategy)
        books[fill.symbol] = book
        if let id = openTrade(of: lot.id, fill.symbol) {
            show(lot, in: id)
            trades[id]?.updatedAt = now
        } else {
            var trade = FoldedTrade(id: nextTrade, lot: lot, order: order, at: now)
            (trade.stop, trade.target) = guards(of: order)
            nextTrade &+= 1
            trades[trade.id] = trade
            open[fill.symbol, default: []].append(trade.id)
            totals[order.epoch]?.open += 1
        }
        try derivePosition(fill.symbol)
    }

    mutating func adjust(_ row: JournalRow) throws {
        guard let adjustment = try source.adjustment(row.sequence) else {
            throw StorageError.corrupt("an action without its row in \(tables.actions.name)")
        }
        var book = books[adjustment.symbol] ?? LotBook()
        let outcome = try book.adjust(adjustment)
        let exit = FoldedExit(order: nil, reason: "cash_in_lieu", time: adjustment.time)
        try take(
            outcome.closings, exit, leaving: book, of: adjustment.symbol, epoch: row.epoch)
        guard outcome.cash != .zero else { return }
        var kind = "cash_in_lieu"
        if case .dividend = adjustment.action { kind = "dividend" }
        try moveCash(outcome.cash, kind, row, at: adjustment.time)
    }

    /// Books what an exit or a split took out of the lots.
    private mutating func take(
        _ closings: [LotClosing], _ exit: FoldedExit, leaving book: LotBook, of symbol: Symbol,
        epoch: Int64
    ) throws {
        books[symbol] = book
        for closing in closings {
            guard let id = openTrade(of: closing.lot, symbol), let trade = trades[id] else {
                throw StorageError.corrupt("lot \(closing.lot) has no open trade")
            }
            if closing.isWhole {
                try end(trade, closing, exit, epoch)
                open[symbol]?.removeAll { $0 == id }
            } else {
                try split(trade, closing, exit, epoch)
            }
            try totals[epoch]?.realized += try closing.realized
        }
        for lot in book.lots {
            guard let id = openTrade(of: lot.id, symbol), trades[id]?.holds(lot) == false else {
                continue
            }
            show(lot, in: id)
            trades[id]?.updatedAt = now
        }
        try derivePosition(symbol)
    }

    /// Closes the lot's own trade; what the same exit closed of it before becomes one with it.
    private mutating func end(
        _ trade: FoldedTrade, _ closing: LotClosing, _ exit: FoldedExit, _ epoch: Int64
    ) throws {
        var whole = try ended(trade, closing, exit)
        totals[epoch]?.open -= 1
        if let order = exit.order {
            let earlier = closed[order]?[closing.lot].flatMap { trades.removeValue(forKey: $0) }
            if let earlier {
                try Self.add(earlier, to: &whole)
                totals[epoch]?.closed -= 1
            }
            closed[order, default: [:]][closing.lot] = whole.id
        } else {
            ended.append(whole.id)
        }
        totals[epoch]?.closed += 1
        trades[whole.id] = whole
    }

    /// Makes the part that was taken a trade of its own, or more of the one that the exit has made.
    private mutating func split(
        _ trade: FoldedTrade, _ closing: LotClosing, _ exit: FoldedExit, _ epoch: Int64
    ) throws {
        var part = try ended(trade, closing, exit)
        let earlier = exit.order.flatMap { closed[$0]?[closing.lot] }.flatMap { trades[$0] }
        if let earlier {
            try Self.add(earlier, to: &part)
            (part.id, part.createdAt) = (earlier.id, earlier.createdAt)
            part.entryTime = earlier.entryTime
        } else {
            (part.id, part.createdAt) = (nextTrade, now)
            nextTrade &+= 1
            totals[epoch]?.closed += 1
        }
        trades[part.id] = part
        guard let order = exit.order else { return ended.append(part.id) }
        closed[order, default: [:]][closing.lot] = part.id
    }

    private func ended(
        _ trade: FoldedTrade, _ closing: LotClosing, _ exit: FoldedExit
    ) throws -> FoldedTrade {
        var ended = trade
        ended.status = 1
        (ended.quantity, ended.entryValue) = (closing.quantity, closing.entryValue)
        (ended.fees, ended.slippage) = (closing.fees, closing.slippage)
        ended.exitValue = closing.exitValue
        ended.realized = try closing.realized
        (ended.exitTime, ended.exitReason) = (exit.time, exit.reason)
        ended.exitOrder = exit.order
        ended.updatedAt = now
        return ended
    }

    private static func add(_ earlier: FoldedTrade, to trade: inout FoldedTrade) throws {
        try trade.quantity += earlier.quantity
        try trade.entryValue += earlier.entryValue
        try trade.fees += earlier.fees
        try trade.slippage += earlier.slippage
        trade.exitValue = try (trade.exitValue ?? .zero) + (earlier.exitValue ?? .zero)
        trade.realized = try (trade.realized ?? .zero) + (earlier.realized ?? .zero)
    }

    private func openTrade(of lot: ClientOrderID, _ symbol: Symbol) -> Int64? {
        open[symbol]?.first { trades[$0]?.lot == lot }
    }

    private mutating func show(_ lot: Lot, in id: Int64) {
        trades[id]?.quantity = lot.quantity
        trades[id]?.entryValue = lot.entryValue
        trades[id]?.fees = lot.entryFees
        trades[id]?.slippage = lot.entrySlippage
    }
}

/// What closes lots: an order's fill, or a split.
struct FoldedExit {
    let order: ClientOrderID?
    let reason: String
    let time: Timestamp
}

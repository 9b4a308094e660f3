import Domain

extension Booking {
    /// Writes down an order that is about to be sent, or that its entry's fill brought into being.
    ///
    /// - Throws: `.conflict` where the name stands for another order.
    mutating func record(
        _ ticket: OrderTicket, as kind: EventKind, at time: Timestamp
    ) throws -> IntentOutcome {
        if let known = try orderIfKnown(ticket.id) {
            guard known.ticket == ticket else { throw StorageError.conflict(ticket.id) }
            return .known(known)
        }
        let order = BookedOrder(
            id: journal.nextOrder(), epoch: journal.epoch, ticket: ticket, submittedAt: time,
            createdAt: now)
        if let parent = ticket.parent {
            legs[parent] = try legNames(of: parent) + [ticket.id]
        }
        orders[ticket.id] = OrderDraft(order: order, isStored: false, isChanged: true)
        totals.orders += 1
        journal.append(JournalEntry(kind: kind, order: order.id, at: time))
        try guardLot(of: order)
        return .recorded(order)
    }

    /// Books what a venue reported.
    mutating func book(_ report: OrderReport) throws {
        switch report {
        case .placed(let ticket, let time):
            _ = try record(ticket, as: .placed, at: time)
        case .accepted(let id, let time):
            try advance(id, by: .accepted, JournalEntry(kind: .accepted, at: time))
        case .rejected(let id, let ending, let time):
            let entry = JournalEntry(kind: .rejected, ending: ending, at: time)
            try advance(id, by: .rejected, entry)
        case .filled(let fill):
            try book(fill)
        case .changed(let id, let terms, let time):
            try advance(id, by: .changed, JournalEntry(kind: .changed, terms: terms, at: time))
        case .cancelled(let id, let ending, let time):
            let entry = JournalEntry(kind: .cancelled, ending: ending, at: time)
            try advance(id, by: .cancelled, entry)
        case .expired(let id, let time):
            try advance(id, by: .expired, JournalEntry(kind: .expired, at: time))
        case .adjusted(let adjustment):
            try book(adjustment)
        }
    }

    /// Books what was learnt of an order otherwise.
    mutating func book(_ finding: OrderFinding) throws {
        switch finding {
        case .lost(let id, let time):
            try advance(id, by: .lost, JournalEntry(kind: .lost, at: time))
        case .neverArrived(let id, let time):
            try advance(id, by: .neverArrived, JournalEntry(kind: .neverArrived, at: time))
        case .named(let id, let name, let time):
            try self.name(id, name, at: time)
        }
    }

    /// Takes an order one step on in its life.
    private mutating func advance(
        _ id: ClientOrderID, by event: OrderEvent, _ entry: JournalEntry
    ) throws {
        var order = try order(id)
        try order.advance(by: event)
        var entry = entry
        entry.order = order.id
        let sequence = journal.append(entry)
        if event == .accepted {
            order.acceptedAt = entry.at
            order.acceptedSequence = sequence
        }
        if let terms = entry.terms { order.terms = terms }
        if let ending = entry.ending { order.ending = ending }
        save(order)
        try guardLot(of: order)
    }

    private mutating func name(_ id: ClientOrderID, _ name: String, at time: Timestamp) throws {
        var order = try order(id)
        guard order.brokerOrderID != name else { return }
        journal.append(
            JournalEntry(kind: .named, order: order.id, brokerOrderID: name, at: time))
        order.brokerOrderID = name
        save(order)
        try change(lot: id, of: order.ticket.symbol) { $0.brokerOrderID = name }
    }

    /// Brings the stop and target that its trade shows up to date with a protective order.
    mutating func guardLot(of leg: BookedOrder) throws {
        guard let lot = leg.ticket.parent, let entry = try orderIfKnown(lot) else { return }
        let guards = try guards(of: entry.ticket)
        try change(lot: lot, of: leg.ticket.symbol) { trade in
            trade.stopLoss = guards.stopLoss
            trade.takeProfit = guards.takeProfit
        }
    }

    /// The stop and target of a lot: what its protective orders hold now, or what its entry asked
    /// for while it has had none. A lot whose stop was cancelled stands bare, and shows it.
    mutating func guards(of entry: OrderTicket) throws -> (stopLoss: Price?, takeProfit: Price?) {
        let legs = try legNames(of: entry.id).compactMap { try orderIfKnown($0) }
        guard !legs.isEmpty else { return (entry.protection.stopLoss, entry.protection.takeProfit) }
        let (stops, targets) = (
            legs.filter { $0.ticket.role == .stop }, legs.filter { $0.ticket.role == .target }
        )
        let stop = stops.last { $0.state.isOpen }?.workingStop
        let target = targets.last { $0.state.isOpen }?.terms.type.limit
        return (
            stops.isEmpty ? entry.protection.stopLoss : stop,
            targets.isEmpty ? entry.protection.takeProfit : target
        )
    }

    /// The protective orders of an entry, oldest first, those of this commit among them.
    private mutating func legNames(of entry: ClientOrderID) throws -> [ClientOrderID] {
        if let names = legs[entry] { return names }
        let stored = try stores.orders.legs(of: entry)
        for leg in stored where orders[leg.ticket.id] == nil {
            let draft = OrderDraft(order: leg, isStored: true, isChanged: false)
            orders.load(draft, for: leg.ticket.id)
        }
        let names = stored.map(\.ticket.id)
        legs.load(names, for: entry)
        return names
    }

    /// Changes a lot's open trade where that makes a difference.
    private mutating func change(
        lot: ClientOrderID, of symbol: Symbol, _ change: (inout BookedTrade) -> Void
    ) throws {
        var holding = try holding(symbol)
        guard let index = holding.open.firstIndex(where: { $0.lot == lot }) else { return }
        var trade = holding.open[index]
        change(&trade)
        guard trade != holding.open[index] else { return }
        trade.updatedAt = now
        try self.change(trade)
        holding.open[index] = trade
        try keep(holding, of: symbol)
    }
}

extension Booking {
    /// An order of this epoch that must exist.
    mutating func order(_ id: ClientOrderID) throws -> BookedOrder {
        guard let order = try orderIfKnown(id), order.epoch == journal.epoch else {
            throw StorageError.unknownOrder(id)
        }
        return order
    }

    /// An order of any epoch.
    mutating func orderIfKnown(_ id: ClientOrderID) throws -> BookedOrder? {
        if let draft = orders[id] { return draft.order }
        guard let order = try stores.orders.order(id) else { return nil }
        orders.load(OrderDraft(order: order, isStored: true, isChanged: false), for: id)
        return order
    }

    /// Keeps an order's progress.
    mutating func save(_ order: BookedOrder) {
        let isStored = orders[order.ticket.id]?.isStored ?? true
        var draft = OrderDraft(order: order, isStored: isStored, isChanged: true)
        draft.order.updatedAt = now
        orders[order.ticket.id] = draft
    }
}

extension BookedOrder {
    /// Takes the state one step on.
    ///
    /// - Throws: `.illegalReport` for what cannot happen to an order in this state.
    mutating func advance(by event: OrderEvent) throws(StorageError) {
        do {
            state = try state.after(event)
        } catch {
            throw .illegalReport(ticket.id, error)
        }
    }
}

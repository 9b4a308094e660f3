import Domain

extension SimulatedExchange {
    /// Reports of the engine with the names they had when the call began; what ended is forgotten.
    ///
    /// - Parameter source: what fills were made from; nil where the session's close made them.
    mutating func named(
        _ reports: [EngineReport], source: PriceSource? = nil
    ) -> [OrderReport] {
        guard !reports.isEmpty else { return [] }
        var named: [OrderReport] = []
        named.reserveCapacity(reports.count)
        var ended: [OrderKey] = []
        for report in reports {
            if let key = report.endedOrder { ended.append(key) }
            named += self.named(report, source)
        }
        for key in ended { names.forgetOrder(key) }
        return named
    }

    private mutating func named(_ report: EngineReport, _ source: PriceSource?) -> [OrderReport] {
        switch report {
        case .placed(let leg, let time): return placed(leg, at: time)
        case .filled(let key, let execution): return filled(key, execution, source)
        case .closed(let closing, _):
            if closing.isWhole { names.forgetLot(closing.lot) }
            return []
        case .adjusted(let instrument, let adjustment, _):
            return [.adjusted(Adjustment(symbol: symbols[instrument.index], adjustment))]
        case .rejected(let key, let why, let time):
            return told(key) { .rejected($0, why, at: time) }
        case .changed(let key, let terms, let time):
            return told(key) { .changed($0, terms, at: time) }
        case .cancelled(let key, let why, let time):
            return told(key) { .cancelled($0, why, at: time) }
        case .expired(let key, let time): return told(key) { .expired($0, at: time) }
        }
    }

    private func told(
        _ key: OrderKey, _ report: (ClientOrderID) -> OrderReport
    ) -> [OrderReport] {
        names.id(of: key).map { [report($0)] } ?? []
    }

    private mutating func placed(_ leg: EngineLeg, at time: Timestamp) -> [OrderReport] {
        guard let entry = names.ticket(of: leg.parent) else { return [] }
        var ticket = entry.leg(leg.role, type: leg.type, quantity: leg.quantity)
        if leg.role == .stop, entry.takesDefaultStop {
            ticket.origin.reason = OrderOrigin.defaultStop
        }
        names.note(ticket, as: leg.key)
        return [.placed(ticket, at: time), .accepted(ticket.id, at: time)]
    }

    private mutating func filled(
        _ key: OrderKey, _ execution: Execution, _ source: PriceSource?
    ) -> [OrderReport] {
        guard let ticket = names.ticket(of: key) else { return [] }
        if ticket.effect.isOpening { names.noteLot(key, of: ticket.id) }
        let close = lastPrice(of: ticket.symbol) ?? execution.price
        let closing = PriceSource.bar(Bar(closingAt: close, at: execution.time))
        return [.filled(Fill(ticket: ticket, execution, source: source ?? closing))]
    }
}

extension EngineReport {
    /// The order that works no more after this.
    fileprivate var endedOrder: OrderKey? {
        switch self {
        case .rejected(let key, _, _), .cancelled(let key, _, _), .expired(let key, _): key
        case .filled(let key, let execution): execution.isLast ? key : nil
        case .placed, .closed, .changed, .adjusted: nil
        }
    }
}

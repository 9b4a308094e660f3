public import Domain

extension SimulatedExchange {
    /// Takes an order, or refuses it; it fills on a later event, never on one already seen.
    ///
    /// - Parameter time: market time. With latency the order rests that long before it can fill.
    public mutating func submit(_ ticket: OrderTicket, at time: Timestamp) -> [OrderReport] {
        guard ticket.shape.isPossible else { return [.rejected(ticket.id, .invalid, at: time)] }
        guard names.key(of: ticket.id) == nil else {
            return [.rejected(ticket.id, .duplicate, at: time)]
        }
        do throws(OrderRefusal) {
            let key = try engine.submit(order(of: ticket), at: time)
            names.note(ticket, as: key)
            let accepted = OrderReport.accepted(ticket.id, at: time)
            // The ticket does not hold the price that a trailing stop starts from: an exchange that
            // is resumed before the next price would not have it.
            guard let terms = engine.entry(key)?.terms, terms.best != nil else {
                return [accepted]
            }
            return [accepted, .changed(ticket.id, terms, at: time)]
        } catch {
            return [.rejected(ticket.id, error.ending, at: time)]
        }
    }

    /// Cancels a working order; of one that is not working there is nothing to report.
    public mutating func cancel(_ id: ClientOrderID, at time: Timestamp) -> [OrderReport] {
        guard let key = names.key(of: id), engine.cancel(key) else { return [] }
        names.forgetOrder(key)
        return [.cancelled(id, .requested, at: time)]
    }

    /// Gives a working order other terms; what it has filled and its age stay.
    ///
    /// - Throws: `ReplaceRefusal`, and nothing has changed.
    public mutating func replace(
        _ id: ClientOrderID, with change: Replacement, at time: Timestamp
    ) throws(ReplaceRefusal) -> [OrderReport] {
        guard let key = names.key(of: id) else { throw .notWorking }
        return [.changed(id, try engine.replace(key, with: change), at: time)]
    }

    /// A ticket as the engine takes it.
    mutating func order(of ticket: OrderTicket) -> EngineOrder {
        var order = EngineOrder(
            ticket.shape, of: instrument(ticket.symbol),
            strategy: names.number(of: ticket.origin.strategy))
        if case .close(let selection) = ticket.effect {
            switch selection {
            case .all: order.scope = .all
            case .strategy(let name): order.scope = .strategy(names.number(of: name))
            case .lot(let id): order.scope = .lot(names.key(of: id) ?? .none)
            }
        }
        order.parent = ticket.parent.map { names.key(of: $0) ?? .none }
        order.takesDefaultStop = ticket.takesDefaultStop
        return order
    }
}

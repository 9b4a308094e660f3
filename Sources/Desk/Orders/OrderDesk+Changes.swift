import Brokers
public import Domain
import Simulation
import Storage

extension OrderDesk {
    /// Cancels a working order, and answers with what has become of it.
    public func cancel(_ id: ClientOrderID) async throws(DeskError) -> DeskOrder {
        guard let broker else { throw .noBroker }
        do throws(BrokerError) {
            try await broker.cancel(id)
        } catch {
            throw DeskError(error)
        }
        return try await booked(id)
    }

    /// Gives a working order other terms.
    public func replace(
        _ id: ClientOrderID, with change: OrderChange
    ) async throws(DeskError) -> DeskOrder {
        if let fault = change.stepFault { throw .priceStep(fault) }
        guard let broker else { throw .noBroker }
        guard let order = book.order(id) else { throw .notWorking(id) }
        let replacement: Replacement
        do throws(TicketFault) {
            replacement = try change.replacement(of: order.terms.type)
        } catch {
            throw .invalid(error)
        }
        try check(replacement, of: order)
        do throws(BrokerError) {
            try await broker.replace(id, with: replacement)
        } catch {
            throw DeskError(error)
        }
        return try await booked(id)
    }

    /// An entry that grows or gets dearer must be covered as a new one must.
    private func check(_ change: Replacement, of order: DeskOrder) throws(DeskError) {
        guard order.ticket.effect.isOpening else { return }
        var ticket = order.ticket
        ticket.type = change.type ?? order.terms.type
        if let quantity = change.quantity { ticket.size = .shares(quantity) }
        let last = board.last(of: ticket.symbol)
        let picture = picture(of: ticket.symbol)
        guard let cost = try? OrderEstimate.cost(of: ticket, last: last),
            let more = try? cost - order.held, more > picture.buyingPower
        else { return }
        throw .refused(
            Refusal(
                "buying_power",
                "the change binds $\(more) more, and the buying power is $\(picture.buyingPower)"))
    }

    /// Gives an open trade another stop and target: a price sets it, nil takes it away.
    ///
    /// - Parameters:
    ///   - lot: the trade's entry order.
    ///   - stop: nil where the stop stays as it is.
    ///   - target: nil where the target stays as it is.
    public func protect(
        _ lot: ClientOrderID, of symbol: Symbol, stop: Price??, target: Price??
    ) async throws(DeskError) {
        let lots = book.lots(of: symbol)
        guard let held = lots.lots.first(where: { $0.id == lot }) else {
            throw .notFound("open trade of order \(lot)")
        }
        try check(stop: stop ?? nil, target: target ?? nil, side: held.side, symbol: symbol)
        if let stop { try await set(.stop, stop, of: held, symbol) }
        if let target { try await set(.target, target, of: held, symbol) }
    }

    private func set(
        _ role: OrderRole, _ price: Price?, of lot: Lot, _ symbol: Symbol
    ) async throws(DeskError) {
        guard let broker else { throw .noBroker }
        let leg = book.leg(role, of: lot.id, in: symbol)
        do throws(BrokerError) {
            switch (leg, price) {
            case (nil, nil): return
            case (let leg?, nil): try await broker.cancel(leg.id)
            case (let leg?, let price?):
                let type: OrderType = role == .stop ? .stop(price) : .limit(price)
                if leg.terms.type.name == type.name {
                    try await broker.replace(leg.id, with: Replacement(type: type))
                } else {
                    try await broker.cancel(leg.id)
                    try await broker.submit(try await newLeg(role, type, of: lot, symbol))
                }
            case (nil, let price?):
                let type: OrderType = role == .stop ? .stop(price) : .limit(price)
                try await broker.submit(try await newLeg(role, type, of: lot, symbol))
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// A protective order under the first name of its role that was never used.
    private func newLeg(
        _ role: OrderRole, _ type: OrderType, of lot: Lot, _ symbol: Symbol
    ) async throws(BrokerError) -> OrderTicket {
        let entry = OrderTicket(
            id: lot.id, symbol: symbol, side: lot.side.opening, effect: .open,
            size: .shares(lot.quantity), origin: OrderOrigin(strategy: lot.strategy))
        var ticket = entry.leg(role, type: type, quantity: lot.quantity)
        do throws(StorageError) {
            var number = 1
            while try await ledger.order(ticket.id, mode: mode) != nil {
                number += 1
                ticket.id = lot.id.leg(role, number: number)
            }
        } catch {
            throw .unreachable(error.description)
        }
        return ticket
    }

    /// A stop on the wrong side of the market would fill at once, which nobody means.
    private func check(
        stop: Price?, target: Price?, side: PositionSide, symbol: Symbol
    ) throws(DeskError) {
        for (field, price) in [("stop_loss", stop), ("take_profit", target)] {
            guard let price else { continue }
            guard price > .zero else { throw .invalid(TicketFault(field, "must be above zero")) }
            if let fault = OrderRequest.fault(of: [(field, price)]) { throw .priceStep(fault) }
        }
        guard let last = board.last(of: symbol) else { return }
        let isLong = side == .long
        if let stop, isLong ? stop >= last : stop <= last {
            let word = isLong ? "below" : "above"
            throw .invalid(
                TicketFault("stop_loss", "must be \(word) the last price \(last), not \(stop)"))
        }
        if let target, isLong ? target <= last : target >= last {
            let word = isLong ? "above" : "below"
            throw .invalid(
                TicketFault("take_profit", "must be \(word) the last price \(last), not \(target)"))
        }
    }
}

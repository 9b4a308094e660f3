import Brokers
import Domain
import Storage

/// Each lot has the stop that it should have, as large as it is.
extension AlpacaBroker {
    /// Gives lots the stop that they should have and do not: one that made room for an exit which
    /// is over, one of an entry that ended before it was filled whole, the desk's default.
    ///
    /// What it places is an order like any other, under a name that follows from the lot.
    func restoreStops() async {
        for (leg, ending) in await surplusLegs() { try? await end(leg, as: ending) }
        for (lot, stop) in await missingStops() where !changing.contains(lot) {
            // The broker would refuse the stop as a wash trade: what guards shares goes before what
            // would add to them.
            let open = (try? await bookedOpenOrders()) ?? []
            for entry in open where stop.mightTrade(with: entry) {
                try? await end(entry.ticket.id)
            }
            try? await submit(stop)
        }
    }

    /// Protective orders for more shares than their lot still has, since an exit took other lots
    /// than those that made room for it; and why they end. Smaller ones come in their place.
    private func surplusLegs() async -> [(leg: ClientOrderID, ending: OrderEnding)] {
        guard let state = try? await openState() else { return [] }
        var surplus: [(ClientOrderID, OrderEnding)] = []
        for leg in state.orders {
            guard let parent = leg.ticket.parent, !changing.contains(parent),
                !state.orders.contains(where: {
                    $0.ticket.symbol == leg.ticket.symbol && $0.isExit
                }),
                let entry = try? await booked(parent), !entry.state.isOpen
            else { continue }
            let lot = state.lots[leg.ticket.symbol]?.first { $0.id == parent }
            let left = (leg.terms.quantity?.billionths ?? 0) - leg.filled.billionths
            guard left > lot?.quantity.billionths ?? 0 else { continue }
            surplus.append((leg.ticket.id, lot == nil ? .positionClosed : .madeRoom))
        }
        return surplus
    }

    /// The stops that lots should have and do not, while no exit is open.
    func missingStops() async -> [(lot: ClientOrderID, stop: OrderTicket)] {
        guard let state = try? await openState() else { return [] }
        var missing: [(ClientOrderID, OrderTicket)] = []
        for (symbol, lots) in state.lots.sorted(by: { $0.key < $1.key }) {
            let orders = state.orders.filter { $0.ticket.symbol == symbol }
            guard !orders.contains(where: \.isExit) else { continue }
            for lot in lots {
                let isGuarded = orders.contains {
                    $0.ticket.parent == lot.id && $0.ticket.role == .stop
                }
                guard !isGuarded, let stop = await missingStop(of: lot) else { continue }
                missing.append((lot.id, stop))
            }
        }
        return missing
    }

    private func missingStop(of lot: Lot) async -> OrderTicket? {
        guard let entry = try? await booked(lot.id), !entry.state.isOpen else { return nil }
        var number = 1
        var last: BookedOrder?
        while let stop = try? await booked(lot.id.leg(.stop, number: number)) {
            last = stop
            number += 1
        }
        let stop =
            if let last {
                Self.againStop(last, number: number)
            } else {
                firstStop(of: lot, entry)
            }
        guard let stop else { return nil }
        var ticket = entry.ticket.leg(.stop, type: stop.type, quantity: lot.quantity)
        ticket.id = lot.id.leg(.stop, number: number)
        ticket.origin.reason = stop.reason
        return ticket
    }

    private struct MissingStop {
        let type: OrderType
        let reason: String?
    }

    /// How often a lot is given a stop that the broker refuses.
    private static let stopsMax = 20

    /// One that somebody took away stays away; one that the broker refused is tried again.
    private static func againStop(_ last: BookedOrder, number: Int) -> MissingStop? {
        switch last.ending {
        case .madeRoom, .entryEnded: break
        case _ where last.state == .rejected && number <= stopsMax: break
        default: return nil
        }
        return MissingStop(type: last.terms.type, reason: last.ticket.origin.reason)
    }

    private func firstStop(of lot: Lot, _ entry: BookedOrder) -> MissingStop? {
        if let stop = entry.ticket.protection.stopLoss {
            let limit = entry.ticket.protection.stopLimit
            let type = limit.map { OrderType.stopLimit(stop: stop, limit: $0) } ?? .stop(stop)
            return MissingStop(type: type, reason: entry.ticket.origin.reason)
        }
        guard entry.ticket.takesDefaultStop, let price = entry.averagePrice,
            let stop = defaultStop(from: price, isLong: lot.side == .long)
        else { return nil }
        return MissingStop(type: .stop(stop), reason: OrderOrigin.defaultStop)
    }

    private func defaultStop(from price: Price, isLong: Bool) -> Price? {
        guard let rate = defaultStop,
            let distance = try? price.scaled(by: rate, rounding: .halfEven),
            let stop = isLong ? try? price - distance : try? price + distance,
            let onStep = try? stop.onStep(rounding: isLong ? .down : .up), onStep > .zero
        else { return nil }
        return onStep
    }

    /// The default stop that goes out with an entry: one that rests by itself would make the broker
    /// refuse the next entry in the symbol, as a wash trade.
    func attachedStop(of ticket: OrderTicket) -> Price? {
        guard ticket.takesDefaultStop, !ticket.extendedHours,
            ticket.timeInForce == .day || ticket.timeInForce == .gtc,
            let price = ticket.type.limit ?? ticket.type.stop ?? lastPrice(ticket.symbol)
        else { return nil }
        return defaultStop(from: price, isLong: ticket.side == .buy)
    }

    func openState() async throws(BrokerError) -> OpenState {
        do throws(StorageError) {
            return try await ledger.openState(.live)
        } catch {
            throw BrokerError(booking: error)
        }
    }
}

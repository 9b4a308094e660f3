import AlpacaWire
import Domain
import Simulation

extension ExchangeCore {
    /// Takes what the engine says happened.
    mutating func apply(_ reports: [OrderReport]) {
        for report in reports {
            switch report {
            case .filled(let fill): take(fill)
            case .changed(let name, let terms, _): take(terms, of: name)
            case .rejected(let name, _, _): ended(name, .rejected)
            case .cancelled(let name, let why, _):
                // What only the engine ends: the rest of an ioc, or shares that are gone.
                ended(name, why.isRefusal ? .rejected : .canceled)
            case .expired(let name, _): ended(name, .expired)
            case .accepted, .placed, .adjusted: break
            }
        }
    }

    private mutating func ended(_ name: ClientOrderID, _ status: WireOrderStatus) {
        guard let id = book.id(engine: name) else { return }
        book.change(id) { $0.isInEngine = false }
        end(id, status)
    }

    /// A trailing stop follows the price; a stop triggers.
    private mutating func take(_ terms: WorkingTerms, of name: ClientOrderID) {
        guard let id = book.id(engine: name) else { return }
        book.change(id) { order in
            order.isTriggered = terms.isTriggered
            // A split gives them other prices.
            order.wire.limitPrice = terms.type.limit ?? order.wire.limitPrice
            order.wire.stopPrice = terms.type.stop ?? order.wire.stopPrice
            if case .trailingStop(.amount(let amount)) = terms.type {
                order.wire.trailPrice = amount
            }
            guard let trail = order.trail, let best = terms.best else { return }
            order.wire.hwm = best
            order.wire.stopPrice = try? trail.stop(behind: best, side: order.side)
        }
    }

    private mutating func take(_ fill: Fill) {
        guard let id = book.id(engine: fill.order) else { return }
        let time = stamp()
        book.change(id) { order in
            order.wire.filledQty = order.wire.filledQty.plus(fill.quantity)
            order.filledValue = order.filledValue.plus(
                .value(of: fill.quantity, at: fill.price))
            order.wire.filledAvgPrice = order.filledValue.perShare(order.wire.filledQty)
            order.wire.status = fill.isLast ? .filled : .partiallyFilled
            order.wire.updatedAt = time
            if fill.isLast {
                order.wire.filledAt = time
                order.isInEngine = false
            }
        }
        unsaved.lots.insert(fill.symbol)
        unsaved.hasAccount = true
        note(fill, of: id, at: time)
        if fill.isLast { isFilled(id) } else { isPartlyFilled(id, fill.quantity) }
    }

    /// Tells listeners of a fill, and writes it down as an activity.
    private mutating func note(_ fill: Fill, of id: String, at time: Timestamp) {
        guard let order = book[id] else { return }
        let execution = newID()
        var update = WireTradeUpdate(
            event: fill.isLast ? .fill : .partialFill, order: order.wire)
        update.timestamp = time
        update.executionID = execution
        update.price = fill.price
        update.qty = fill.quantity
        update.positionQty = held(fill.symbol)
        updates.append(update)
        var activity = WireActivity(
            id: ActivityID.text(time, execution), activityType: "FILL")
        activity.type = fill.isLast ? "fill" : "partial_fill"
        activity.transactionTime = time
        activity.price = fill.price
        activity.qty = fill.quantity
        activity.side = order.wire.side.rawValue
        activity.symbol = fill.symbol.description
        activity.cumQty = order.wire.filledQty
        activity.leavesQty = fill.isLast ? .zero : order.remaining ?? .zero
        activity.orderID = id
        activity.orderStatus = order.status.rawValue
        activities.append(activity)
        unsaved.activities.append(activity)
    }

    /// Gives an order another status, and tells listeners.
    mutating func settle(_ id: String, _ status: WireOrderStatus, event: WireTradeEvent?) {
        let time = stamp()
        book.change(id) { order in
            order.wire.status = status
            order.wire.updatedAt = time
            switch status {
            case .canceled: order.wire.canceledAt = time
            case .expired: order.wire.expiredAt = time
            case .rejected: order.wire.failedAt = time
            case .replaced: order.wire.replacedAt = time
            default: break
            }
        }
        guard let event, let order = book[id] else { return }
        var update = WireTradeUpdate(event: event, order: order.wire)
        update.timestamp = time
        update.executionID = newID()
        updates.append(update)
    }
}

/// The ids of activities: seventeen digits of time, and a UUID.
enum ActivityID {
    static func text(_ time: Timestamp, _ uuid: String) -> String {
        let digits = time.description.filter(\.isNumber)
        return "\(digits)::\(uuid)"
    }
}

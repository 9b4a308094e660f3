import AlpacaWire
import Domain
import Simulation

extension ExchangeCore {
    /// Puts another order in the place of one that works.
    ///
    /// The new one asks for what is left: a quantity is the whole of both, and must be more than
    /// what has filled.
    mutating func replace(
        _ id: String, with change: WireReplaceRequest
    ) throws(ExchangeRefusal) -> WireOrder {
        guard let old = try order(id) else { throw .notFound("order not found for \(id)") }
        try checkReplaceable(old, change)
        let wire = try changed(old, change)
        try checkChange(of: old, to: wire)
        let new = enter(wire, named: change.clientOrderID, inPlaceOf: old)
        settle(old.id, .replaced, event: .replaced)
        let reply = shown(new, isNested: true)
        if old.status == .held {
            settle(new, .held, event: nil)
        } else if old.wire.type == .trailingStop, old.wire.timeInForce == wire.timeInForce {
            pass(old, to: new)
        } else {
            _ = engine.cancel(engineName(old), at: now)
            settle(new, .pendingNew, event: .pendingNew)
            send(new)
        }
        book.change(old.id) { $0.isInEngine = false }
        return reply ?? WireOrder.none
    }

    private func checkReplaceable(
        _ old: ExchangeOrder, _ change: WireReplaceRequest
    ) throws(ExchangeRefusal) {
        guard [.new, .partiallyFilled, .held].contains(old.status) else {
            throw .impossible("order cannot be replaced: it is in \"\(old.status)\" state")
        }
        guard change != WireReplaceRequest() else {
            throw .invalid(
                "at least one of qty, time_in_force, limit_price, stop_price, trail and "
                    + "client_order_id is required")
        }
        guard old.wire.notional == nil, old.wire.qty?.isWhole != false else {
            throw .impossible("notional and fractional orders cannot be replaced")
        }
        guard old.wire.orderClass != .oto else {
            throw .impossible("oto orders cannot be replaced")
        }
        if let qty = change.qty {
            guard qty > .zero else { throw .invalid("qty must be > 0") }
            guard qty.isWhole else { throw .impossible("qty must be a whole number") }
            guard qty > old.wire.filledQty else {
                throw .impossible("qty must be > the filled qty \(old.wire.filledQty)")
            }
            guard !old.isComplex || qty == old.wire.qty else {
                throw .impossible("qty of \(old.wire.orderClass ?? .simple) orders is fixed")
            }
        }
        if let name = change.clientOrderID {
            try OrderRules.checkName(name)
            guard book.order(client: name) == nil else {
                throw .invalid("client_order_id must be unique")
            }
        }
    }

    /// The order as it is to be.
    private func changed(
        _ old: ExchangeOrder, _ change: WireReplaceRequest
    ) throws(ExchangeRefusal) -> WireOrder {
        var wire = old.wire
        if let limit = change.limitPrice {
            guard wire.limitPrice != nil else {
                throw .invalid("\(wire.type) orders require no limit_price")
            }
            wire.limitPrice = limit
        }
        if let stop = change.stopPrice {
            guard wire.stopPrice != nil, wire.type != .trailingStop else {
                throw .invalid("\(wire.type) orders require no stop_price")
            }
            wire.stopPrice = stop
        }
        if let trail = change.trail {
            guard wire.type == .trailingStop else {
                throw .invalid("\(wire.type) orders require no trail")
            }
            if wire.trailPrice != nil { wire.trailPrice = trail } else { wire.trailPercent = trail }
        }
        if let time = change.timeInForce { wire.timeInForce = time }
        wire.qty = (change.qty ?? wire.qty)?.minus(wire.filledQty)
        return wire
    }

    /// Prices, shares and money of the order that is to be.
    private func checkChange(
        of old: ExchangeOrder, to wire: WireOrder
    ) throws(ExchangeRefusal) {
        var request = WireOrderRequest(
            symbol: wire.symbol, side: wire.side, type: wire.type, timeInForce: wire.timeInForce)
        request.qty = wire.qty
        request.limitPrice = wire.limitPrice
        request.stopPrice = wire.type == .trailingStop ? nil : wire.stopPrice
        request.trailPrice = wire.trailPrice
        request.trailPercent = wire.trailPercent
        request.extendedHours = wire.extendedHours
        let draft = try OrderDraft(request, symbol: old.symbol)
        if !old.isComplex { try checkWash(draft) }
        if wire.limitPrice != old.wire.limitPrice {
            try checkDistance(wire.limitPrice, of: old.symbol)
        }
        if old.isOpening {
            try checkBuyingPower(draft, giving: reserve(of: old))
        } else if old.parent == nil, old.wire.orderClass != .oco {
            try checkAvailable(draft, held: held(old.symbol), giving: old.holding)
        }
    }

    private mutating func enter(
        _ changed: WireOrder, named name: String?, inPlaceOf old: ExchangeOrder
    ) -> String {
        let time = stamp()
        var wire = changed
        wire.id = newID()
        wire.clientOrderID = name ?? newID()
        wire.status = .pendingNew
        wire.createdAt = time
        wire.submittedAt = time
        wire.updatedAt = time
        wire.expiresAt = expiry(of: wire.timeInForce, extendedHours: wire.extendedHours)
        wire.filledQty = .zero
        wire.filledAvgPrice = nil
        wire.replaces = old.id
        wire.replacedBy = nil
        var order = ExchangeOrder(
            wire, symbol: old.symbol, number: book.sequence.count, isOpening: old.isOpening)
        order.parent = old.parent
        order.legs = old.legs
        book.add(order)
        relink(old, to: order.id)
        return order.id
    }

    /// The group goes on with the new order in the old one's place.
    private mutating func relink(_ old: ExchangeOrder, to new: String) {
        for leg in old.legs { book.change(leg) { $0.parent = new } }
        if let parent = old.parent {
            book.change(parent) { order in
                order.legs = order.legs.map { $0 == old.id ? new : $0 }
            }
        }
        book.change(old.id) { order in
            order.wire.replacedBy = new
            order.legs = []
            order.parent = nil
        }
    }

    /// A trailing stop keeps the best price that it has seen.
    private mutating func pass(_ old: ExchangeOrder, to new: String) {
        let name = engineName(old)
        book.change(new) { order in
            order.engineID = name
            order.isInEngine = true
        }
        settle(new, .new, event: .new)
        guard let order = book[new], let trail = order.trail else { return }
        let change = Replacement(
            quantity: order.wire.qty?.plus(old.wire.filledQty), type: .trailingStop(trail))
        guard let reports = try? engine.replace(name, with: change, at: now) else {
            return end(new, .rejected)
        }
        apply(reports)
    }
}

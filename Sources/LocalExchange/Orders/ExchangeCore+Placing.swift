import AlpacaWire
import Domain
import MarketCalendar

extension ExchangeCore {
    /// Takes an order, or refuses it; a refused one leaves no trace.
    ///
    /// - Returns: the order as it is before the market has seen it: it fills later, on the stream.
    mutating func place(_ request: WireOrderRequest) throws(ExchangeRefusal) -> WireOrder {
        guard configuration.suspendTrade != true else {
            throw .forbidden("new orders are rejected by user request")
        }
        guard let symbol = symbol(named: request.symbol) else {
            throw .impossible("asset \"\(request.symbol.prefix(40))\" not found")
        }
        let draft = try OrderDraft(request, symbol: symbol)
        if let name = request.clientOrderID, book.order(client: name) != nil {
            throw .invalid("client_order_id must be unique")
        }
        let isOpening = try checkAccount(draft)
        let id = enter(draft, isOpening: isOpening)
        let reply = shown(id, isNested: true)
        begin(id)
        return reply ?? WireOrder.none
    }

    /// The symbol of a name or an asset id.
    func symbol(named text: String) -> Symbol? {
        symbols.first { $0.description == text || Self.assetID($0) == text.lowercased() }
    }

    static func assetID(_ symbol: Symbol) -> String {
        HashedNames.uuid(HashedNames.key(of: "asset \(symbol)"), 0)
    }

    /// Sends a new order on, unless the exchange is hostile and refuses it now.
    private mutating func begin(_ id: String) {
        guard let order = book[id] else { return }
        settle(id, .pendingNew, event: mayWork(order) ? .pendingNew : nil)
        if faults.rejects(orderNumber: order.number) { return end(id, .rejected) }
        send(id)
    }

    /// Writes down an order and its legs.
    private mutating func enter(_ draft: OrderDraft, isOpening: Bool) -> String {
        let request = draft.request
        var wire = blank(draft, type: request.type)
        if let name = request.clientOrderID, !name.isEmpty { wire.clientOrderID = name }
        wire.qty = request.qty
        wire.notional = request.notional
        wire.limitPrice = draft.limit
        wire.stopPrice = request.stopPrice
        wire.trailPrice = request.trailPrice
        wire.trailPercent = request.trailPercent
        wire.extendedHours = request.extendedHours
        wire.positionIntent =
            "\(request.side)_to_\(isOpening ? "open" : "close")"
        let order = add(wire, draft, isOpening: isOpening)
        let legs = draft.isComplex ? enterLegs(of: order, draft) : []
        let closing = wire.notional != nil && !isOpening ? closingQuantity(of: draft) : nil
        book.change(order.id) { order in
            order.legs = legs
            order.closing = closing
        }
        return order.id
    }

    private mutating func enterLegs(of parent: ExchangeOrder, _ draft: OrderDraft) -> [String] {
        var legs: [WireOrder] = []
        if draft.kind != .oco, let target = draft.request.takeProfit {
            var leg = blank(draft, type: .limit)
            leg.limitPrice = target.limitPrice
            legs.append(leg)
        }
        if let stop = draft.request.stopLoss {
            var leg = blank(draft, type: stop.limitPrice == nil ? .stop : .stopLimit)
            leg.stopPrice = stop.stopPrice
            leg.limitPrice = stop.limitPrice
            legs.append(leg)
        }
        return legs.map { leg in
            var leg = leg
            leg.qty = draft.request.qty
            leg.status = .held
            if draft.kind != .oco { leg.side = draft.request.side == .buy ? .sell : .buy }
            leg.positionIntent = "\(leg.side)_to_close"
            let order = add(leg, draft, isOpening: false)
            book.change(order.id) { $0.parent = parent.id }
            return order.id
        }
    }

    private mutating func add(
        _ wire: WireOrder, _ draft: OrderDraft, isOpening: Bool
    ) -> ExchangeOrder {
        let order = ExchangeOrder(
            wire, symbol: draft.symbol, number: book.sequence.count, isOpening: isOpening)
        book.add(order)
        return order
    }

    /// An order with what all orders of a draft have.
    private mutating func blank(_ draft: OrderDraft, type: WireOrderType) -> WireOrder {
        let time = stamp()
        let id = newID()
        var wire = WireOrder(
            id: id, clientOrderID: newID(), symbol: draft.symbol.description,
            side: draft.request.side, type: type, timeInForce: draft.request.timeInForce,
            status: .pendingNew)
        wire.orderClass = draft.isComplex ? draft.kind : draft.request.orderClass
        wire.assetID = Self.assetID(draft.symbol)
        wire.assetClass = "us_equity"
        wire.createdAt = time
        wire.submittedAt = time
        wire.updatedAt = time
        wire.expiresAt = expiry(
            of: draft.request.timeInForce, extendedHours: draft.request.extendedHours)
        return wire
    }

    /// When an order's time will be over: its session's close, or 16:15 in New York 90 days on.
    func expiry(of time: WireTimeInForce, extendedHours: Bool) -> Timestamp? {
        switch time {
        case .gtc:
            let day = NewYork.day(of: now).advanced(by: 90)
            return NewYork.instant(of: day, secondsOfDay: 58_500)
        case .day: return extendedHours ? extendedExpiry : clock.nextClose
        default: return nil
        }
    }
}

extension WireOrder {
    /// What stands for an order that is not there.
    static var none: WireOrder {
        WireOrder(
            id: "", clientOrderID: "", symbol: "", side: .buy, type: .market, timeInForce: .day,
            status: .rejected)
    }
}

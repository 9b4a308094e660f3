import AlpacaWire
import Domain
import MarketCalendar

extension ExchangeCore {
    /// What the account says to an order.
    ///
    /// - Returns: whether the order opens.
    func checkAccount(_ draft: OrderDraft) throws(ExchangeRefusal) -> Bool {
        let held = held(draft.symbol)
        let isOpening = held == .zero || (held > .zero) == (draft.side == .buy)
        try checkIntent(draft, isOpening: isOpening)
        guard !draft.isFractional || configuration.fractionalTrading != false else {
            throw .forbidden("fractional trading is not enabled for this account")
        }
        try checkAuction(draft)
        try checkDistance(draft.limit, of: draft.symbol)
        try checkMarket(draft)
        try checkWash(draft)
        if isOpening {
            try checkConcentration(draft)
            try checkSides(draft)
            if draft.side == .sell { try checkShort(draft) }
            try checkBuyingPower(draft, giving: .zero)
        } else {
            try checkAvailable(draft, held: held, giving: .zero)
        }
        return isOpening
    }

    private func checkIntent(
        _ draft: OrderDraft, isOpening: Bool
    ) throws(ExchangeRefusal) {
        let inferred = "\(draft.request.side)_to_\(isOpening ? "open" : "close")"
        if let intent = draft.request.positionIntent, intent != inferred {
            throw .impossible(
                "position intent mismatch, inferred: \(inferred), specified: \(intent)")
        }
        if draft.kind == .oco {
            guard !isOpening else { throw .impossible("oco orders must be exit orders") }
        } else if draft.isComplex, !isOpening {
            throw .impossible("\(draft.kind) orders must be entry orders")
        }
    }

    /// Orders for an auction must come before it is prepared; without one today they wait.
    private func checkAuction(_ draft: OrderDraft) throws(ExchangeRefusal) {
        guard !settings.isAlwaysOpen,
            TradingCalendar.xnys.session(on: NewYork.day(of: now)) != nil
        else { return }
        let second = NewYork.secondsOfDay(at: now)
        switch draft.request.timeInForce {
        case .opg where (34_080..<68_400).contains(second):
            throw .impossible("opg orders are rejected between 9:28am and 7:00pm ET")
        case .cls where (57_000..<68_400).contains(second):
            throw .impossible("cls orders are rejected between 3:50pm and 7:00pm ET")
        default: return
        }
    }

    /// A limit is not far from the market, where that is asked for.
    func checkDistance(_ limit: Price?, of symbol: Symbol) throws(ExchangeRefusal) {
        guard let most = settings.limitDistanceMax, let limit, let last = lastPrice(of: symbol)
        else { return }
        let distance = (Int128(limit.nanos) - Int128(last.nanos)).magnitude
        let allowed = UInt128(last.nanos) * UInt128(most.billionths)
        guard distance * UInt128(Rate.one.billionths) > allowed else { return }
        throw .impossible("limit_price \(limit) is too far away from the market price \(last)")
    }

    /// A bracket's stop is not where it would trigger at once.
    private func checkMarket(_ draft: OrderDraft) throws(ExchangeRefusal) {
        guard draft.isComplex, let stop = draft.request.stopLoss?.stopPrice,
            let last = lastPrice(of: draft.symbol)
        else { return }
        let isLong = (draft.side == .buy) != (draft.kind == .oco)
        try OrderRules.checkStop(stop, from: last, isLong: isLong)
    }

    /// No order of one side where an order of the other might trade with it.
    func checkWash(_ draft: OrderDraft) throws(ExchangeRefusal) {
        guard !draft.isComplex, draft.request.type != .trailingStop else { return }
        for other in book.openOrders(of: draft.symbol)
        where other.side != draft.side && !other.isComplex && other.wire.type != .trailingStop {
            let isAnyPrice = [draft.request.type, other.wire.type].contains {
                $0 == .market || $0 == .stop
            }
            let (own, theirs) = (draft.limit ?? .zero, other.wire.limitPrice ?? .zero)
            let crosses = draft.side == .buy ? own >= theirs : own <= theirs
            guard isAnyPrice || crosses else { continue }
            throw .forbidden(
                "potential wash trade detected. use complex orders",
                [
                    "existing_order_id": .string(other.id),
                    "reject_reason": .string(
                        other.wire.type == .market || other.wire.type == .stop
                            ? "opposite side market/stop order exists"
                            : "opposite side limit order exists"),
                ])
        }
    }

    /// Not long and short at once.
    private func checkSides(_ draft: OrderDraft) throws(ExchangeRefusal) {
        let opposite = book.openOrders(of: draft.symbol).first {
            $0.isOpening && $0.side != draft.side
        }
        guard opposite != nil else { return }
        throw .forbidden(
            draft.side == .buy
                ? "cannot open a long buy while a short sell order is open"
                : "cannot open a short sell while a long buy order is open")
    }

    /// What is worth more than six times the equity may only be closed.
    private func checkConcentration(_ draft: OrderDraft) throws(ExchangeRefusal) {
        guard marketValue(of: draft.symbol).size > max(.zero, equity).times(6) else { return }
        throw .forbidden(
            "position in \(draft.symbol) is more than 600% of equity: it can only be closed")
    }

    private func checkShort(_ draft: OrderDraft) throws(ExchangeRefusal) {
        if draft.isFractional { throw .impossible("fractional orders cannot be sold short") }
        guard configuration.noShorting != true, isShortingEnabled else {
            throw .forbidden("account is not allowed to short")
        }
    }

    /// An exit takes only shares that no other open order holds.
    ///
    /// - Parameter giving: what the order that it replaces gives back.
    func checkAvailable(
        _ draft: OrderDraft, held: Quantity, giving: Quantity
    ) throws(ExchangeRefusal) {
        let free = available(draft.symbol).size.plus(giving)
        let wanted = draft.request.qty ?? closingQuantity(of: draft)
        guard wanted <= free else { throw insufficient(draft.symbol, wanted: wanted) }
    }

    /// The shares that an exit of so many dollars takes.
    func closingQuantity(of draft: OrderDraft) -> Quantity {
        guard let notional = draft.request.notional, let quote = quotes[draft.symbol] else {
            return .zero
        }
        let price = draft.side == .sell ? quote.bid : quote.ask
        let exact = Int128(notional.nanos) * Int128(Quantity.oneShare) / Int128(price.nanos)
        return Quantity(clamping: exact)
    }

    func insufficient(_ symbol: Symbol, wanted: Quantity) -> ExchangeRefusal {
        let held = held(symbol)
        let available = available(symbol)
        let related = book.openOrders(of: symbol).filter { !$0.isOpening && $0.status != .held }
        return .forbidden(
            "insufficient qty available for order (requested: \(wanted), available: "
                + "\(available.size))",
            [
                "symbol": .string(symbol.description),
                "available": .string(available.size.description),
                "existing_qty": .string(held.size.description),
                "held_for_orders": .string(held.size.minus(available.size).description),
                "related_orders": .list(related.map { .string($0.id) }),
            ])
    }
}

import Domain

/// A price at which an order fills.
struct Strike {
    let price: Price
    /// What the price was before the cost model worsened it.
    let reference: Price
    let rule: FillRule
    let time: Timestamp
}

extension SymbolBook {
    /// Fills as much of an order as it asks for, the event offers and the account covers.
    mutating func fill(
        _ place: Int, _ strike: Strike, _ turn: inout Turn, _ account: inout Account,
        _ reports: inout [EngineReport]
    ) throws(AmountOutOfRange) {
        let (side, isOpening) = (self[place].side, self[place].isOpening)
        var free = Money.zero
        if isOpening {
            free = account.cash
            if let shorts = turn.shorts { free = try freeCash(besides: shorts, &account) }
        }
        let wanted = try wanted(by: place, at: strike.price, free: free, &account)
        guard wanted > .zero else {
            end(place, .insufficientCashAtFill, at: turn.moment.time, &reports)
            return
        }
        let quantity = min(wanted, turn.supply.left(for: side))
        guard quantity > .zero, quantity == wanted || self[place].timeInForce != .fok else {
            return
        }
        let whole = try self[place].filled + wanted
        let execution = try execution(of: place, quantity, whole: whole, strike, &account)
        if isOpening, let refusal = try refusal(ofEntry: execution, side: side, free: free) {
            end(place, refusal, at: turn.moment.time, &reports)
            return
        }
        try book(execution, of: place, &account, &reports)
        try turn.supply.take(quantity, side: side)
        if isOpening, self[place].filled == .zero {
            placeLegs(of: place, execution, &account, &reports)
        }
        if execution.isLast {
            remove(place)
        } else {
            keep(place, filled: execution, whole: whole, &reports)
        }
        if !orders.isEmpty { resizeClosingOrders(at: execution.time, &reports) }
    }

    /// The shares that an order asks for at this price.
    ///
    /// - Parameter free: cash that may open positions.
    @inline(__always)
    private func wanted(
        by place: Int, at price: Price, free: Money, _ account: inout Account
    ) throws(AmountOutOfRange) -> Quantity {
        if let remaining = self[place].remaining {
            return self[place].isOpening ? remaining : min(remaining, try held(for: place))
        }
        switch orders[place].size {
        case .shares(let quantity): return quantity
        case .allCash: return try account.affordable(free, at: price, side: self[place].side)
        case .notional(let notional):
            let exact = Int128(notional.nanos) * Int128(Quantity.oneShare) / Int128(price.nanos)
            return account.rules.wholeUnits(try Quantity(narrowing: exact))
        }
    }

    /// The numbers of a fill of so many shares, with fee and slippage.
    ///
    /// - Parameter whole: the shares with which the order is done.
    private func execution(
        of place: Int, _ quantity: Quantity, whole: Quantity, _ strike: Strike,
        _ account: inout Account
    ) throws(AmountOutOfRange) -> Execution {
        let (cumulative, side) = (
            try self[place].filled + quantity, self[place].side
        )
        var execution = try Execution(
            quantity: quantity, at: strike.price, cumulative: cumulative,
            isLast: cumulative == whole, rule: strike.rule, time: strike.time)
        execution.fee = try account.fee(side: side, quantity: quantity, value: execution.value)
        if strike.price != strike.reference {
            let worse =
                side == .buy
                ? try strike.price - strike.reference : try strike.reference - strike.price
            execution.slippage = try worse.cost(of: quantity, rounding: .halfEven)
        }
        return execution
    }

    /// Changes cash and lots together, or throws before both.
    @inline(__always)
    private mutating func book(
        _ execution: Execution, of place: Int, _ account: inout Account,
        _ reports: inout [EngineReport]
    ) throws(AmountOutOfRange) {
        let (key, side) = (self[place].key, self[place].side)
        let cashAfter = try account.cash + execution.cashFlow(of: side)
        reports.append(.filled(key, execution))
        do throws(LotFault) {
            if self[place].isOpening {
                try lots.open(
                    execution, of: key, side: side == .buy ? .long : .short,
                    strategy: orders[place].strategy)
            } else {
                try lots.close(execution, in: orders[place].scope) { closing in
                    reports.append(.closed(closing, by: key))
                }
            }
        } catch {
            reports.removeLast()
            guard case .outOfRange(let range) = error else {
                preconditionFailure("Sides and shares were checked: \(error)")
            }
            throw range
        }
        account.cash = cashAfter
    }

    /// Notes what a partly filled order has now.
    private mutating func keep(
        _ place: Int, filled execution: Execution, whole: Quantity,
        _ reports: inout [EngineReport]
    ) {
        let isSizeNew = self[place].terms.quantity == nil
        self[place].filled = execution.cumulative
        self[place].terms.quantity = whole
        if isSizeNew {  // It is known from now on.
            let terms = self[place].terms
            reports.append(.changed(self[place].key, terms, at: execution.time))
        }
    }

    /// Brings the protective orders of an entry into being, with its first fill.
    private mutating func placeLegs(
        of place: Int, _ execution: Execution, _ account: inout Account,
        _ reports: inout [EngineReport]
    ) {
        let protection = orders[place].protection
        let standard = orders[place].takesDefaultStop && protection.stopLoss == nil
        guard standard || protection != .none else { return }
        let side = self[place].side
        let standardStop =
            standard ? try? account.rules.defaultStop(at: execution.price, side: side) : nil
        let entry = self[place]
        func add(_ role: OrderRole, _ type: OrderType) {
            let leg = EngineLeg(
                key: account.nextKey(in: entry.key.index), parent: entry.key,
                role: role, type: type, quantity: execution.quantity)
            reports.append(.placed(leg, at: execution.time))
            let order = entry.leg(type, of: execution.quantity)
            let times = account.times(from: execution.time)
            accept(order, as: leg.key, last: nil, times)
        }
        if let stop = protection.stopLoss ?? standardStop {
            let limit = protection.stopLimit
            add(.stop, limit.map { .stopLimit(stop: stop, limit: $0) } ?? .stop(stop))
        }
        if let target = protection.takeProfit { add(.target, .limit(target)) }
    }

    /// After lots changed: closing orders never ask for more than there is, protective ones for
    /// exactly what their lot holds.
    mutating func resizeClosingOrders(at time: Timestamp, _ reports: inout [EngineReport]) {
        var place = 0
        while place < orders.count {
            guard let held = heldInstead(of: place) else {
                place += 1
                continue
            }
            guard held > .zero else {
                end(place, .positionClosed, at: time, &reports)
                continue
            }
            if let quantity = try? self[place].filled + held {
                self[place].terms.quantity = quantity
                reports.append(.changed(self[place].key, self[place].terms, at: time))
            }
            place += 1
        }
    }

    /// The shares that a closing order must ask for instead of those it asks for; nil where it asks
    /// for the right number.
    private func heldInstead(of place: Int) -> Quantity? {
        guard !self[place].isOpening, let remaining = self[place].remaining,
            let held = try? held(for: place),
            self[place].isLeg ? held != remaining : held < remaining
        else { return nil }
        return held
    }

    /// Ends an order early: refused where nothing filled and the account was the reason, else
    /// cancelled.
    mutating func end(
        _ place: Int, _ ending: OrderEnding, at time: Timestamp, _ reports: inout [EngineReport]
    ) {
        let (key, filled) = (self[place].key, self[place].filled)
        remove(place)
        let isRefusal = filled == .zero && ending.isRefusal
        reports.append(
            isRefusal ? .rejected(key, ending, at: time) : .cancelled(key, ending, at: time))
    }

    mutating func expire(
        _ place: Int, at time: Timestamp, _ reports: inout [EngineReport]
    ) {
        reports.append(.expired(self[place].key, at: time))
        remove(place)
    }
}

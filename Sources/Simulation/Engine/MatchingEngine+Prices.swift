public import Domain

extension MatchingEngine {
    /// Offers a complete bar to the instrument's orders and marks its holding at the close.
    ///
    /// A bar that concerns no order costs a few comparisons. Feeds check their bars: one with a
    /// `fault` fills no order, and where it concerns none its close still counts as the last price,
    /// unless that is below its low.
    @inlinable
    public mutating func handle(
        _ bar: Bar, of instrument: Instrument, into reports: inout [EngineReport]
    ) {
        if gauges.passes(bar, of: instrument.index) { return }
        match(.bar(bar), at: bar.start, in: instrument.index, into: &reports)
    }

    /// Offers a quote to the instrument's orders and marks its holding at the last trade.
    ///
    /// A quote with a `fault`, such as a crossed market, changes nothing.
    public mutating func handle(
        _ quote: Quote, of instrument: Instrument, into reports: inout [EngineReport]
    ) {
        match(.quote(quote), at: quote.time, in: instrument.index, into: &reports)
    }

    /// Offers an event to the orders and marks the holding at the price that it ends with.
    @usableFromInline
    mutating func match(
        _ price: MarketPrice, at time: Timestamp, in index: Int,
        into reports: inout [EngineReport]
    ) {
        guard let supply = account.supply(of: price) else { return }
        if !books[index].orders.isEmpty {
            let session = Moment.Session(
                isOpen: isSessionOpen, isPriced: !gauges[index].awaitsPrice)
            let moment = Moment(price: price, time: time, session: session)
            var turn = Turn(moment: moment, supply: supply, shorts: shorts(besides: index))
            books[index].offer(&turn, &account, &reports)
            settle(index)
        }
        finish(last: price.last, in: index)
    }

    /// Takes the price that an event ends with.
    mutating func finish(last: Price, in index: Int) {
        gauges.bring(index)
        gauges.front.last = last.nanos
        if gauges.front.awaitsPrice {
            gauges.front.awaitsPrice = false
            rewake(index)
        }
    }
}

extension SymbolBook {
    /// Offers an event to all orders: by phase, within a phase by age.
    ///
    /// A leg that an entry brings into being joins in the later phases of the same event; an order
    /// that triggers is not offered the event again.
    mutating func offer(
        _ turn: inout Turn, _ account: inout Account, _ reports: inout [EngineReport]
    ) {
        var next = firstPhase(after: nil)
        while let phase = next, !orders.isEmpty {
            var place = 0
            while place < orders.count {
                guard self[place].phase == phase, !self[place].isSpent else {
                    place += 1
                    continue
                }
                let key = self[place].key
                offer(&turn, to: place, &account, &reports)
                place = firstIndex(notBelow: key)
                // It may have filled, or its fill may have ended others.
                if place < orders.count, self[place].key == key { place += 1 }
            }
            next = firstPhase(after: phase)
        }
        guard !orders.isEmpty else { return }
        follow(turn.moment, &reports)
        settle(turn.moment, &reports)
    }

    /// The first phase after this one that any order is in.
    private func firstPhase(after phase: Phase?) -> Phase? {
        var first: Phase?
        for place in orders.indices {
            let own = self[place].phase
            if let phase, own <= phase { continue }
            first = min(first ?? own, own)
        }
        return first
    }

    private mutating func offer(
        _ turn: inout Turn, to place: Int, _ account: inout Account,
        _ reports: inout [EngineReport]
    ) {
        guard turn.moment.mayFill(self[place]) else { return }
        let key = self[place].key
        do throws(AmountOutOfRange) {
            switch try orders.touch(place, at: turn.moment) {
            case .none: return
            case .triggers:
                self[place].isSpent = true
                trigger(place, at: turn.moment.time, &reports)
            case .fills(let reference, let rule, let slips):
                if !self[place].isPlain { trigger(place, at: turn.moment.time, &reports) }
                let price =
                    slips
                    ? try account.rules.costs.worsened(
                        reference, side: self[place].side, paysSpread: turn.moment.price.isBar)
                    : reference
                let strike = Strike(
                    price: price, reference: reference, rule: rule, time: turn.moment.time)
                try fill(place, strike, &turn, &account, &reports)
            }
        } catch {
            guard let place = index(of: key) else { return }
            end(place, .amountOutOfRange, at: turn.moment.time, &reports)
        }
    }

    private mutating func trigger(
        _ place: Int, at time: Timestamp, _ reports: inout [EngineReport]
    ) {
        self[place].terms.isTriggered = true
        reports.append(.changed(self[place].key, self[place].terms, at: time))
    }

    /// Lets trailing stops follow the best price, after the event was offered: on a bar none knows
    /// whether the high came before the low, so the new stop is in force from the next one.
    private mutating func follow(_ moment: Moment, _ reports: inout [EngineReport]) {
        for place in orders.indices {
            guard case .trailingStop = self[place].terms.type,
                !self[place].terms.isTriggered
            else { continue }
            let isSell = self[place].side == .sell
            let price = moment.price.best(for: self[place].side)
            if let best = self[place].terms.best, isSell ? price <= best : price >= best {
                continue
            }
            self[place].terms.best = price
            reports.append(.changed(self[place].key, self[place].terms, at: moment.time))
        }
    }

    /// Ends what lives for one moment only.
    private mutating func settle(_ moment: Moment, _ reports: inout [EngineReport]) {
        var place = 0
        while place < orders.count {
            self[place].isSpent = false
            guard self[place].eligibleAt <= moment.time else {
                place += 1
                continue
            }
            switch self[place].timeInForce {
            case .ioc, .fok: end(place, .notFilledAtOnce, at: moment.time, &reports)
            case .nextBar: expire(place, at: moment.time, &reports)
            case .opg where moment.session == .opening: expire(place, at: moment.time, &reports)
            case .day, .gtc, .opg, .cls: place += 1
            }
        }
    }
}

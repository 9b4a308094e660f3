public import Domain

extension MatchingEngine {
    /// Offers a complete bar to the symbol's orders and marks its holding at the close.
    ///
    /// Feeds check their bars: one with a `fault` fills no order, and where it concerns none its
    /// close still counts as the last price, unless that is below its low.
    public mutating func handle(_ bar: Bar, of instrument: Instrument) -> [OrderReport] {
        var reports: [OrderReport] = []
        handle(bar, of: instrument, into: &reports)
        return reports
    }

    /// The same for a long run: adds to `reports`, and a bar that concerns no order costs a few
    /// comparisons.
    @inlinable
    public mutating func handle(
        _ bar: Bar, of instrument: Instrument, into reports: inout [OrderReport]
    ) {
        gauges.bring(instrument.index)
        if bar.low.nanos > gauges.front.wakeBelow, bar.high.nanos < gauges.front.wakeAbove,
            bar.close >= bar.low
        {
            gauges.front.last = bar.close.nanos
        } else {
            match(.bar(bar), at: bar.start, in: instrument.index, into: &reports)
        }
    }

    /// Offers an event to the orders and marks the holding at the price that it ends with.
    @usableFromInline
    mutating func match(
        _ source: PriceSource, at time: Timestamp, in index: Int,
        into reports: inout [OrderReport]
    ) {
        guard let (supply, last) = offered(by: source) else { return }
        swap(&reports, &self.reports)
        offer(source, at: time, supply: supply, in: index)
        swap(&reports, &self.reports)
        finish(last: last, in: index)
    }

    /// The shares that an event offers and the price that it ends with; nil for one with a fault.
    private func offered(by source: PriceSource) -> (Supply, last: Price)? {
        switch source {
        case .bar(let bar):
            guard bar.fault == nil else { return nil }
            let cap = rules.participationMax.map {
                rules.wholeUnits(bar.volume.wholeShares(at: $0))
            }
            return (Supply(any: cap), bar.close)
        case .quote(let quote):
            guard quote.fault == nil else { return nil }
            let supply = Supply(
                buys: rules.wholeUnits(quote.askSize), sells: rules.wholeUnits(quote.bidSize))
            return (supply, quote.last)
        case .broker: return nil
        }
    }

    /// Offers a quote to the symbol's orders and marks its holding at the last trade.
    ///
    /// A quote with a `fault`, such as a crossed market, changes nothing.
    public mutating func handle(_ quote: Quote, of instrument: Instrument) -> [OrderReport] {
        var reports: [OrderReport] = []
        match(.quote(quote), at: quote.time, in: instrument.index, into: &reports)
        return reports
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

    private mutating func offer(
        _ source: PriceSource, at time: Timestamp, supply: Supply, in index: Int
    ) {
        guard !books[index].working.isEmpty else { return }
        let session = Moment.Session(
            isOpen: isSessionOpen, isPriced: !gauges[index].awaitsPrice)
        let moment = Moment(source: source, time: time, session: session)
        var supply = supply
        var triggered: [UInt64] = []
        for phase in Phase.allCases {
            offer(moment, phase: phase, in: index, supply: &supply, triggered: &triggered)
        }
        follow(source, in: index, at: time)
        settle(moment, in: index)
    }

    /// Goes through the orders of a phase by age. A leg that an entry brings into being joins in
    /// the later phases of the same event; an order that triggers is not offered the event again.
    private mutating func offer(
        _ moment: Moment, phase: Phase, in index: Int, supply: inout Supply,
        triggered: inout [UInt64]
    ) {
        var place = 0
        while place < books[index].working.count {
            guard books[index].working[place].phase == phase else {
                place += 1
                continue
            }
            let order = books[index].working[place]
            if !triggered.contains(order.age), moment.mayFill(order) {
                do throws(AmountOutOfRange) {
                    let touch = try Touch.of(order, at: moment)
                    if case .triggers = touch { triggered.append(order.age) }
                    try apply(touch, to: order, in: index, at: moment, supply: &supply)
                } catch {
                    end(order, .amountOutOfRange, in: index, at: moment.time)
                }
            }
            place = books[index].firstIndex(notBelow: order.age + 1)
        }
    }

    private mutating func apply(
        _ touch: Touch, to order: WorkingOrder, in index: Int, at moment: Moment,
        supply: inout Supply
    ) throws(AmountOutOfRange) {
        switch touch {
        case .none: return
        case .triggers: trigger(order.age, in: index, at: moment.time)
        case .fills(let reference, let rule, let slips):
            var order = order
            if !order.isPlain {
                trigger(order.age, in: index, at: moment.time)
                order.terms.isTriggered = true
            }
            let price =
                slips
                ? try rules.costs.worsened(
                    reference, side: order.side, paysSpread: moment.isBar) : reference
            let execution = Execution(price: price, reference: reference, rule: rule)
            try execute(execution, of: order, in: index, at: moment, supply: &supply)
        }
    }

    private mutating func trigger(_ age: UInt64, in index: Int, at time: Timestamp) {
        guard let place = books[index].index(ofAge: age) else { return }
        books[index].working[place].terms.isTriggered = true
        let order = books[index].working[place]
        reports.append(.changed(order.id, order.terms, at: time))
        rewake(index)
    }

    /// Lets trailing stops follow the best price, after the event was offered: on a bar none knows
    /// whether the high came before the low, so the new stop is in force from the next one.
    private mutating func follow(_ source: PriceSource, in index: Int, at time: Timestamp) {
        for place in books[index].working.indices {
            guard case .trailingStop = books[index].working[place].terms.type else { continue }
            let order = books[index].working[place]
            guard !order.terms.isTriggered, let price = source.best(for: order.side) else {
                continue
            }
            let isSell = order.side == .sell
            if let best = order.terms.best, isSell ? price <= best : price >= best { continue }
            books[index].working[place].terms.best = price
            reports.append(.changed(order.id, books[index].working[place].terms, at: time))
        }
    }

    /// Ends what lives for one moment only.
    private mutating func settle(_ moment: Moment, in index: Int) {
        var place = 0
        while place < books[index].working.count {
            let timeInForce = books[index].working[place].timeInForce
            guard timeInForce != .gtc, timeInForce != .day,
                books[index].working[place].eligibleAt <= moment.time
            else {
                place += 1
                continue
            }
            let order = books[index].working[place]
            place += 1
            switch timeInForce {
            case .ioc, .fok: end(order, .notFilledAtOnce, in: index, at: moment.time)
            case .nextBar: expire(order, in: index, at: moment.time)
            case .opg where moment.session == .opening: expire(order, in: index, at: moment.time)
            case .day, .gtc, .opg, .cls: continue
            }
            place -= 1
        }
    }
}

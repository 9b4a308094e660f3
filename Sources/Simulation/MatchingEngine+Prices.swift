public import Domain

extension MatchingEngine {
    /// Offers a complete bar to the symbol's orders and marks its holding at the close.
    ///
    /// A bar with a `fault` changes nothing: feeds check theirs.
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
        let index = instrument.index
        if bar.low.nanos > gauges[index].wakeBelow, bar.high.nanos < gauges[index].wakeAbove,
            isSessionOpen == nil || gauges[index].isPricedInSession
        {
            mark(index, at: bar.close.nanos)
            return
        }
        match(bar, in: index, into: &reports)
    }

    @usableFromInline
    mutating func match(_ bar: Bar, in index: Int, into reports: inout [OrderReport]) {
        guard bar.fault == nil else { return }
        let cap = rules.participationMax.map { rules.wholeUnits(bar.volume.wholeShares(at: $0)) }
        swap(&reports, &self.reports)
        offer(.bar(bar), at: bar.start, supply: Supply(any: cap), in: index)
        swap(&reports, &self.reports)
        finish(last: bar.close, in: index)
    }

    /// Offers a quote to the symbol's orders and marks its holding at the last trade.
    ///
    /// A quote with a `fault`, such as a crossed market, changes nothing.
    public mutating func handle(_ quote: Quote, of instrument: Instrument) -> [OrderReport] {
        guard quote.fault == nil else { return [] }
        let supply = Supply(
            buys: rules.wholeUnits(quote.askSize), sells: rules.wholeUnits(quote.bidSize))
        offer(.quote(quote), at: quote.time, supply: supply, in: instrument.index)
        finish(last: quote.last, in: instrument.index)
        return takeReports()
    }

    private mutating func finish(last: Price, in index: Int) {
        gauges[index].isPricedInSession = true
        mark(index, at: last.nanos)
    }

    private mutating func offer(
        _ source: PriceSource, at time: Timestamp, supply: Supply, in index: Int
    ) {
        guard !books[index].working.isEmpty else { return }
        let session = Moment.Session(
            isOpen: isSessionOpen, isPriced: gauges[index].isPricedInSession)
        let moment = Moment(source: source, time: time, session: session)
        var supply = supply
        var triggered: [UInt64] = []
        for phase in Phase.allCases {
            offer(moment, phase: phase, in: index, supply: &supply, triggered: &triggered)
        }
        follow(source, in: index, at: time)
        settle(moment, in: index)
    }

    /// Goes through the orders of a phase by age. A leg that an entry brings into being joins in the
    /// later phases of the same event; an order that triggers is not offered the event again.
    private mutating func offer(
        _ moment: Moment, phase: Phase, in index: Int, supply: inout Supply,
        triggered: inout [UInt64]
    ) {
        var place = 0
        while place < books[index].working.count {
            let order = books[index].working[place]
            if order.phase == phase, !triggered.contains(order.age), moment.mayFill(order) {
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
            if !order.isPlain { trigger(order.age, in: index, at: moment.time) }
            let price =
                slips
                ? try rules.costs.worsened(
                    reference, side: order.side, paysSpread: moment.isBar) : reference
            let execution = Execution(
                price: price, reference: reference, rule: rule, moment: moment)
            try execute(execution, age: order.age, in: index, supply: &supply)
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
            let order = books[index].working[place]
            place += 1
            guard order.timeInForce != .gtc, order.timeInForce != .day,
                order.eligibleAt <= moment.time
            else { continue }
            switch order.timeInForce {
            case .ioc, .fok: end(order, .notFilledAtOnce, in: index, at: moment.time)
            case .nextBar: expire(order, in: index, at: moment.time)
            case .opg where moment.session == .opening: expire(order, in: index, at: moment.time)
            case .day, .gtc, .opg, .cls: continue
            }
            place -= 1
        }
    }
}

public import Domain

extension MatchingEngine {
    /// Offers a complete bar to the symbol's orders and marks its holding at the close.
    ///
    /// A bar that concerns no order costs a few comparisons. A bar with a `fault` changes nothing:
    /// feeds check theirs.
    @inlinable
    public mutating func handle(_ bar: Bar, of instrument: Instrument) -> [OrderReport] {
        let index = instrument.index
        if bar.low.nanos > books[index].wakeBelow, bar.high.nanos < books[index].wakeAbove,
            isSessionOpen == nil || books[index].isPricedInSession
        {
            holdings += books[index].mark(bar.close)
            return []
        }
        return match(bar, in: index)
    }

    @usableFromInline
    mutating func match(_ bar: Bar, in index: Int) -> [OrderReport] {
        guard bar.fault == nil else { return [] }
        let isFirst = isSessionOpen == true && !books[index].isPricedInSession
        let moment = Moment(source: .bar(bar), time: bar.start, isFirstOfSession: isFirst)
        if !books[index].working.isEmpty {
            var supply = Supply(
                any: rules.participationMax.map { rules.wholeUnits(bar.volume.wholeShares(at: $0)) }
            )
            offer(moment, in: index, supply: &supply) { order throws(AmountOutOfRange) in
                try Touch.of(order, on: bar)
            }
            follow(high: bar.high, low: bar.low, in: index, at: bar.start)
            settle(moment, in: index)
        }
        finish(last: bar.close, in: index)
        return takeReports()
    }

    /// Offers a quote to the symbol's orders and marks its holding at the last trade.
    ///
    /// A quote with a `fault`, such as a crossed market, changes nothing.
    public mutating func handle(_ quote: Quote, of instrument: Instrument) -> [OrderReport] {
        guard quote.fault == nil else { return [] }
        let index = instrument.index
        let isFirst = isSessionOpen == true && !books[index].isPricedInSession
        let moment = Moment(source: .quote(quote), time: quote.time, isFirstOfSession: isFirst)
        if !books[index].working.isEmpty {
            var supply = Supply(
                buys: rules.wholeUnits(quote.askSize), sells: rules.wholeUnits(quote.bidSize))
            offer(moment, in: index, supply: &supply) { order throws(AmountOutOfRange) in
                try Touch.of(order, on: quote)
            }
            follow(high: quote.last, low: quote.last, in: index, at: quote.time)
            settle(moment, in: index)
        }
        finish(last: quote.last, in: index)
        return takeReports()
    }

    private mutating func finish(last: Price, in index: Int) {
        books[index].isPricedInSession = true
        holdings += books[index].mark(last)
    }

    /// Goes through the orders phase by phase and, within, by age. A leg that an entry brings into
    /// being joins in the later phases of the same event; an order that triggers is not offered the
    /// event again.
    private mutating func offer(
        _ moment: Moment, in index: Int, supply: inout Supply,
        touch: (WorkingOrder) throws(AmountOutOfRange) -> Touch
    ) {
        let before = nextAge
        let present = books[index].working.map { (age: $0.age, phase: $0.phase) }
        for phase in Phase.allCases {
            let legs = books[index].working.filter { $0.age >= before && $0.phase == phase }
            let ages = present.filter { $0.phase == phase }.map(\.age) + legs.map(\.age)
            for age in ages {
                guard let place = books[index].index(ofAge: age) else { continue }
                let order = books[index].working[place]
                guard mayFill(order, at: moment) else { continue }
                do throws(AmountOutOfRange) {
                    try apply(try touch(order), to: order, in: index, at: moment, supply: &supply)
                } catch {
                    end(order, .amountOutOfRange, in: index, at: moment.time)
                }
            }
        }
    }

    /// Whether an order is awake at this moment: latency over, session open, opening orders at the
    /// opening.
    private func mayFill(_ order: WorkingOrder, at moment: Moment) -> Bool {
        guard order.eligibleAt <= moment.time || order.isLeg else { return false }
        switch order.ticket.timeInForce {
        case .cls: return false
        case .opg: return moment.isFirstOfSession
        case .day, .gtc, .ioc, .fok, .nextBar: break
        }
        return isSessionOpen != false || order.ticket.extendedHours
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
                    reference, side: order.ticket.side, paysSpread: moment.isBar) : reference
            let execution = Execution(
                price: price, reference: reference, rule: rule, moment: moment)
            try execute(execution, age: order.age, in: index, supply: &supply)
        }
    }

    private mutating func trigger(_ age: UInt64, in index: Int, at time: Timestamp) {
        guard let place = books[index].index(ofAge: age) else { return }
        books[index].working[place].terms.isTriggered = true
        let order = books[index].working[place]
        reports.append(.changed(order.ticket.id, order.terms, at: time))
        books[index].rewake()
    }

    /// Lets trailing stops follow the best price, after the event was offered: on a bar none knows
    /// whether the high came before the low, so the new stop is in force from the next one.
    private mutating func follow(high: Price, low: Price, in index: Int, at time: Timestamp) {
        for place in books[index].working.indices {
            let order = books[index].working[place]
            guard case .trailingStop = order.terms.type, !order.terms.isTriggered else { continue }
            let isSell = order.ticket.side == .sell
            let price = isSell ? high : low
            if let best = order.terms.best, isSell ? price <= best : price >= best { continue }
            books[index].working[place].terms.best = price
            reports.append(
                .changed(order.ticket.id, books[index].working[place].terms, at: time))
        }
    }

    /// Ends what lives for one moment only.
    private mutating func settle(_ moment: Moment, in index: Int) {
        for order in books[index].working where order.eligibleAt <= moment.time {
            switch order.ticket.timeInForce {
            case .ioc, .fok:
                end(order, .notFilledAtOnce, in: index, at: moment.time)
            case .nextBar:
                expire(order, in: index, at: moment.time)
            case .opg where moment.isFirstOfSession:
                expire(order, in: index, at: moment.time)
            case .day, .gtc, .opg, .cls: continue
            }
        }
    }
}

/// One price event as fills record it.
struct Moment {
    let source: PriceSource
    let time: Timestamp
    /// Whether it is the symbol's first price since the session opened.
    let isFirstOfSession: Bool

    var isBar: Bool {
        if case .bar = source { true } else { false }
    }
}

/// How many shares an event offers to buys and to sells; nil without bound.
struct Supply {
    private var buys: Quantity?
    private var sells: Quantity?
    private let isShared: Bool

    /// One supply for both sides: a part of a bar's volume.
    init(any: Quantity?) {
        buys = any
        sells = any
        isShared = true
    }

    /// Displayed sizes: buys take from the ask, sells from the bid.
    init(buys: Quantity, sells: Quantity) {
        self.buys = buys
        self.sells = sells
        isShared = false
    }

    func left(for side: OrderSide) -> Quantity? { side == .buy ? buys : sells }

    mutating func take(_ quantity: Quantity, side: OrderSide) throws(AmountOutOfRange) {
        if side == .buy || isShared, let before = buys { buys = try before - quantity }
        if side == .sell || isShared, let before = sells { sells = try before - quantity }
    }
}

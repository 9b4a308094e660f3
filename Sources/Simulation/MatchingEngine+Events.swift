public import Domain

extension MatchingEngine {
    /// Takes the next market event.
    public mutating func handle(_ event: MarketEvent) -> [OrderReport] {
        switch event {
        case .bar(let symbol, let bar): return handle(bar, of: instrument(symbol))
        case .quote(let symbol, let quote): return handle(quote, of: instrument(symbol))
        case .opened(let time): open(at: time)
        case .closed(let time): close(at: time)
        case .action(let symbol, let action, let time): adjust(symbol, action, at: time)
        }
        return takeReports()
    }

    /// Takes in an event that was already booked, to resume after it: prices and session only.
    public mutating func recall(_ event: MarketEvent) {
        switch event {
        case .opened: startSession()
        case .closed: isSessionOpen = false
        case .bar(let symbol, let bar): recall(bar.close, of: symbol)
        case .quote(let symbol, let quote): recall(quote.last, of: symbol)
        case .action(let symbol, let action, _):
            if case .split(let new, let old) = action {
                rebase(instrument(symbol).index, new: new, old: old)
            }
        }
    }

    private mutating func recall(_ price: Price, of symbol: Symbol) {
        finish(last: price, in: instrument(symbol).index)
    }

    private mutating func startSession() {
        isSessionOpen = true
        for index in gauges.indices {
            gauges[index].awaitsPrice = true
            rewake(index)
        }
    }

    private mutating func open(at time: Timestamp) {
        startSession()
        for index in books.indices {
            for order in books[index].working where order.ticket.extendedHours {
                // A day order of the extended session that has just ended.
                if order.timeInForce == .day, order.acceptedAt < time {
                    expire(order, in: index, at: time)
                }
            }
        }
    }

    /// The session's close: closing orders fill at the last price, day orders expire.
    private mutating func close(at time: Timestamp) {
        for index in books.indices {
            fillAtClose(index, at: time)
            for order in books[index].working {
                switch order.timeInForce {
                case .cls, .opg: expire(order, in: index, at: time)
                case .day where !order.ticket.extendedHours: expire(order, in: index, at: time)
                case .day, .gtc, .ioc, .fok, .nextBar: continue
                }
            }
        }
        isSessionOpen = false
    }

    private mutating func fillAtClose(_ index: Int, at time: Timestamp) {
        guard !gauges[index].awaitsPrice, let last = lastPrice(in: index) else { return }
        let bar = Bar(
            start: time, open: last, high: last, low: last, close: last,
            volume: Volume(thousandths: 0))
        let moment = Moment(source: .bar(bar), time: time, session: .closing)
        for aged in books[index].working where aged.timeInForce == .cls {
            // An earlier fill may have shrunk it since.
            guard let place = books[index].index(ofAge: aged.age) else { continue }
            let order = books[index].working[place]
            if let limit = order.limit, order.side == .buy ? last > limit : last < limit {
                continue
            }
            var supply = Supply(any: nil)
            do throws(AmountOutOfRange) {
                let slips = order.limit == nil
                let price =
                    slips
                    ? try rules.costs.worsened(last, side: order.side, paysSpread: true)
                    : last
                let execution = Execution(price: price, reference: last, rule: .close)
                try execute(execution, of: order, in: index, at: moment, supply: &supply)
            } catch {
                end(order, .amountOutOfRange, in: index, at: time)
            }
        }
    }
}

public import Domain

extension MatchingEngine {
    /// Takes the next market event.
    public mutating func handle(_ event: MarketEvent) -> [OrderReport] {
        switch event {
        case .opened(let time): return open(at: time)
        case .bar(let symbol, let bar): return handle(bar, of: instrument(symbol))
        case .quote(let symbol, let quote): return handle(quote, of: instrument(symbol))
        case .action(let symbol, let action, let time):
            return adjust(symbol, action, at: time)
        case .closed(let time): return close(at: time)
        }
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
        let index = instrument(symbol).index
        books[index].isPricedInSession = true
        holdings += books[index].mark(price)
    }

    private mutating func startSession() {
        isSessionOpen = true
        for index in books.indices { books[index].isPricedInSession = false }
    }

    private mutating func open(at time: Timestamp) -> [OrderReport] {
        startSession()
        for index in books.indices {
            for order in books[index].working where order.ticket.extendedHours {
                // A day order of the extended session that has just ended.
                if order.ticket.timeInForce == .day, order.acceptedAt < time {
                    expire(order, in: index, at: time)
                }
            }
        }
        return takeReports()
    }

    /// The session's close: closing orders fill at the last price, day orders expire.
    private mutating func close(at time: Timestamp) -> [OrderReport] {
        for index in books.indices {
            fillAtClose(index, at: time)
            for order in books[index].working {
                switch order.ticket.timeInForce {
                case .cls, .opg: expire(order, in: index, at: time)
                case .day where !order.ticket.extendedHours: expire(order, in: index, at: time)
                case .day, .gtc, .ioc, .fok, .nextBar: continue
                }
            }
        }
        isSessionOpen = false
        return takeReports()
    }

    private mutating func fillAtClose(_ index: Int, at time: Timestamp) {
        guard books[index].isPricedInSession, let last = books[index].last else { return }
        let bar = Bar(
            start: time, open: last, high: last, low: last, close: last,
            volume: Volume(thousandths: 0))
        let moment = Moment(source: .bar(bar), time: time, isFirstOfSession: false)
        for order in books[index].working where order.ticket.timeInForce == .cls {
            if let limit = order.limit, order.ticket.side == .buy ? last > limit : last < limit {
                continue
            }
            var supply = Supply(any: nil)
            do throws(AmountOutOfRange) {
                let slips = order.limit == nil
                let price =
                    slips
                    ? try rules.costs.worsened(last, side: order.ticket.side, paysSpread: true)
                    : last
                try execute(
                    Execution(price: price, reference: last, rule: .close, moment: moment),
                    age: order.age, in: index, supply: &supply)
            } catch {
                end(order, .amountOutOfRange, in: index, at: time)
            }
        }
    }
}

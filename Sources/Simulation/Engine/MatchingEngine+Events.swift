public import Domain

extension MatchingEngine {
    /// The regular session opens; day orders of the extended session that has just ended expire.
    public mutating func open(at time: Timestamp, into reports: inout [EngineReport]) {
        startSession()
        for index in books.indices {
            books[index].expire(at: time, &reports) { entry in
                entry.extendedHours && entry.timeInForce == .day
                    && entry.acceptedAt < time
            }
            rewake(index)
        }
    }

    /// The regular session closes: closing orders fill at the last price, day orders expire.
    public mutating func close(at time: Timestamp, into reports: inout [EngineReport]) {
        for index in books.indices where !books[index].orders.isEmpty {
            fillAtClose(index, at: time, &reports)
            books[index].expire(at: time, &reports) { entry in
                switch entry.timeInForce {
                case .cls, .opg: true
                case .day: !entry.extendedHours
                case .gtc, .ioc, .fok, .nextBar: false
                }
            }
            settle(index)
        }
        isSessionOpen = false
    }

    /// Takes in an opening that was already booked, to resume after it.
    public mutating func recallOpen() { startSession() }

    /// The same for a close.
    public mutating func recallClose() { isSessionOpen = false }

    /// The same for the price that an event ended with.
    public mutating func recall(last: Price, of instrument: Instrument) {
        finish(last: last, in: instrument.index)
    }

    private mutating func startSession() {
        isSessionOpen = true
        for index in gauges.indices {
            gauges[index].awaitsPrice = true
            rewake(index)
        }
    }

    private mutating func fillAtClose(
        _ index: Int, at time: Timestamp, _ reports: inout [EngineReport]
    ) {
        guard !gauges[index].awaitsPrice, gauges[index].last > 0 else { return }
        let bar = Bar(closingAt: Price(nanos: gauges[index].last), at: time)
        let moment = Moment(price: .bar(bar), time: time, session: .closing)
        let shorts = shorts(besides: index)
        books[index].fillAtClose(moment, shorts, &account, &reports)
    }
}

extension Bar {
    /// The session's close as a bar of one price, which is what closing orders fill on.
    init(closingAt price: Price, at time: Timestamp) {
        self.init(
            start: time, open: price, high: price, low: price, close: price,
            volume: Volume(thousandths: 0))
    }
}

extension SymbolBook {
    /// Fills the orders for the session's close, by age; an earlier fill may end later ones.
    fileprivate mutating func fillAtClose(
        _ moment: Moment, _ shorts: Shorts?, _ account: inout Account,
        _ reports: inout [EngineReport]
    ) {
        let last = moment.price.last
        for key in orders.filter({ $0.timeInForce == .cls }).map(\.key) {
            guard let place = index(of: key) else { continue }
            let order = self[place]
            if let limit = order.limit, order.side == .buy ? last > limit : last < limit {
                continue
            }
            var turn = Turn(moment: moment, supply: Supply(any: nil), shorts: shorts)
            do throws(AmountOutOfRange) {
                let price =
                    order.limit == nil
                    ? try account.rules.costs.worsened(last, side: order.side, paysSpread: true)
                    : last
                let strike = Strike(
                    price: price, reference: last, rule: .close, time: moment.time)
                try fill(place, strike, &turn, &account, &reports)
            } catch {
                guard let place = index(of: key) else { continue }
                end(place, .amountOutOfRange, at: moment.time, &reports)
            }
        }
    }

    /// Expires the orders that this is the end of.
    fileprivate mutating func expire(
        at time: Timestamp, _ reports: inout [EngineReport], where isOver: (RestingOrder) -> Bool
    ) {
        var place = 0
        while place < orders.count {
            if isOver(orders[place]) { expire(place, at: time, &reports) } else { place += 1 }
        }
    }
}

import Domain

/// How an engine is put together again as an earlier one was left.
extension MatchingEngine {
    /// A number for an order or lot that is about to be put back.
    mutating func nextKey(in instrument: Instrument) -> OrderKey {
        account.nextKey(in: instrument.index)
    }

    /// Puts back what is held of an instrument, oldest lot first.
    mutating func resume(
        _ lots: [OpenLot<OrderKey, StrategyKey>], of instrument: Instrument
    ) {
        books[instrument.index].lots = Lots(lots: lots)
        gauges.bring(instrument.index)
        books[instrument.index].hold(&gauges)
    }

    /// Puts a working order back; the older ones of its instrument come first.
    mutating func resume(
        _ order: EngineOrder, as key: OrderKey, terms: WorkingTerms, filled: Quantity,
        acceptedAt: Timestamp
    ) {
        let index = order.instrument.index
        books[index].append(
            order, as: key, terms: terms, filled: filled, account.times(from: acceptedAt))
        rewake(index)
    }

    /// Starts again with so much cash: no lots, no orders; prices and session stay.
    mutating func reset(cash: Money) {
        account.cash = cash
        for index in books.indices {
            books[index] = SymbolBook()
            settle(index)
        }
    }

    /// The working orders of all instruments, oldest first.
    var entries: [RestingOrder] {
        books.flatMap(\.orders).sorted { $0.key < $1.key }
    }

    /// The working order of this number.
    func entry(_ key: OrderKey) -> RestingOrder? {
        let book = books[key.index]
        return book.index(of: key).map { book.orders[$0] }
    }
}

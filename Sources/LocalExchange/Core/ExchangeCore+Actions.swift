import AlpacaWire
import Domain
import MarketCalendar
import Simulation

/// Splits and dividends of a replay: lots and cash, orders, prices, and what is told of it.
extension ExchangeCore {
    mutating func take(_ action: CorporateAction, of symbol: Symbol) {
        guard action.fault == nil else { return }
        let (cashBefore, before) = (cash, held(symbol))
        if case .split(let new, let old) = action { restate(symbol, Ratio(new: new, old: old)) }
        apply(engine.handle(.action(symbol, action, at: now)))
        if case .split(let new, let old) = action {
            restatePrices(of: symbol, Ratio(new: new, old: old))
        }
        guard before != .zero else { return }
        note(action, of: symbol, before: before, cash: cash.minus(cashBefore))
    }

    /// What a split makes of shares and prices.
    private struct Ratio {
        let new: Int64
        let old: Int64

        func shares(_ quantity: Quantity) -> Quantity {
            Quantity(clamping: Int128(quantity.billionths) * Int128(new) / Int128(old))
        }

        func price(_ price: Price) -> Price {
            let exact = Int128(price.nanos) * Int128(old)
            return Price(clamping: Rounding.halfEven.divide(exact, by: Int128(new)))
        }

        /// The price of an order, which stays on its step.
        func step(_ price: Price?) -> Price? {
            price.flatMap { try? self.price($0).onStep(rounding: .halfEven) }
        }
    }

    /// Gives open orders what is left of them in new shares. Prices of those in the engine follow
    /// from what it reports; of legs that wait they are reckoned here.
    private mutating func restate(_ symbol: Symbol, _ ratio: Ratio) {
        for order in book.openOrders(of: symbol) {
            book.change(order.id) { order in
                let filled = order.wire.filledQty
                order.wire.qty = order.remaining.map { filled.plus(ratio.shares($0)) }
                order.closing = order.closing.map {
                    filled.plus(ratio.shares($0.minus(filled)))
                }
                guard !order.isInEngine else { return }
                order.wire.limitPrice = ratio.step(order.wire.limitPrice)
                order.wire.stopPrice = ratio.step(order.wire.stopPrice)
            }
        }
    }

    /// Gives prices in new shares, and tells of the orders once the engine has theirs.
    private mutating func restatePrices(of symbol: Symbol, _ ratio: Ratio) {
        for order in book.openOrders(of: symbol) {
            settle(order.id, order.status, event: .restated)
        }
        lastDay.prices[symbol] = lastDay.prices[symbol].map(ratio.price)
        guard let quote = quotes[symbol] else { return }
        quotes[symbol] = Quote(
            time: quote.time, bid: ratio.price(quote.bid), ask: ratio.price(quote.ask),
            bidSize: quote.bidSize, askSize: quote.askSize, last: ratio.price(quote.last))
    }

    private mutating func note(
        _ action: CorporateAction, of symbol: Symbol, before: Quantity, cash: Money
    ) {
        unsaved.lots.insert(symbol)
        unsaved.hasAccount = true
        let isDividend = if case .dividend = action { true } else { false }
        let id = ActivityID.text(stamp(), newID())
        var activity = WireActivity(id: id, activityType: isDividend ? "DIV" : "SPLIT")
        activity.date = NewYork.day(of: now).description
        activity.symbol = symbol.description
        activity.netAmount = cash
        activity.status = "executed"
        switch action {
        case .dividend(let perShare):
            activity.qty = before
            activity.perShareAmount = Money(nanos: perShare.nanos)
            activity.description = "cash dividend"
        case .split(let new, let old):
            activity.qty = held(symbol).minus(before)
            activity.description = "\(new) for \(old) split"
        }
        activities.append(activity)
        unsaved.activities.append(activity)
    }
}

import AlpacaWire
import Domain
import MarketCalendar
import Simulation

extension ExchangeCore {
    /// Takes the next market event.
    mutating func handle(_ event: MarketEvent) {
        switch event {
        case .quote(let symbol, let quote):
            advance(to: quote.time)
            quotes[symbol] = quote
            keepExtendedHours()
            wakeStops(of: symbol, low: quote.last, high: quote.last)
            if isOffered(symbol) {
                apply(engine.handle(.quote(symbol, offered(quote, of: symbol))))
            } else {
                engine.recall(event)
            }
        case .bar(let symbol, let bar):
            advance(to: bar.start)
            wakeStops(of: symbol, low: bar.low, high: bar.high)
            apply(engine.handle(event))
            quotes[symbol] = Quote(closing: bar, at: now)
        case .opened(let time): open(at: time)
        case .closed(let time): close(at: time)
        case .action(let symbol, let action, let time):
            advance(to: time)
            take(action, of: symbol)
        }
        mark()
    }

    mutating func advance(to time: Timestamp) { now = max(now, time) }

    /// Any quantity fills at the touch, as on Alpaca's paper side; a hostile exchange fills in
    /// parts, and so does one that was asked to.
    private func offered(_ quote: Quote, of symbol: Symbol) -> Quote {
        var offered = quote
        var size = faults.offeredSize(of: symbol, at: quote.time)
        if partialFills.seed != nil {
            let wanted = book.openOrders(of: symbol).compactMap { $0.isInEngine ? $0.holding : nil }
            let largest = wanted.max() ?? .zero
            size = min(size, partialFills.part(of: largest, symbol, at: quote.time) ?? size)
        }
        offered.bidSize = size
        offered.askSize = size
        return offered
    }

    private mutating func open(at time: Timestamp) {
        advance(to: time)
        isSessionOpen = true
        openEngine(at: time)
        for order in book.openOrders where order.status == .accepted {
            settle(order.id, .new, event: .new)
        }
    }

    private mutating func close(at time: Timestamp) {
        advance(to: time)
        apply(engine.handle(.closed(at: time)))
        isSessionOpen = false
        // Legs that wait are not in the engine, which ends all others.
        for order in book.openOrders where isOver(order, at: time) {
            if order.isInEngine { _ = engine.cancel(engineName(order), at: time) }
            end(order.id, .expired)
        }
        lastDay = DayEnd(
            equity: equity, maintenance: maintenanceMargin, day: NewYork.day(of: time),
            prices: quotes.mapValues(\.last))
        unsaved.hasAccount = true
    }

    private func isOver(_ order: ExchangeOrder, at time: Timestamp) -> Bool {
        if let expiry = order.wire.expiresAt, order.wire.timeInForce == .gtc {
            return expiry <= time
        }
        return order.wire.timeInForce == .day && !order.isInEngine
            && !(order.wire.extendedHours && order.parent == nil)
    }

    func engineName(_ order: ExchangeOrder) -> ClientOrderID {
        order.engineID ?? Self.noName
    }

    private static let noName = OrderTicket.unnamed

    /// Notes the account's worth once a minute, while something is held or was.
    private mutating func mark() {
        let minute = now.seconds / 60
        guard !quotes.isEmpty, curve.last.map({ $0.time.seconds / 60 < minute }) ?? true else {
            return
        }
        let equity = equity
        if let last = curve.last, last.equity == equity { return }
        curve.append(EquityMark(time: now, equity: equity))
        if curve.count > 20_000 { curve.removeFirst(5_000) }
        unsaved.marks.append(EquityMark(time: now, equity: equity))
    }
}

extension OrderTicket {
    /// A name that no order has.
    fileprivate static let unnamed: ClientOrderID = {
        guard let name = ClientOrderID("none") else {
            preconditionFailure("'none' is a name of letters.")
        }
        return name
    }()
}

extension Quote {
    /// What a bar leaves behind: its close on both sides, since bars have no spread.
    init(closing bar: Bar, at time: Timestamp) {
        let size = Quantity(billionths: 100 * Quantity.oneShare)
        self.init(
            time: time, bid: bar.close, ask: bar.close, bidSize: size, askSize: size,
            last: bar.close)
    }
}

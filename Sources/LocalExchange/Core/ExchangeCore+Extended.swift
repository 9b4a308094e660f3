import AlpacaWire
import Domain
import MarketCalendar
import Simulation

/// Extended hours: from four in the morning to eight in the evening of a trading day, to five of a
/// half day. At night nothing fills.
extension ExchangeCore {
    /// Whether orders with extended hours trade now.
    var isExtendedSession: Bool {
        guard !settings.isAlwaysOpen, !isSessionOpen else { return true }
        guard let session = TradingCalendar.xnys.session(on: NewYork.day(of: now)) else {
            return false
        }
        return (Self.extendedStart..<Self.extendedEnd(of: session))
            .contains(NewYork.secondsOfDay(at: now))
    }

    private static let extendedStart = 14_400

    private static func extendedEnd(of session: Session) -> Int {
        session.isEarlyClose ? 61_200 : 72_000
    }

    /// When an order of the day with extended hours ends.
    var extendedExpiry: Timestamp? {
        guard !settings.isAlwaysOpen else { return clock.nextClose }
        let today = NewYork.day(of: now)
        let sessions = [
            TradingCalendar.xnys.session(on: today), TradingCalendar.xnys.nextSession(after: today),
        ]
        return sessions.compactMap { $0 }.map { session in
            NewYork.instant(of: session.day, secondsOfDay: Self.extendedEnd(of: session))
        }.first { $0 > now }
    }

    /// Whether a quote of a symbol is offered to its orders: outside the session only those with
    /// extended hours fill, and trailing stops do not follow.
    func isOffered(_ symbol: Symbol) -> Bool {
        guard !isSessionOpen else { return true }
        return isExtendedSession
            && book.openOrders(of: symbol).contains { $0.isInEngine && $0.wire.extendedHours }
    }

    /// Lets orders with extended hours begin and end by the clock.
    mutating func keepExtendedHours() {
        guard !settings.isAlwaysOpen, !isSessionOpen else { return }
        for order in book.openOrders where order.wire.extendedHours {
            let isOfDay = order.wire.timeInForce == .day
            if isOfDay, let expiry = order.wire.expiresAt, expiry <= now {
                withdraw(order.id, .expired)
            } else if order.status == .accepted, isExtendedSession {
                settle(order.id, .new, event: .new)
            }
        }
    }

    /// Opens the engine's session. It would end the orders of the day that came before; those with
    /// extended hours work on.
    mutating func openEngine(at time: Timestamp) {
        let kept = book.openOrders.filter { order in
            !settings.isAlwaysOpen && order.isInEngine && order.wire.extendedHours
                && order.wire.timeInForce == .day && order.wire.expiresAt ?? time > time
        }
        for order in kept { _ = engine.cancel(engineName(order), at: time) }
        apply(engine.handle(.opened(at: time)))
        for order in kept { put(order.id) }
    }
}

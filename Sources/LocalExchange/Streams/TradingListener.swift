import AlpacaWire
import Domain

/// One client of `/stream`: who it is, what it listens to, and how it is told.
struct TradingListener: Sendable {
    /// Takes a message; nil ends the connection. It must not call back into the exchange.
    let deliver: @Sendable (WireTradingMessage?) -> Void
    private var isAuthorized = false
    private var isListening = false
    /// Held back to be told after the next one.
    private var late: WireTradingMessage?

    init(deliver: @escaping @Sendable (WireTradingMessage?) -> Void) { self.deliver = deliver }

    /// Takes a command.
    mutating func take(_ command: WireTradingCommand, _ door: ExchangeDoor) {
        switch command {
        case .authenticate(let key, let secret):
            isAuthorized = door.isKnown(key, secret)
            deliver(.authorization(isAuthorized: isAuthorized, action: "authenticate"))
        case .listen(let streams):
            guard isAuthorized else {
                deliver(.authorization(isAuthorized: false, action: "listen"))
                return
            }
            isListening = streams.contains("trade_updates")
            deliver(.listening(isListening ? ["trade_updates"] : []))
        case .unknown(let action):
            deliver(.error("unknown action \(action.prefix(40))"))
            deliver(nil)
        }
    }

    /// Tells of an event, as far as the plan lets it.
    mutating func tell(_ update: WireTradeUpdate, _ plan: FaultPlan, number: UInt64) {
        guard isListening else { return }
        let message = WireTradingMessage.tradeUpdate(update)
        guard plan.happens(.event, number, oneIn: 5) else {
            deliver(message)
            if let late { deliver(late) }
            late = nil
            return
        }
        switch plan.draw(.disconnect, number, below: 6) {
        case 0, 1: break  // It is lost.
        case 2, 3:
            deliver(message)
            deliver(message)
        case 4:
            if let late { deliver(late) }
            late = message
        default:
            isListening = false
            deliver(nil)
        }
    }
}

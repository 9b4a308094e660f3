import AlpacaWire
import Domain

/// An order as the exchange keeps it: what Alpaca tells of it, and how it hangs together.
struct ExchangeOrder: Hashable, Sendable {
    /// What clients see.
    var wire: WireOrder
    /// What is traded.
    let symbol: Symbol
    /// Its place among all orders.
    let number: Int
    /// Whether it opens or closes.
    var isOpening: Bool
    /// Its name in the engine, once it was sent there.
    var engineID: ClientOrderID?
    /// Whether it works in the engine now.
    var isInEngine = false
    /// Whether its stop has triggered.
    var isTriggered = false
    /// The order whose leg it is.
    var parent: String?
    /// Its legs.
    var legs: [String] = []
    /// What the shares that have filled cost.
    var filledValue = Money.zero
    /// How many shares an exit of so many dollars takes.
    var closing: Quantity?

    init(_ wire: WireOrder, symbol: Symbol, number: Int, isOpening: Bool) {
        self.wire = wire
        self.symbol = symbol
        self.number = number
        self.isOpening = isOpening
    }

    var id: String { wire.id }
    var status: WireOrderStatus { wire.status }
    var isDone: Bool { wire.status.isFinal }
    var side: OrderSide { wire.side == .buy ? .buy : .sell }

    /// The shares still to fill; nil while a notional order tells none.
    var remaining: Quantity? { wire.qty.map { $0.minus(wire.filledQty) } }

    /// Whether it hangs together with others.
    var isComplex: Bool {
        [.bracket, .oco, .oto].contains(wire.orderClass ?? .simple)
    }

    /// Whether it waits for its trigger: an order with a stop that has not been reached.
    var isStop: Bool { wire.type == .stop || wire.type == .stopLimit }
}

extension ExchangeOrder {
    /// Its type as the engine knows it; nil where a price is missing.
    var engineType: OrderType? {
        switch wire.type {
        case .market: .market
        case .limit: wire.limitPrice.map { .limit($0) }
        case .stop: wire.stopPrice.map { .stop($0) }
        case .stopLimit:
            wire.stopPrice.flatMap { stop in
                wire.limitPrice.map { .stopLimit(stop: stop, limit: $0) }
            }
        case .trailingStop: trail.map { .trailingStop($0) }
        default: nil
        }
    }

    /// How far a trailing stop stays behind: percent come as 1.5 for 0.015.
    var trail: Trail? {
        if let amount = wire.trailPrice { return .amount(amount) }
        return wire.trailPercent.map { .rate(Rate(billionths: $0.nanos / 100)) }
    }

    /// The order as the engine takes it; nil where it has no size or no price.
    func ticket(named id: ClientOrderID) -> OrderTicket? {
        guard let type = engineType, let size,
            let time = TimeInForce(rawValue: wire.timeInForce.rawValue)
        else { return nil }
        return OrderTicket(
            id: id, symbol: symbol, side: side, effect: isOpening ? .open : .close(.all),
            size: size, type: type, timeInForce: time, extendedHours: wire.extendedHours)
    }

    /// What is left, in shares or in dollars.
    private var size: OrderSize? {
        if let shares = remaining ?? closing?.minus(wire.filledQty) { return .shares(shares) }
        return wire.notional.map { .notional($0.minus(filledValue)) }
    }
}

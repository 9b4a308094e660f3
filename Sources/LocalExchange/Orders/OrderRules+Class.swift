import AlpacaWire
import Domain

extension OrderRules {
    /// The least distance of a stop from the price that it guards.
    static let distanceMin = Price(nanos: 10_000_000)

    /// What a bracket, an oco or an oto must have.
    static func checkClass(_ draft: OrderDraft) throws(ExchangeRefusal) {
        let request = draft.request
        let target = request.takeProfit?.limitPrice
        let stop = request.stopLoss?.stopPrice
        guard draft.isComplex else {
            guard request.takeProfit == nil, request.stopLoss == nil else {
                throw .impossible("take_profit and stop_loss need order_class bracket, oco or oto")
            }
            return
        }
        if request.takeProfit != nil, target == nil {
            throw .invalid("take_profit.limit_price is required")
        }
        if request.stopLoss != nil, stop == nil {
            throw .invalid("stop_loss.stop_price is required")
        }
        guard request.timeInForce == .day || request.timeInForce == .gtc else {
            throw .impossible("\(draft.kind) orders must be day or gtc")
        }
        try checkLegs(draft, target, stop)
        try checkOrder(draft, target, stop)
    }

    private static func checkLegs(
        _ draft: OrderDraft, _ target: Price?, _ stop: Price?
    ) throws(ExchangeRefusal) {
        switch draft.kind {
        case .bracket:
            try requireBoth(draft, target, stop)
        case .oco:
            guard draft.request.type == .limit else {
                throw .impossible("oco orders must be limit orders")
            }
            try requireBoth(draft, target, stop)
        default:
            guard (target == nil) != (stop == nil) else {
                throw .impossible("oto orders require exactly one of take_profit or stop_loss")
            }
        }
        if draft.kind != .oco, ![.market, .limit].contains(draft.request.type) {
            throw .impossible("\(draft.kind) orders must be market or limit orders")
        }
    }

    private static func requireBoth(
        _ draft: OrderDraft, _ target: Price?, _ stop: Price?
    ) throws(ExchangeRefusal) {
        guard target != nil else {
            throw .impossible("\(draft.kind) orders require take_profit.limit_price")
        }
        guard stop != nil else {
            throw .impossible("\(draft.kind) orders require stop_loss.stop_price")
        }
    }

    /// Target, entry and stop lie in this order, or in its mirror.
    private static func checkOrder(
        _ draft: OrderDraft, _ target: Price?, _ stop: Price?
    ) throws(ExchangeRefusal) {
        let isLong = (draft.side == .buy) != (draft.kind == .oco)
        for price in [target, stop, draft.request.stopLoss?.limitPrice] {
            if let price, price <= .zero { throw .invalid("prices of legs must be > 0") }
        }
        if let target, let stop, isLong ? target <= stop : target >= stop {
            let word = isLong ? ">" : "<"
            throw .impossible(
                "take_profit.limit_price must be \(word) stop_loss.stop_price")
        }
        let base = draft.kind == .oco ? target : draft.limit
        if let stop, let base { try checkStop(stop, from: base, isLong: isLong) }
    }

    /// - Parameter base: the price that the stop guards.
    static func checkStop(
        _ stop: Price, from base: Price, isLong: Bool
    ) throws(ExchangeRefusal) {
        let distance =
            isLong
            ? Int128(base.nanos) - Int128(stop.nanos) : Int128(stop.nanos) - Int128(base.nanos)
        guard distance < Int128(distanceMin.nanos) else { return }
        let word = isLong ? "<= base_price - 0.01" : ">= base_price + 0.01"
        throw ExchangeRefusal(
            422, 42_210_000, "stop_loss.stop_price must be \(word)",
            ["base_price": .string(base.description)])
    }
}

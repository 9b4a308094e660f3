import AlpacaWire
import Domain
import Simulation

extension ExchangeCore {
    /// Sells what is held of a symbol, or buys back what is owed: all, some or a part of it.
    mutating func closePosition(
        _ symbol: Symbol, _ query: CallQuery
    ) throws(ExchangeRefusal) -> WireOrder {
        let held = held(symbol)
        guard held != .zero else { throw .notFound("position does not exist") }
        let quantity = try closing(held.size, query)
        var request = WireOrderRequest(
            symbol: symbol.description, side: held > .zero ? .sell : .buy, type: .market,
            timeInForce: .day)
        request.qty = quantity
        guard quantity <= available(symbol).size else {
            throw insufficient(symbol, wanted: quantity)
        }
        return try place(request)
    }

    private func closing(
        _ held: Quantity, _ query: CallQuery
    ) throws(ExchangeRefusal) -> Quantity {
        let quantity: Quantity? = try query.amount("qty")
        let percent: Price? = try query.amount("percentage")
        guard quantity == nil || percent == nil else {
            throw .invalid("only one of qty or percentage is accepted")
        }
        if let quantity {
            guard quantity > .zero else { throw .invalid("qty must be > 0") }
            return quantity
        }
        guard let percent else { return held }
        guard percent > .zero, percent <= Price(nanos: 100_000_000_000) else {
            throw .invalid("percentage must be > 0 and <= 100")
        }
        let exact = Int128(held.billionths) * Int128(percent.nanos) / 100_000_000_000
        guard exact > 0 else { throw .invalid("percentage is too small") }
        return Quantity(clamping: exact)
    }

    /// Closes all that is held.
    mutating func closeAll(cancelling: Bool) -> [WireMultiStatus] {
        if cancelling { _ = cancelAll() }
        return engine.heldSymbols.map { symbol in
            do throws(ExchangeRefusal) {
                let order = try closePosition(symbol, CallQuery())
                return WireMultiStatus(
                    symbol: symbol.description, status: 200, body: order.wire)
            } catch {
                return WireMultiStatus(
                    symbol: symbol.description, status: Int64(error.status),
                    body: error.error.wire)
            }
        }
    }
}

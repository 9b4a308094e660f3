import AlpacaWire
import Domain
import Simulation

/// The account's figures, as Alpaca reckons them.
extension ExchangeCore {
    /// The value of what is held at last prices: long above zero, short below.
    var marketValues: (long: Money, short: Money) {
        var (long, short) = (Money.zero, Money.zero)
        for symbol in engine.heldSymbols {
            let value = marketValue(of: symbol)
            if value < .zero { short = short.plus(value) } else { long = long.plus(value) }
        }
        return (long, short)
    }

    func marketValue(of symbol: Symbol) -> Money {
        guard let last = lastPrice(of: symbol) else { return .zero }
        return .value(of: held(symbol), at: last)
    }

    var equity: Money {
        let values = marketValues
        return cash.plus(values.long).plus(values.short)
    }

    /// Half of what is held.
    var initialMargin: Money {
        let values = marketValues
        return values.long.plus(values.short.size).percent(50)
    }

    /// 30 %, and all of what is cheap: long below $2.50; short below $5 at least $2.50 a share,
    /// above at least $5.
    var maintenanceMargin: Money {
        engine.heldSymbols.reduce(.zero) { sum, symbol in
            sum.plus(maintenance(of: symbol))
        }
    }

    private func maintenance(of symbol: Symbol) -> Money {
        guard let last = lastPrice(of: symbol) else { return .zero }
        let quantity = held(symbol)
        let value = marketValue(of: symbol).size
        if quantity > .zero {
            return last < Price(nanos: 2_500_000_000) ? value : value.percent(30)
        }
        let isCheap = last < Price(nanos: 5_000_000_000)
        let least = Price(nanos: isCheap ? 2_500_000_000 : 5_000_000_000)
        return max(.value(of: quantity.size, at: least), isCheap ? value : value.percent(30))
    }

    /// Whether shorts may be opened: on margin, with the least equity that it takes.
    var isShortingEnabled: Bool {
        multiplier > 1 && equity >= Money(nanos: 2_000_000_000_000)
    }

    /// How much of equity may be used now.
    var multiplier: Int64 {
        let most = configuration.maxMarginMultiplier.flatMap { Int64($0) } ?? 4
        return equity >= Money(nanos: 2_000_000_000_000) ? min(most, settings.multiplier) : 1
    }

    /// What open orders have bespoken.
    var reserved: Money {
        book.openOrders.reduce(.zero) { $0.plus(reserve(of: $1)) }
    }

    /// What new orders may cost.
    var buyingPower: Money {
        let whole =
            multiplier == 1
            ? cash.plus(marketValues.short) : equity.minus(initialMargin).times(multiplier)
        return max(.zero, max(.zero, whole).minus(reserved))
    }

    /// What an open order has bespoken: entries only, for what has not filled.
    func reserve(of order: ExchangeOrder) -> Money {
        guard order.isOpening, !order.isDone else { return .zero }
        if let notional = order.wire.notional {
            return max(.zero, notional.minus(order.filledValue))
        }
        let price = reservePrice(
            order.wire.limitPrice, order.wire.stopPrice, side: order.side, of: order.symbol)
        return .value(of: order.remaining ?? .zero, at: price)
    }

    /// The price that an entry is reckoned with.
    func reservePrice(
        _ limit: Price?, _ stop: Price?, side: OrderSide, of symbol: Symbol
    ) -> Price {
        let quote = quotes[symbol]
        let far = isSessionOpen ? quote?.ask : quote?.last
        let market = far ?? lastPrice(of: symbol) ?? .zero
        if side == .sell {
            let above = (try? market.scaled(by: Rate(basisPoints: 10_300), rounding: .up)) ?? market
            return max(limit ?? .zero, above)
        }
        return limit ?? stop ?? market
    }

    /// - Parameter giving: what the order that it replaces gives back.
    func checkBuyingPower(_ draft: OrderDraft, giving: Money) throws(ExchangeRefusal) {
        let power = buyingPower.plus(giving)
        let price = reservePrice(
            draft.limit, draft.request.stopPrice, side: draft.side, of: draft.symbol)
        let cost = draft.request.notional ?? .value(of: draft.request.qty ?? .zero, at: price)
        guard cost > power else { return }
        throw .forbidden(
            "insufficient buying power",
            [
                "buying_power": .string(power.description),
                "cost_basis": .string(cost.description),
            ])
    }

    /// Signed shares that no open exit holds.
    func available(_ symbol: Symbol) -> Quantity {
        let held = held(symbol)
        let bespoken = book.openOrders(of: symbol).reduce(Quantity.zero) { sum, order in
            let isHolding = !order.isOpening && order.status != .held
            return isHolding ? sum.plus(order.holding) : sum
        }
        let free = max(.zero, held.size.minus(bespoken))
        return held < .zero ? Quantity.zero.minus(free) : free
    }
}

extension ExchangeOrder {
    /// The shares that an exit holds.
    var holding: Quantity { remaining ?? closing?.minus(wire.filledQty) ?? .zero }
}

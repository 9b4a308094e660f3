import Domain

/// What one price event means for one order.
enum Touch {
    /// Nothing.
    case none
    /// Its stop triggers, but it cannot fill on this event.
    case triggers
    /// It fills at `reference`, worsened by the cost model where it `slips`.
    case fills(reference: Price, rule: FillRule, slips: Bool)

    /// What a price event means for an order, which is looked at where it stands.
    static func of(
        _ order: inout RestingOrder, at moment: Moment
    ) throws(AmountOutOfRange) -> Touch {
        switch moment.price {
        case .bar(let bar): try of(&order, on: bar)
        case .quote(let quote): try of(&order, on: quote)
        }
    }

    /// What a bar means for an order (goldens/BACKTEST_RULES.md, DESIGN section 7).
    private static func of(
        _ order: inout RestingOrder, on bar: Bar
    ) throws(AmountOutOfRange) -> Touch {
        let side = order.side
        guard !order.isImmediate, order.timeInForce != .opg else {
            return atOpen(&order, bar: bar)
        }
        if order.isPlain {
            guard let limit = order.limit else {
                return .fills(reference: bar.open, rule: .open, slips: true)
            }
            return ofLimit(limit, side: side, bar: bar)
        }
        guard let stop = try order.stop() else { return .none }
        let isAtOpen = side == .buy ? bar.open >= stop : bar.open <= stop
        let isReached = side == .buy ? bar.high >= stop : bar.low <= stop
        guard isReached else { return .none }
        if let limit = order.limit {  // A stop-limit fills only where the open lies between both.
            let isWithin = side == .buy ? bar.open <= limit : bar.open >= limit
            return isAtOpen && isWithin
                ? .fills(reference: bar.open, rule: .stopAtOpen, slips: false) : .triggers
        }
        return .fills(
            reference: isAtOpen ? bar.open : stop, rule: isAtOpen ? .stopAtOpen : .stop, slips: true
        )
    }

    private static func ofLimit(_ limit: Price, side: OrderSide, bar: Bar) -> Touch {
        let isAtOpen = side == .buy ? bar.open <= limit : bar.open >= limit
        if isAtOpen { return .fills(reference: bar.open, rule: .limitAtOpen, slips: false) }
        let isReached = side == .buy ? bar.low <= limit : bar.high >= limit
        return isReached ? .fills(reference: limit, rule: .limit, slips: false) : .none
    }

    /// Orders that live for one moment see the open only.
    private static func atOpen(_ order: inout RestingOrder, bar: Bar) -> Touch {
        guard let limit = order.limit else {
            return .fills(reference: bar.open, rule: .open, slips: true)
        }
        let isReached = order.side == .buy ? bar.open <= limit : bar.open >= limit
        return isReached ? .fills(reference: bar.open, rule: .limitAtOpen, slips: false) : .none
    }

    /// What a quote means for an order: the far side fills it, the last trade triggers its stop.
    private static func of(
        _ order: inout RestingOrder, on quote: Quote
    ) throws(AmountOutOfRange) -> Touch {
        let side = order.side
        if !order.isPlain {
            guard let stop = try order.stop() else { return .none }
            guard side == .buy ? quote.last >= stop : quote.last <= stop else { return .none }
        }
        let far = side == .buy ? quote.ask : quote.bid
        guard let limit = order.limit else {
            return .fills(reference: far, rule: .quote, slips: true)
        }
        let isReached = side == .buy ? far <= limit : far >= limit
        if isReached { return .fills(reference: far, rule: .limit, slips: false) }
        return order.isPlain ? .none : .triggers
    }
}

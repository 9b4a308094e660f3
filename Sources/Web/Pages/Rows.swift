import Desk
import Domain
import Storage

extension OrderRow {
    init(_ order: BookedOrder, mode: TradingMode) {
        number = order.id.description
        symbol = order.ticket.symbol.description
        side = order.ticket.side.rawValue
        quantity = order.terms.quantity.map(Figures.shares) ?? "all cash"
        filled = Figures.shares(order.filled)
        kind = order.terms.type.name.replacing("_", with: "-")
        price = order.terms.type.priceWords
        time = order.ticket.timeInForce.rawValue
        status = PageText.words(order.state.rawValue)
        name = order.ticket.id.description
        submitted = PageTime(order.submittedAt)
        isBuy = order.ticket.side == .buy
        isProtection = order.ticket.parent != nil
        isUnknown = order.state == .unknown
        isExternal = order.ticket.origin.strategy == .external
        let mode = mode.rawValue
        replaceAddress =
            order.terms.quantity == nil ? nil : "/trades/replace?mode=\(mode)&order=\(order.id)"
    }
}

extension OrderType {
    /// The prices of an order in words.
    var priceWords: String {
        switch self {
        case .market: "market"
        case .limit(let limit): Figures.price(limit)
        case .stop(let stop): "stop \(Figures.price(stop))"
        case .stopLimit(let stop, let limit):
            "stop \(Figures.price(stop)), limit \(Figures.price(limit))"
        case .trailingStop(.amount(let amount)): "trails by \(Figures.price(amount))"
        case .trailingStop(.rate): "trails by \(trailPercent ?? .zero) %"
        }
    }
}

extension TradeRow {
    /// - Parameter last: the last price, of a trade that is open.
    init(_ trade: BookedTrade, mode: TradingMode, last: Price?, isDefaultStop: Bool) {
        let base = PageAddress("", [("mode", mode.rawValue)])
        id = trade.id.description
        symbol = trade.symbol.description
        side = trade.side.name
        shares = Figures.shares(trade.quantity)
        entry = Figures.price(trade.entryPrice)
        exit = trade.exitPrice.map(Figures.price) ?? last.map(Figures.price) ?? "–"
        status = trade.status.name
        strategy = trade.origin.strategy.description
        outcome =
            trade.exitReason.map { PageText.words($0.rawValue) }
            ?? (trade.status == .cancelled ? "account reset" : nil)
        stop = trade.stopLoss.map(Figures.price) ?? "–"
        target = trade.takeProfit.map(Figures.price) ?? "–"
        let open = last.flatMap { trade.unrealized(at: $0) }
        profit = Signed(trade.realized ?? open)
        percent = Signed(percent: trade.returnPercent ?? trade.openPercent(open))
        listed = PageTime(trade.listedAt)
        isOpen = trade.status == .open
        isShort = trade.side == .short
        self.isDefaultStop = isDefaultStop
        isExternal = trade.origin.strategy == .external
        verb = isShort ? "Cover" : "Sell"
        address = base.path("/trades/\(trade.id)").text
        chartAddress =
            base.path("/trades/chart").adding("symbol", symbol).adding("trade", id).text
        sellAddress = base.path("/trades/sell").adding("trade", id).text
        protectAddress = base.path("/trades/protect").adding("trade", id).text
    }
}

extension BookedTrade {
    /// An open profit in percent of what the trade cost.
    func openPercent(_ profit: Money?) -> Double? {
        guard let profit, entryValue > .zero else { return nil }
        return 100 * profit.approximate / entryValue.approximate
    }
}

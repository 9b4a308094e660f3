import Desk
import Domain
import Storage

extension PositionRow {
    init(_ answer: PositionAnswer, sale: String) {
        let position = answer.position
        symbol = position.symbol.description
        side = position.side.name
        quantity = position.quantity.wholeShares.description
        live = PositionText(answer)
        opened = PageTime(position.entryTime)
        clientOrderID = sale
        sellSide = position.side.closing.rawValue
    }
}

extension OrderRow {
    init(_ order: BookedOrder) {
        number = order.id.description
        symbol = order.ticket.symbol.description
        side = order.ticket.side.rawValue
        quantity = order.terms.quantity?.description ?? "all cash"
        filled = order.filled.description
        kind = order.terms.type.name.replacing("_", with: "-")
        price = Self.price(of: order.terms)
        time = order.ticket.timeInForce.rawValue
        status = order.state.rawValue.replacing("_", with: " ")
        name = order.ticket.id.description
        submitted = PageTime(order.submittedAt)
        isProtection = order.ticket.parent != nil
    }

    private static func price(of terms: WorkingTerms) -> String {
        switch terms.type {
        case .market: "market"
        case .limit(let limit): Figures.price(limit)
        case .stop(let stop): "stop \(Figures.price(stop))"
        case .stopLimit(let stop, let limit):
            "stop \(Figures.price(stop)), limit \(Figures.price(limit))"
        case .trailingStop(.amount(let amount)): "trails by \(Figures.price(amount))"
        case .trailingStop(.rate): "trails by \(terms.type.trailPercent ?? .zero) %"
        }
    }
}

extension TradeRow {
    /// - Parameter last: the last price, of a trade that is open.
    init(_ trade: BookedTrade, last: Price?, isDefaultStop: Bool, sale: String) {
        id = trade.id.description
        symbol = trade.symbol.description
        side = trade.side.name
        shares = trade.quantity.description
        entry = Figures.price(trade.entryPrice)
        exit = trade.exitPrice.map(Figures.price) ?? last.map { "now \(Figures.price($0))" } ?? "–"
        status = trade.status.name
        strategy = trade.origin.strategy.description
        reason =
            trade.exitReason?.rawValue.replacing("_", with: " ")
            ?? (trade.status == .cancelled ? "account reset" : "")
        stop = trade.stopLoss.map(Figures.price) ?? "–"
        target = trade.takeProfit.map(Figures.price) ?? "–"
        profit = Signed(trade.realized ?? last.flatMap { trade.unrealized(at: $0) })
        listed = PageTime(trade.listedAt)
        isOpen = trade.status == .open
        self.isDefaultStop = isDefaultStop
        clientOrderID = sale
        sellSide = trade.side.closing.rawValue
    }
}

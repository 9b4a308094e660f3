import Domain
import Storage
import Web

/// A trade as a line of its day.
struct TradeAnswer: Encodable {
    let id: Int64
    let symbol, side, status, strategy: String
    let shares: ExactAmount
    let entry_price: ExactAmount
    let entry_time: String
    let exit_price: ExactAmount?
    let exit_time, exit_reason: String?
    let realized_pnl: ExactAmount?
    let fees: ExactAmount
    let line: String

    private enum CodingKeys: String, CodingKey {
        case id, symbol, side, status, strategy, shares, entry_price, entry_time, exit_price
        case exit_time, exit_reason, realized_pnl, fees
    }

    /// - Parameter last: the price that an open trade is valued at.
    init(_ trade: BookedTrade, last: Price?) {
        id = trade.id
        symbol = trade.symbol.description
        side = trade.side.name
        status = trade.status.name
        strategy = trade.origin.strategy.description
        shares = ExactAmount(trade.quantity)
        entry_price = ExactAmount(trade.entryPrice)
        entry_time = trade.entryTime.description
        exit_price = ExactAmount(trade.exitPrice)
        exit_time = trade.exitTime?.description
        exit_reason = trade.exitReason?.rawValue
        realized_pnl = ExactAmount(trade.realized)
        fees = ExactAmount(trade.fees)
        let profit = trade.realized ?? last.flatMap { try? trade.unrealized(at: $0) }
        let end =
            trade.exitPrice.map(Figures.price) ?? last.map { "now \(Figures.price($0))" } ?? ""
        line = Columns.row([
            .left(symbol, 8), .right("\(trade.quantity)", 8),
            .right(Figures.price(trade.entryPrice), 12), .left("→", 1), .left(end, 14),
            .right(profit.map(Figures.signedDollars) ?? "-", 14),
            .left(exit_reason ?? status, 12),
        ])
    }
}

/// An open position.
struct PositionAnswer: Encodable {
    let id: Int64
    let symbol, side: String
    let shares, entry_price, current_price, unrealized_pnl: ExactAmount
    let stop_loss, take_profit: ExactAmount?
    let line: String

    private enum CodingKeys: String, CodingKey {
        case id, symbol, side, shares, entry_price, current_price, unrealized_pnl, stop_loss
        case take_profit
    }

    init(_ position: BookedPosition) {
        id = position.id
        symbol = position.symbol.description
        side = position.side.name
        shares = ExactAmount(position.quantity)
        entry_price = ExactAmount(position.entryPrice)
        current_price = ExactAmount(position.currentPrice)
        unrealized_pnl = ExactAmount(position.unrealized)
        stop_loss = ExactAmount(position.stopLoss)
        take_profit = ExactAmount(position.takeProfit)
        let cost = position.entryValue.approximate
        let percent = cost > 0 ? 100 * position.unrealized.approximate / cost : nil
        line = Columns.row([
            .left(symbol, 8), .right("\(position.quantity)", 8),
            .right(Figures.price(position.entryPrice), 12),
            .right(Figures.price(position.currentPrice), 12),
            .right(Figures.signedDollars(position.unrealized), 14),
            .right(Figures.percent(percent), 11),
        ])
    }
}

/// An order that may still fill.
struct OrderAnswer: Encodable {
    let client_order_id, symbol, side, order_type, status, time_in_force: String
    let shares, limit_price, stop_price: ExactAmount?
    let line: String

    private enum CodingKeys: String, CodingKey {
        case client_order_id, symbol, side, order_type, status, time_in_force, shares
        case limit_price, stop_price
    }

    init(_ order: BookedOrder) {
        client_order_id = order.ticket.id.description
        symbol = order.ticket.symbol.description
        side = order.ticket.side.rawValue
        order_type = order.terms.type.name
        status = order.state.rawValue
        time_in_force = order.ticket.timeInForce.rawValue
        shares = ExactAmount(order.terms.quantity)
        limit_price = ExactAmount(order.terms.type.limit)
        stop_price = ExactAmount(order.terms.type.stop)
        let prices = [order.terms.type.stop, order.terms.type.limit].compactMap { $0 }
        line = Columns.row([
            .left(symbol, 8), .left(side, 4),
            .right(order.terms.quantity.map(\.description) ?? "-", 8), .left(order_type, 13),
            .right(prices.map(Figures.price).joined(separator: " / "), 18),
            .left(time_in_force, 8), .left(status, 16), .left(client_order_id, 1),
        ])
    }
}

/// An order that ended before it was filled whole, and why; protective orders that ended with their
/// position are left out.
struct EndedOrderAnswer: Encodable {
    let client_order_id, symbol, side, order_type, status, reason: String
    let shares: ExactAmount?
    let line: String

    private enum CodingKeys: String, CodingKey {
        case client_order_id, symbol, side, order_type, status, reason, shares
    }

    init?(_ order: BookedOrder) {
        guard [.cancelled, .expired, .rejected].contains(order.state),
            order.ending != .positionClosed
        else { return nil }
        client_order_id = order.ticket.id.description
        symbol = order.ticket.symbol.description
        side = order.ticket.side.rawValue
        order_type = order.terms.type.name
        status = order.state.rawValue
        reason = (order.ending ?? .timeInForce).rawValue
        shares = ExactAmount(order.terms.quantity)
        line = Columns.row([
            .left(symbol, 8), .left(side, 4),
            .right(order.terms.quantity.map(\.description) ?? "-", 8), .left(order_type, 13),
            .left("\(status): \((order.ending ?? .timeInForce).words)", 44),
            .left(client_order_id, 1),
        ])
    }
}

/// The sums below the tables.
struct FooterAnswer: Encodable {
    let closed, open: Int64
    let realized_pnl, unrealized_pnl, dividends, fees: ExactAmount
    let line: String

    private enum CodingKeys: String, CodingKey {
        case closed, open, realized_pnl, unrealized_pnl, dividends, fees
    }

    init(_ totals: BookTotals, unrealized: Money, flows: CashFlows) {
        closed = totals.tradesClosed
        open = totals.tradesOpen
        realized_pnl = ExactAmount(totals.realized)
        unrealized_pnl = ExactAmount(unrealized)
        dividends = ExactAmount(flows.dividends)
        fees = ExactAmount(totals.fees)
        let paid =
            flows.dividends == .zero
            ? "" : "  Dividends: \(Figures.signedDollars(flows.dividends))"
        line =
            "Closed: \(closed)  Open: \(open)"
            + "  Realized: \(Figures.signedDollars(totals.realized))"
            + "  Unrealized: \(Figures.signedDollars(unrealized))\(paid)  [PAPER]"
    }
}

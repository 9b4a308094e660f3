import Desk
import Domain
import Storage
import Web

/// The paper account as `tandem paper` shows it: day groups with their trades, open positions,
/// open orders and the footer.
struct AccountAnswer: Encodable {
    let mode = "paper"
    let market_time: String?
    let days: [DayAnswer]
    let positions: [PositionAnswer]
    let orders: [OrderAnswer]
    let ended_orders: [EndedOrderAnswer]
    let not_due: Int
    let cash, equity: ExactAmount
    let footer: FooterAnswer
    /// How many of the newest orders are looked through for those that ended without all fills.
    private static let ordersMax = 1_000
    /// The same as text.
    let text: String

    private enum CodingKeys: String, CodingKey {
        case mode, market_time, days, positions, orders, ended_orders, not_due, cash, equity, footer
    }

    init(of ledger: Ledger, days limit: Int, outcome: PaperOutcome) async throws {
        let state = try await ledger.openState(.paper)
        let held = try await ledger.positions(.paper)
        let totals = try await ledger.totals(.paper)
        let groups = try await ledger.dayGroups(.paper, limit: .max).filter { $0.trades > 0 }
        var shown: [DayAnswer] = []
        for group in groups.prefix(limit) {
            var query = TradeQuery(mode: .paper)
            (query.from, query.to, query.limit) = (group.day, group.day, Int(group.trades))
            let trades = try await ledger.trades(query).trades
            shown.append(try DayAnswer(group, trades: trades, positions: held))
        }
        market_time = state.cursor?.time.description
        days = shown
        positions = held.map(PositionAnswer.init)
        orders = state.orders.map(OrderAnswer.init)
        ended_orders = try await ledger.orders(.paper, limit: Self.ordersMax)
            .compactMap(EndedOrderAnswer.init)
        not_due = outcome.notDue.count
        cash = ExactAmount(totals.cash)
        let unrealized = try held.reduce(Money.zero) { try $0 + $1.unrealized }
        let value = try held.reduce(Money.zero) { try $0 + $1.marketValue() }
        let equity = try totals.cash + value
        self.equity = ExactAmount(equity)
        footer = FooterAnswer(
            totals, unrealized: unrealized, flows: try await ledger.cashFlows(.paper))
        text =
            AccountText(
                time: market_time, days: shown, positions: positions, orders: orders,
                endedOrders: ended_orders, notDue: not_due, cash: totals.cash, equity: equity,
                footer: footer
            ).text
    }
}

extension BookedPosition {
    /// Signed value at the last price.
    fileprivate func marketValue() throws(AmountOutOfRange) -> Money {
        let value = try currentPrice.cost(of: quantity, rounding: .halfEven)
        return side == .long ? value : try -value
    }
}

/// One day of the trades page.
struct DayAnswer: Encodable {
    let date: String
    let realized_pnl, unrealized_pnl: ExactAmount
    let trade_count: Int64
    let day_return_pct: Double?
    let trades: [TradeAnswer]
    let line: String

    private enum CodingKeys: String, CodingKey {
        case date, realized_pnl, unrealized_pnl, trade_count, day_return_pct, trades
    }

    /// - Parameter positions: what is held now, for the prices that open trades are valued at.
    init(_ group: DayGroup, trades: [BookedTrade], positions: [BookedPosition]) throws {
        var unrealized = Money.zero
        for trade in trades where trade.status == .open {
            guard let held = positions.first(where: { $0.symbol == trade.symbol }) else { continue }
            try unrealized += try trade.unrealized(at: held.currentPrice)
        }
        date = group.day.description
        realized_pnl = ExactAmount(group.realized)
        unrealized_pnl = ExactAmount(unrealized)
        trade_count = group.trades
        day_return_pct = group.returnPercent
        self.trades = trades.map { trade in
            TradeAnswer(trade, last: positions.first { $0.symbol == trade.symbol }?.currentPrice)
        }
        line =
            "\(date)  R:\(Figures.signedDollars(group.realized))"
            + "  U:\(Figures.signedDollars(unrealized))  Trades:\(group.trades)"
            + "  Day:\(Figures.percent(group.returnPercent))"
    }
}

extension BookedTrade {
    /// What the open shares would win or lose at a price, before fees.
    func unrealized(at price: Price) throws(AmountOutOfRange) -> Money {
        let value = try price.cost(of: quantity, rounding: .halfEven)
        return side == .long ? try value - entryValue : try entryValue - value
    }
}

extension DayGroup {
    /// The change of equity over the day in percent of its start; nil without both marks.
    var returnPercent: Double? {
        guard let first, let last, first.equity > .zero else { return nil }
        return 100 * (last.equity.approximate / first.equity.approximate - 1)
    }
}

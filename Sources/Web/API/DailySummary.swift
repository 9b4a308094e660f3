import Desk
import Domain
import MarketCalendar
import Storage

/// Puts the days of a mode together: what was realized, what is open, what the day brought.
struct DailySummary {
    let door: VenueDoor

    /// The newest days that have trades or equity marks.
    func answer(days count: Int) async throws -> DailySummaryAnswer {
        let totals = try await door.ledger.totals(door.mode)
        let groups = try await door.ledger.dayGroups(door.mode, limit: count)
        let open = await openProfits()
        let account = await door.orders.account()
        let days = groups.map { group in
            DaySummary(
                day: group.day, realized: group.realized,
                unrealized: group.open == 0 ? .zero : open[group.day] ?? nil,
                tradeCount: group.trades,
                returnPercent: group.returnPercent(
                    now: group.day == groups.first?.day ? account.equity : nil))
        }
        return DailySummaryAnswer(
            mode: door.mode, days: days,
            totals: SummaryTotals(
                closed: totals.tradesClosed, open: totals.tradesOpen, realized: totals.realized,
                unrealized: account.unrealized))
    }

    /// The open profit of the lots by the New York day on which they were opened; nil where a price
    /// is missing.
    private func openProfits() async -> [Day: Money?] {
        var profits: [Day: Money?] = [:]
        let book = await door.orders.book
        for symbol in book.heldSymbols {
            let price = await door.orders.lastPrice(of: symbol)
            for lot in book.lots(of: symbol).lots {
                let day = NewYork.day(of: lot.openedAt)
                let profit = price.flatMap { lot.profit(at: $0) }
                let sum = profits[day] ?? .zero
                profits[day] = .some(sum.flatMap { sum in profit.flatMap { try? sum + $0 } })
            }
        }
        return profits
    }
}

extension Lot {
    /// What it would win or lose at a price, before fees.
    func profit(at price: Price) -> Money? {
        guard let value = try? price.cost(of: quantity, rounding: .halfEven) else { return nil }
        return side == .long ? try? value - entryValue : try? entryValue - value
    }
}

extension DayGroup {
    /// The change of equity over the day in percent of what it began with, deposits left out of it;
    /// nil without both.
    ///
    /// - Parameter now: what the account is worth, while the day is the newest one.
    func returnPercent(now: Money?) -> Double? {
        guard let first, first.equity > .zero, let end = now ?? last?.equity,
            let change = try? end - first.equity - deposits
        else { return nil }
        return 100 * change.approximate / first.equity.approximate
    }
}

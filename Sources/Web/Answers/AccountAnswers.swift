import Desk
import Domain
import ExactJSON
import Storage

/// An account in short; a live one without a broker is all null.
struct AccountAnswer: JSONAnswer {
    let mode: TradingMode
    /// Nil where there is no broker.
    let account: AccountSummary?
    /// Market time.
    let now: Timestamp
    /// Whether pages hear it, which show the texts that it brings.
    var isForPages = false

    /// What the day has brought so far, in percent of what it began with.
    var dayReturnPercent: Double? {
        guard let profit = account?.dayProfit, let start = account?.dayStart, start > .zero else {
            return nil
        }
        return 100 * profit.approximate / start.approximate
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            if isForPages { AccountText(self).write(to: &writer) }
            writer.name("mode")
            writer.string(mode.rawValue)
            writer.name("equity")
            writer.amount(account?.equity)
            writer.name("cash")
            writer.amount(account?.cash)
            writer.name("buying_power")
            writer.amount(account?.buyingPower)
            writer.name("positions_value")
            writer.amount(account?.positionsValue)
            writer.name("external_value")
            writer.amount(account?.outsideValue)
            writer.name("unrealized_pnl")
            writer.amount(account?.unrealized)
            writer.name("realized_pnl")
            writer.amount(account?.realized)
            writer.name("day_pnl")
            writer.amount(account?.dayProfit)
            writer.name("day_return_pct")
            writer.statistic(dayReturnPercent)
            writer.name("currency")
            writer.string("USD")
            writer.name("as_of")
            writer.time(account?.asOf ?? now)
        }
    }
}

/// Which mode is active, and how live and the paper feed stand.
struct ModeAnswer: JSONAnswer {
    let status: ModeStatus

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("active_mode")
            writer.string(status.active.rawValue)
            writer.name("last_mode_change")
            writer.time(status.changedAt)
            writer.name("paper_balance")
            writer.amount(status.paperCash)
            writer.name("paper_realized_pnl")
            writer.amount(status.paperRealized)
            writer.name("is_live_broker_configured")
            writer.bool(status.live.isConfigured)
            writer.name("live_broker_status")
            writer.string(status.live.word)
            writer.name("live_not_ready_reasons")
            writer.array(status.live.reasons) { $0.string($1) }
            writer.name("live_open_positions")
            writer.integer(Int64(status.livePositions))
            writer.name("live_open_orders")
            writer.integer(Int64(status.liveOrders))
            writer.name("mode_epoch")
            writer.integer(status.epoch)
            writer.name("market_time")
            writer.time(status.marketTime)
            writer.name("feed")
            FeedAnswer(state: status.feed).write(to: &writer)
        }
    }
}

/// What was traded on each New York day, newest first.
struct DailySummaryAnswer: JSONAnswer {
    let mode: TradingMode
    let days: [DaySummary]
    let totals: SummaryTotals

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("mode")
            writer.string(mode.rawValue)
            writer.name("days")
            writer.array(days) { $1.write(to: &$0) }
            writer.name("totals")
            totals.write(to: &writer)
        }
    }
}

/// One New York day.
struct DaySummary: JSONAnswer {
    let day: Day
    let realized: Money
    /// The open profit of the trades that were opened that day; nil where a price is missing.
    let unrealized: Money?
    let tradeCount: Int64
    /// The change of equity over the day in percent of what it began with.
    let returnPercent: Double?

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("date")
            writer.string(day.description)
            writer.name("realized_pnl")
            writer.amount(realized)
            writer.name("unrealized_pnl")
            writer.amount(unrealized)
            writer.name("trade_count")
            writer.integer(tradeCount)
            writer.name("day_return_pct")
            writer.statistic(returnPercent)
        }
    }
}

/// The sums below the days.
struct SummaryTotals: JSONAnswer {
    let closed: Int64
    let open: Int64
    let realized: Money
    let unrealized: Money?

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("closed")
            writer.integer(closed)
            writer.name("open")
            writer.integer(open)
            writer.name("realized_pnl")
            writer.amount(realized)
            writer.name("unrealized_pnl")
            writer.amount(unrealized)
        }
    }
}

import Brokers
import Domain

/// Entries need books that agree with the broker: all of them, or those of the symbol.
struct StandingCheck: OrderCheck {
    /// A comparison each minute: after three none has come, the broker cannot be reached.
    static let secondsMax: Int64 = 180

    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard order.ticket.effect.isOpening, let live = picture.live,
            let standing = live.standing
        else { return nil }
        if let problem = standing.problems.first {
            return Refusal("not_reconciled", "no entries: \(problem)")
        }
        guard let at = standing.comparedAt, at.advanced(bySeconds: Self.secondsMax) >= live.now
        else {
            return Refusal(
                "not_reconciled",
                "no entries: the books were not compared with the broker for "
                    + "\(Self.secondsMax) seconds")
        }
        let symbol = order.ticket.symbol
        return standing.blocked[symbol].map {
            Refusal("unexplained", "no entries in \(symbol) while \($0)")
        }
    }
}

/// An entry is placed on a price that is fresh.
struct QuoteAgeCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard order.ticket.effect.isOpening, let live = picture.live,
            let most = live.limits[.quoteAge].number
        else { return nil }
        let symbol = order.ticket.symbol
        guard let quote = picture.quote else {
            return Refusal("no_price", "no price of \(symbol) is known yet; try again at once")
        }
        // One that came just now may tell of a trade long ago.
        let told = min(quote.receivedAt, quote.quote.time)
        let age = live.now.nanoseconds - told.nanoseconds
        guard age > most.nanos else { return nil }
        return Refusal(
            "quote_age",
            "the quote of \(symbol) is \(age / 1_000_000_000) seconds old; at most \(most) are "
                + "allowed")
    }
}

/// A price far from the last trade is a slip of the finger.
struct PriceAwayCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard let live = picture.live, let most = live.limits[.priceAway].percent,
            let last = picture.quote?.last, last > .zero,
            let price = order.ticket.type.limit ?? order.ticket.type.stop,
            let distance = try? last.scaled(by: most, rounding: .down)
        else { return nil }
        let away = price.nanos - last.nanos
        // An exit that waits for a better price harms nobody.
        let isAsking = order.ticket.side == .buy ? away < 0 : away > 0
        if isAsking, !order.ticket.effect.isOpening { return nil }
        guard abs(away) > distance.nanos else { return nil }
        return Refusal(
            "price_away",
            "\(price) is more than \(live.limits[.priceAway]) % away from the last price \(last)")
    }
}

/// One entry is only so large, and a day's entries too.
struct SizeCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard order.ticket.effect.isOpening, let live = picture.live else { return nil }
        if let most = live.limits[.orderShares].quantity, order.shares > most {
            return Refusal("order_shares", "\(order.shares) shares are more than \(most)")
        }
        if let most = live.limits[.orderValue].money, order.cost > most {
            return Refusal("order_value", "$\(order.cost) is more than $\(most) an order")
        }
        guard let most = live.limits[.dayValue].money else { return nil }
        let spent = live.tally.entries(since: live.dayStart).reduce(Int128(0)) {
            $0 + Int128($1.value.nanos)
        }
        guard spent + Int128(order.cost.nanos) > Int128(most.nanos) else { return nil }
        return Refusal(
            "day_value",
            "$\(order.cost) more than the $\(Money(nanos: Int64(clamping: spent))) of today is "
                + "more than $\(most) a day")
    }
}

/// So many entries a minute and a day, and not the same order twice within seconds.
struct PaceCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard let live = picture.live else { return nil }
        if let seconds = live.limits[.repeatSeconds].number {
            let since = live.now.advanced(byNanoseconds: -seconds.nanos)
            if live.tally.all(since: since).contains(where: { order.ticket.isSame($0.ticket) }) {
                return Refusal(
                    "repeated_order",
                    "the same order was placed less than \(seconds) seconds ago")
            }
        }
        guard order.ticket.effect.isOpening else { return nil }
        let minute = live.tally.entries(since: live.now.advanced(bySeconds: -60)).count
        if let most = live.limits[.ordersPerMinute].whole, minute >= most {
            return Refusal(
                "orders_per_minute", "\(minute) entries within a minute; \(most) are allowed")
        }
        let day = live.tally.entries(since: live.dayStart).count
        guard let most = live.limits[.ordersPerDay].whole, day >= most else { return nil }
        return Refusal("orders_per_day", "\(day) entries today; \(most) are allowed")
    }
}

/// Only so many positions are open at once, with those that open entries may bring and those that
/// the broker holds besides.
struct OpenPositionsCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard order.ticket.effect.isOpening, let live = picture.live,
            let most = live.limits[.openPositions].whole
        else { return nil }
        var symbols = Set(picture.book.heldSymbols)
        for open in picture.book.openOrders where open.ticket.effect.isOpening {
            symbols.insert(open.ticket.symbol)
        }
        let count = symbols.count + (live.standing?.foreignSymbols.count ?? 0)
        guard !symbols.contains(order.ticket.symbol), count >= most else { return nil }
        return Refusal("open_positions", "\(count) positions are open; \(most) are allowed")
    }
}

/// A day that has lost too much brings no more entries.
struct DayLossCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard order.ticket.effect.isOpening, let live = picture.live else { return nil }
        return Self.excess(live.dayProfit, live.limits).map { Refusal("day_loss", $0) }
    }

    /// What a day has lost too much, in a sentence; nil where it has not.
    static func excess(_ profit: Money?, _ limits: LiveLimits) -> String? {
        guard let most = limits[.dayLoss].money, let profit, profit.nanos < -most.nanos else {
            return nil
        }
        return "today has lost $\(Money(nanos: -profit.nanos)), more than $\(most)"
    }
}

extension OrderTicket {
    /// Whether both ask for the same, but for the name.
    fileprivate func isSame(_ other: OrderTicket) -> Bool {
        var other = other
        other.id = id
        return self == other
    }
}

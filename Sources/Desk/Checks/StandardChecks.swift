import Domain

/// Only what the feed has prices of can be traded.
struct SymbolCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard let symbols = picture.symbols, !symbols.contains(order.ticket.symbol) else {
            return nil
        }
        let known = symbols.sorted().prefix(20).map(\.description).joined(separator: ", ")
        let more = symbols.count > 20 ? " and \(symbols.count - 20) more" : ""
        return Refusal(
            "unknown_symbol",
            "\(order.ticket.symbol) does not trade here; there are \(known)\(more)")
    }
}

/// After the last bar of a replay nothing fills any more.
struct FeedCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard picture.isFeedOver else { return nil }
        return Refusal(
            "feed_over",
            "the replay is over and no price will come: import more bars, or reset the account")
    }
}

/// The brake: entries stop, exits go on.
struct HaltCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard order.ticket.effect.isOpening, let reason = picture.haltReason else { return nil }
        return Refusal(
            "halted", "entries are stopped (\(reason)); exits still work. Resume to place entries")
    }
}

/// No more is sold than is held and not already on sale.
struct SharesCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        let symbol = order.ticket.symbol
        guard case .close(let selection) = order.ticket.effect else { return nil }
        let held = try? picture.book.lots(of: symbol).quantity(in: selection)
        guard
            let free = try? picture.book.freeShares(of: symbol, in: selection)
                - picture.reservedShares
        else { return Refusal("shares", "the shares of \(symbol) are out of range") }
        guard order.shares > free else { return nil }
        let total = held ?? .zero
        let bound = total > free ? ", and \(bound(total, free)) are in other exits" : ""
        return Refusal(
            "shares",
            "\(order.shares) shares of \(symbol) cannot be closed: \(total) are held\(bound)")
    }

    private func bound(_ total: Quantity, _ free: Quantity) -> Quantity {
        Quantity(billionths: total.billionths - max(0, free.billionths))
    }
}

/// A sale without shares opens a short, which is off unless a setting allows it.
struct ShortingCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard order.ticket.effect.isOpening, order.ticket.side == .sell, !picture.allowsShorting
        else { return nil }
        return Refusal(
            "shorting_off",
            "no shares of \(order.ticket.symbol) are held, and short selling is off")
    }
}

/// Nobody can tell what an entry costs while no price is known: it is refused where the broker does
/// not look at cash again when it fills.
struct PriceCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard order.ticket.effect.isOpening, order.price == nil else { return nil }
        return Refusal(
            "no_price",
            "no price of \(order.ticket.symbol) is known, so nobody can tell what it costs")
    }
}

/// An entry must be covered by cash that no other entry binds.
struct BuyingPowerCheck: OrderCheck {
    func refusal(of order: ProposedOrder, given picture: DeskPicture) -> Refusal? {
        guard order.ticket.effect.isOpening, order.cost > picture.buyingPower else { return nil }
        let price = order.price.map { " at \($0)" } ?? ""
        return Refusal(
            "buying_power",
            "\(order.shares) shares of \(order.ticket.symbol)\(price) bind $\(order.cost), and the "
                + "buying power is $\(picture.buyingPower)")
    }
}
